"""On call at home in repairs: posts of the missing are given on, who is called in comes before others at home."""

from dataclasses import replace
from datetime import timedelta

from benchmarks.offices import make_office, make_week, seasonal, span
from office.oncall import OnCall
from office.services import Promise
from scheduler.repair.calls import called_first, on_call_again
from scheduler.repair.changes import Absent
from scheduler.repair.incident import make_incident
from scheduler.repair.proposals import repair
from scheduler.roster import Assignment, Duty, Roster
from scheduler.rules import DEFAULT_RULES
from scheduler.shifts import Shift
from tests.scheduler.rules.cases import MONDAY

DAY = Shift(id="day", name="Dinas", hours=seasonal(mon_fri=span("08.00-12.00")))
EVENING = OnCall(id="evening", name="Evening", hours=seasonal(mon_sun=span("06.00-22.00")))
RULES = tuple(rule for rule in DEFAULT_RULES if rule.rule != "weekly_norm")


def morning(calls: dict[int, str], skills=("a", "a", "a"), works=("p1",)):
    """p1 works on Monday and does not come; the others are at home, and posts on call are held as told."""
    office = make_office([("one", "a")], list(skills), [Promise(id="promise", name="P", steps=frozenset("a"))])
    week = make_week(office.model_copy(update={"on_call": (EVENING,)}), (DAY,))
    shifts = [Assignment(officer=o, day=MONDAY, shift="day", span=span("08.00-12.00")) for o in works]
    duties = [Duty(officer=o, day=MONDAY, start=480, end=720, activity="counter", counter=office.counters[0].id,
                   steps=frozenset("a")) for o in works]  # fmt: skip
    held = tuple(
        Assignment(officer=o, day=MONDAY + timedelta(d), shift="evening", span=span("06.00-22.00"))
        for d, o in calls.items()
    )
    roster = Roster(office="test", week=week.week, slot_minutes=week.grid.slot_minutes, assignments=tuple(shifts),
                    duties=tuple(duties), on_call=held)  # fmt: skip
    changes = [Absent(officer="p1", day=MONDAY)]
    return make_incident(week, RULES, roster, changes, MONDAY, 0)


def test_the_post_of_who_is_missing_goes_to_somebody_else():
    """p1 should be on call on Monday and Tuesday and is missing on Monday: Monday's post goes on, all else stays."""
    incident = morning({0: "p1", 1: "p1", 2: "p2"})
    found = {(a.officer, a.day) for a in on_call_again(incident, incident.hit).on_call}
    later = {(o, day) for o, day in found if day > MONDAY}
    assert later == {("p1", MONDAY + timedelta(1)), ("p2", MONDAY + timedelta(2))}
    assert [o for o, day in found if day == MONDAY] != ["p1"]
    assert len([o for o, day in found if day == MONDAY]) == 1


def test_who_is_on_call_is_asked_before_others_at_home():
    """Of two at home who can do the same only the one on call; one who can do more is asked as well."""
    incident = morning({0: "p3"}, skills=("a", "a", "a", "ab"))
    choice = Assignment(officer="p2", day=MONDAY, shift="day", span=span("08.00-12.00"))
    choices = {o: (choice.model_copy(update={"officer": o}),) for o in ("p2", "p3")}
    assert set(called_first(incident, MONDAY, incident.hit, choices)) == {"p3"}
    nobody = morning({})
    assert set(called_first(nobody, MONDAY, nobody.hit, choices)) == {"p2", "p3"}
    more = replace(incident, week=morning({}, skills=("a", "ab", "a")).week)
    assert set(called_first(more, MONDAY, incident.hit, choices)) >= {"p3"}


def test_a_repair_calls_in_who_is_on_call_and_gives_his_post_on():
    """p3 comes to the counter, and p2 is on call instead of him."""
    incident = morning({0: "p3"})
    found = repair(incident, lambda roster: None, None).proposals
    wider = next(p for p in found if p.way == "wider")
    assert [a.officer for a in wider.roster.assignments_of("p3", MONDAY)] == ["p3"]
    assert not wider.roster.assignments_of("p2", MONDAY)
    assert [a.officer for a in wider.roster.on_call if a.day == MONDAY] == ["p2"]
    assert not [short for short in wider.effect.shortages if short.day == MONDAY]
    assert not [breach for breach in wider.effect.given if breach.day == MONDAY]
