"""Turns: what counts as one, and what the next week is told."""

from datetime import date
from pathlib import Path

import pytest

from benchmarks.offices import WEEK, make_office, make_week, span
from office.people import Absence, BreakRule
from planning.config import load_config
from scheduler.roster import Assignment, Duty, History, Roster, Turns
from scheduler.rules.burdens import is_late_lunch, is_saturday, priority_counters, priority_steps, usual_burdens
from scheduler.turns import extend_history, history_after, week_turns, with_newcomers

BURDENS = ("lunch", "saturday", "priority")

MONDAY, TUESDAY, FRIDAY, SATURDAY = (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 4), date(2026, 12, 5))


def worked(day, officer="p1", break_start=690, hours="07.30-16.00"):
    """A shift of one officer."""
    return Assignment(officer=officer, day=day, shift="day", span=span(hours), break_start=break_start,
                      break_minutes=60)  # fmt: skip


def at_counter(day, counter, officer="p1"):
    """An hour at a counter."""
    return Duty(officer=officer, day=day, start=540, end=600, activity="counter", counter=counter,
                steps=frozenset("a"))  # fmt: skip


def roster(assignments=(), duties=(), week=WEEK):
    """A roster of these."""
    return Roster(office="test", week=week, slot_minutes=30, assignments=tuple(assignments), duties=tuple(duties))


def office_week():
    """Two officers, a common and a priority counter."""
    return make_week(make_office([("one", "a"), ("two", "r")], ["ar", "a"]))


@pytest.mark.parametrize(
    ("break_start", "hours", "late"),
    [
        (690, "07.30-16.00", False),
        (720, "07.30-16.00", True),
        (750, "07.30-16.00", True),
        (720, "12.00-17.00", False),
        (750, "12.00-17.00", True),
        (None, "07.30-16.00", False),
    ],
)
def test_a_lunch_is_late_when_the_shift_allows_an_earlier_one(break_start, hours, late):
    """The first start inside window and shift is no turn; half an hour later is one."""
    rule = BreakRule(minutes=60, window=span("11.30-13.30"))
    assert is_late_lunch(worked(MONDAY, break_start=break_start, hours=hours), rule, 30) is late


@pytest.mark.parametrize(("day", "counts"), [(FRIDAY, False), (SATURDAY, True)])
def test_saturday_is_a_turn(day, counts):
    """Friday is none."""
    assert is_saturday(day) is counts


def test_turns_of_a_week_are_counted_in_days():
    """Two late lunches, a Saturday, and one priority day however often the counter is taken."""
    assignments = [worked(MONDAY, break_start=720), worked(TUESDAY, break_start=750), worked(FRIDAY, break_start=690),
                   worked(SATURDAY, break_start=None)]  # fmt: skip
    duties = [at_counter(MONDAY, "l2"), at_counter(MONDAY, "l2"), at_counter(TUESDAY, "l1")]
    counts = week_turns(
        office_week(), roster(assignments, duties), usual_burdens(office_week().office, frozenset({"l2"}))
    )
    assert counts["p1"] == {"lunch": 2, "saturday": 1, "priority": 1}
    assert counts["p2"] == {"lunch": 0, "saturday": 0, "priority": 0}


def test_history_adds_up_and_knows_the_last_day():
    """Burdens of both weeks, the last day worked and its end; who has left the office is not forgotten."""
    before = History(known=True, turns=(Turns(officer="p1", burdens={"lunch": 2, "late": 1}), Turns(officer="gone")))
    after = history_after(office_week(), roster([worked(MONDAY, break_start=720), worked(TUESDAY)]), before)
    turns = after.of("p1")
    assert turns.burdens == {"lunch": 3, "late": 1, "saturday": 0, "priority": 0}
    assert (turns.last_day, turns.last_end, turns.days_in_row) == (TUESDAY, 960, 2)
    assert after.of("p2").last_day is None
    assert after.known
    assert "gone" in {turn.officer for turn in after.turns}


@pytest.mark.parametrize(
    ("days", "before", "in_row"),
    [
        ([MONDAY], (date(2026, 11, 29), 6), 7),
        ([MONDAY], (date(2026, 11, 28), 6), 1),
        ([TUESDAY], (date(2026, 11, 29), 6), 1),
        ([MONDAY, TUESDAY, FRIDAY], (None, 0), 1),
        ([FRIDAY, SATURDAY], (None, 0), 2),
    ],
)
def test_days_in_a_row_go_on_over_the_weekend(days, before, in_row):
    """A row goes on when the day before was worked, in whichever week."""
    last, count = before
    history = History(known=True, turns=(Turns(officer="p1", last_day=last, days_in_row=count),))
    assert history_after(office_week(), roster(map(worked, days)), history).of("p1").days_in_row == in_row


