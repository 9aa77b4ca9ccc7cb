"""Incidents: what is taken out of a week, and that nothing else is."""

import pytest

from benchmarks.offices import make_office, make_week
from office.services import Promise
from office.values import Span
from scheduler.check import check
from scheduler.repair.changes import Absent, CounterDown, Late, Leaves, Outage
from scheduler.repair.incident import make_incident
from scheduler.roster import Assignment, Duty, Roster
from scheduler.rules import BASIC_RULES, WeeklyNorm
from tests.scheduler.repair.mornings import MONDAY

RULES = (*BASIC_RULES, WeeklyNorm())


@pytest.fixture(scope="module")
def published():
    """Two officers at one counter each, lunch at 11.30 and 12.30."""
    promise = Promise(id="p", name="P", steps=frozenset("a"))
    week = make_week(make_office([("one", "a"), ("one", "a")], ["a", "a"], [promise]))
    assignments, duties = [], []
    for day in week.open_days:
        rule = week.break_rule(day)
        for n, officer in enumerate(week.office.officer_ids):
            span = week.shifts[0].on(day.date.weekday(), "normal")
            rest = rule.window.start if n == 0 or rule.minutes == 90 else rule.window.start + 60
            assignments.append(
                Assignment(officer=officer, day=day.date, shift="day", span=span, break_start=rest,
                           break_minutes=rule.minutes)
            )  # fmt: skip
            at = {"officer": officer, "day": day.date}
            first = "assembly" if day.date == MONDAY else "back_office"
            seat = {"activity": "counter", "counter": f"l{n + 1}", "steps": frozenset("a")}
            ends = rest + rule.minutes
            duties += [
                Duty(**at, start=450, end=480, activity=first), Duty(**at, start=480, end=rest, **seat),
                Duty(**at, start=rest, end=ends, activity="break"), Duty(**at, start=ends, end=900, **seat),
                Duty(**at, start=900, end=span.end, activity="back_office"),
            ]  # fmt: skip
    return week, Roster(office="test", week=week.week, slot_minutes=30, assignments=tuple(assignments),
                        duties=tuple(duties))  # fmt: skip


def _hit(published, *changes, now=0):
    week, roster = published
    return make_incident(week, RULES, roster, changes, MONDAY, now)


def _broken(incident):
    return [(v.rule, v.officer, v.amount) for v in check(incident.hit, incident.week, RULES) if v.hard]


def test_the_published_week_keeps_every_law(published):
    """Else the following would say nothing."""
    assert not [v for v in check(published[1], published[0], RULES) if v.hard]


@pytest.mark.parametrize(
    "change",
    [
        Absent(officer="p1", day=MONDAY), Late(officer="p1", day=MONDAY, minute=540),
        Late(officer="p1", day=MONDAY, minute=550), Leaves(officer="p1", day=MONDAY, minute=840),
        CounterDown(counter="l1", day=MONDAY, span=Span(start=540, end=600)),
        Outage(name="a", steps=frozenset("a"), day=MONDAY, span=Span(start=0, end=1440)),
    ],
)  # fmt: skip
def test_an_incident_alone_breaks_no_law(published, change):
    """Whole days and hours away count as worked; every minute that is left has its activity."""
    assert not _broken(_hit(published, change))


@pytest.mark.parametrize(("minute", "start"), [(450, 450), (451, 451), (540, 540)])
def test_who_comes_late_works_what_is_left(published, minute, start):
    """The shift begins when he comes; what he does afterwards is as published."""
    incident = _hit(published, Late(officer="p1", day=MONDAY, minute=minute))
    assert incident.hit.assignments_of("p1", MONDAY)[0].span.start == start
    before = [d for d in published[1].duties_of("p1", MONDAY) if d.start >= minute]
    assert [d for d in incident.hit.duties_of("p1", MONDAY) if d.start >= minute and d.start != start] == [
        d for d in before if d.start != start
    ]


def test_an_hour_missed_lowers_the_norm_by_an_hour(published):
    """And by no more: one minute less work would be a breach."""
    week, _ = published
    incident = _hit(published, Late(officer="p1", day=MONDAY, minute=510))
    low, high = WeeklyNorm().limits(incident.week, week.office.officer("p1"))
    usual = WeeklyNorm().limits(week, week.office.officer("p1"))
    assert (usual[0] - low, usual[1] - high) == (60, 60)


def test_a_lunch_that_would_begin_after_he_has_gone_comes_earlier(published):
    """p2 rests at 12.30; if he leaves then, the turn of 11.30 is his, if it is still to come."""
    leaves = Leaves(officer="p2", day=MONDAY, minute=750)
    assert _hit(published, leaves).hit.assignments_of("p2", MONDAY)[0].break_start == 690
    late = _hit(published, leaves, now=700)
    assert late.hit.assignments_of("p2", MONDAY)[0].break_start is None
    assert [rule for rule, *_ in _broken(late)] == ["break_window", "weekly_norm"]


def test_a_counter_that_is_down_frees_its_officer_just_then(published):
    """From 9 to 10 he is on standby, before and after at his counter."""
    incident = _hit(published, CounterDown(counter="l1", day=MONDAY, span=Span(start=540, end=600)))
    doing = [(d.start, d.end, d.activity) for d in incident.hit.duties_of("p1", MONDAY) if 480 <= d.start < 690]
    assert doing == [(480, 540, "counter"), (540, 600, "standby"), (600, 690, "counter")]


def test_a_promise_whose_step_is_out_of_order_asks_for_nobody(published):
    """Who could keep it does not help: it is suspended, not short."""
    change = Outage(name="a", steps=frozenset("a"), day=MONDAY, span=Span(start=540, end=600))
    incident = _hit(published, change)
    need = incident.need(incident.week.office.promises[0], MONDAY)
    asleep = (incident.week.grid.minutes >= 540) & (incident.week.grid.minutes < 600)
    assert not need[asleep].any()
    assert need[(incident.week.grid.minutes >= 480) & (incident.week.grid.minutes < 540)].all()
