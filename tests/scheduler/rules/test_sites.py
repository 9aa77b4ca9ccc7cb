"""Sites: an officer works where his shift is, in the rules, in the model, at the counters and as a stand-in."""

import threading

import numpy as np
import pytest

from benchmarks.offices import make_cost, make_office, make_week, seasonal, span
from office.services import Promise
from scheduler.check import check
from scheduler.presence import able_there
from scheduler.problem import Limits, RosterProblem
from scheduler.roster import Assignment, Duty, Roster
from scheduler.rules import DEFAULT_RULES
from scheduler.rules.sites import Sites
from scheduler.shifts import Shift
from scheduler.solver import solve_week
from scheduler.week import OfficeWeek

UNIT = Shift(id="unit", name="Unit", hours=seasonal(tue=span("07.30-16.00")), site="mpp")
MAIN = Shift(id="day", name="Dinas", hours=seasonal(mon_thu=span("07.30-16.00"), fri=span("07.30-16.30")))


def week_of() -> OfficeWeek:
    """Three officers of equal skills; a desk at the office, another at a unit that is open on Tuesdays only."""
    tuesday = seasonal(tue=(span("08.00-15.00"),))
    promises = (
        Promise(id="a", name="A", steps=frozenset("a")), Promise(id="b", name="B", steps=frozenset("b"), hours=tuesday),
    )  # fmt: skip
    office = make_office([("one", "a"), ("two", "b")], ["ab", "ab", "ab", "ab"], promises)
    kinds = tuple(k.model_copy(update={"site": "mpp" if k.id == "two" else None}) for k in office.counter_types)
    return make_week(office.model_copy(update={"counter_types": kinds, "sites": {"mpp": "MPP"}}), (MAIN, UNIT))


def roster_of(shift: str, counter: str) -> tuple[OfficeWeek, Roster]:
    """One officer on Tuesday, an hour at a counter."""
    week = week_of()
    day = week.days[1].date
    held = Assignment(officer="p1", day=day, shift=shift, span=span("07.30-16.00"), break_start=690, break_minutes=60)
    duty = Duty(officer="p1", day=day, start=540, end=600, activity="counter", counter=counter,
                steps=frozenset("a" if counter == "l1" else "b"))  # fmt: skip
    return week, Roster(office="test", week=week.week, slot_minutes=30, assignments=(held,), duties=(duty,))


@pytest.mark.parametrize(
    ("shift", "counter", "minutes"), [("day", "l1", []), ("unit", "l2", []), ("unit", "l1", [60]), ("day", "l2", [60])]
)
def test_an_officer_sits_where_his_shift_is(shift, counter, minutes):
    """An hour at the desk of the other place is a breach of sixty minutes."""
    week, roster = roster_of(shift, counter)
    assert [v.amount for v in Sites().violations(roster, week)] == minutes


@pytest.mark.parametrize(
    ("shift", "steps", "found"), [("day", "a", 1), ("day", "b", 0), ("unit", "b", 1), ("unit", "a", 0)]
)
def test_who_is_elsewhere_stands_in_for_nobody(shift, steps, found):
    """Able to do both steps, he is counted only for the one that is done where he is."""
    week, roster = roster_of(shift, "l1")
    (there,) = able_there(week, roster, [frozenset(steps)])
    assert there[1, (540 - week.grid.first) // 30] == found


def test_a_unit_that_opens_on_tuesdays_is_staffed_and_no_law_is_broken():
    """Both promises are kept: somebody has the unit's shift on Tuesday and sits there, the others stay."""
    week = week_of()
    cost = make_cost(week, 0.5, np.random.default_rng(1))
    problem = RosterProblem(week, DEFAULT_RULES, cost)
    result = solve_week(problem, Limits(seconds=20, workers=1), lambda *_: None, threading.Event())
    assert not [v for v in check(result.roster, week, problem.rules) if v.hard]
    assert not [shortage for shortage in result.shortages if shortage.day == week.days[1].date]
    out = {a.officer for a in result.roster.assignments if a.shift == "unit"}
    assert out
    assert {d.officer for d in result.roster.duties if d.counter == "l2"} <= out
    stand_ins = {s.stand_in for s in result.roster.stand_ins if s.counter == "l2"} - {None}
    assert stand_ins <= out