def test_outside_duty_is_work():
    """A day out ends when the duty ends."""
    out = Duty(officer="p1", day=TUESDAY, start=480, end=1020, activity="outside_duty")
    turns = history_after(office_week(), roster([worked(MONDAY)], [out]), History()).of("p1")
    assert (turns.last_day, turns.last_end, turns.days_in_row) == (TUESDAY, 1020, 2)


def test_weeks_add_up_one_after_the_other():
    """Extending by two weeks in order is the history of both."""
    week = office_week()
    calendar = week.office.calendar()
    first = roster([worked(MONDAY, break_start=720)])
    second = roster([worked(date(2026, 12, 7), break_start=720)], week="2026-W50")
    history = extend_history(extend_history(History(), first, week.office, calendar), second, week.office, calendar)
    assert history.of("p1").burdens["lunch"] == 2
    assert history.of("p1").last_day == date(2026, 12, 7)


def test_priority_counters_are_those_whose_steps_only_the_first_class_asks_for():
    """None while all services are of one class; that of the step of its own when one class comes first."""
    office = office_week().office
    assert priority_counters(office) == frozenset()
    services = tuple(s.model_copy(update={"priority": 0 if s.route[0].step == "r" else 1}) for s in office.services)
    assert priority_counters(office.model_copy(update={"services": services})) == {"l2"}


def test_outside_duty_named_by_an_absence_is_work():
    """Two days out follow the day at the office; when the last of them ended nobody knows. Leave is no work."""
    out = Absence(officer="p1", start=TUESDAY, end=date(2026, 12, 2), kind="outside_duty")
    off = Absence(officer="p1", start=FRIDAY, end=FRIDAY, kind="leave")
    week = roster([worked(MONDAY)]).model_copy(update={"absences": (out, off)})
    turns = history_after(office_week(), week, History()).of("p1")
    assert (turns.last_day, turns.last_end, turns.days_in_row) == (date(2026, 12, 2), None, 3)


def history_of(**turns):
    """What is known of some officers: late lunches, Saturdays and priority days."""
    return History(known=True, turns=tuple(
        Turns(officer=officer, burdens=dict(zip(BURDENS, counts, strict=True))) for officer, counts in turns.items()
    ))  # fmt: skip


@pytest.mark.parametrize(
    ("skills", "burdens"),
    [("ar", {"lunch": 5, "saturday": 1, "priority": 3}), ("a", {"lunch": 5, "saturday": 1, "priority": 0})],
)
def test_a_newcomer_begins_at_the_mean_of_his_group(skills, burdens):
    """Rounded down; priority days among those who can hold the counter, officers of other shifts left out."""
    office = make_office([("one", "a"), ("two", "r")], ["ar", "ar", "a", skills, "a"])
    other = office.officers[4].model_copy(update={"shifts": frozenset({"sabtu"})})
    office = office.model_copy(update={"officers": (*office.officers[:4], other)})
    history = history_of(p1=(6, 2, 4), p2=(5, 1, 3), p3=(5, 2, 0), p5=(0, 9, 0))
    begun = with_newcomers(history, office, usual_burdens(office, frozenset({"l2"})))
    assert begun.of("p4").burdens == burdens
    assert begun.turns[:4] == history.turns


def test_a_newcomer_keeps_what_he_began_with():
    """After his first week his own turns are added to it: one late lunch on top of four."""
    after = history_after(office_week(), roster([worked(MONDAY, "p2", 720)]), history_of(p1=(4, 0, 0)))
    assert after.of("p2").burdens["lunch"] == 5


def test_where_nothing_is_known_everybody_begins_at_nothing():
    """The first week has no newcomers."""
    assert with_newcomers(History(), office_week().office) == History()


@pytest.mark.parametrize(
    ("counters", "steps"),
    [({"l5"}, {"prioritas"}), ({"l3"}, {"biometrik_wawancara"}), ({"l6"}, {"izin_tinggal", "bap"})],
)
def test_steps_for_which_a_counter_is_needed(counters, steps):
    """In the sample office L5 alone does the priority step; L3 has no step of its own, so that all of them count."""
    office = load_config(Path(__file__).parents[2] / "configs" / "lebong.yaml").config.office
    assert priority_steps(office, frozenset(counters)) == steps
