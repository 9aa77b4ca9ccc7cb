"""Seats that are locked: held minute by minute in whatever is solved, or refused for a reason."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.offices import make_cost, make_office, make_week
from office.people import Absence
from office.values import Span
from scheduler.check import check
from scheduler.problem import Limits, RosterProblem
from scheduler.roster import Duty
from scheduler.rules import DEFAULT_RULES
from scheduler.seats import holdable, seat_duty
from scheduler.solver.week import solve_week

WEEK = make_week(make_office([("one", "a"), ("two", "ab")] * 2, ["a", "ab", "ab", "b", "ab"], back_office=360))
DAYS = [day.date for day in WEEK.days]
COUNTERS = [counter.id for counter in WEEK.office.counters]


def seat(officer: str, day: int, start: int, end: int, counter: str) -> Duty:
    found = seat_duty(WEEK, officer, DAYS[day], Span(start=start, end=end), counter)
    assert found is not None
    return found


def solved(*seats: Duty, seed: int = 1):
    problem = RosterProblem(WEEK, DEFAULT_RULES, make_cost(WEEK, 2.0, np.random.default_rng(seed)), seats=seats)
    return solve_week(problem, Limits(8.0), lambda *_: None, threading.Event())


def at(roster, duty: Duty) -> set[str | None]:
    """Where the officer of a seat is, minute by minute."""
    mine = roster.duties_of(duty.officer, duty.day)
    return {d.counter for minute in range(duty.start, duty.end) for d in mine if d.start <= minute < d.end}


@pytest.mark.parametrize("seed", range(2))
def test_a_locked_cell_is_held_to_the_minute(seed):
    """Cells of one day and of several, before and after lunch, hold, and no hard rule breaks for them."""
    rng = np.random.default_rng(seed)
    wanted = [
        seat("p2", 0, 540, 660, COUNTERS[int(rng.integers(4))]),
        seat("p2", 0, 810, 870, COUNTERS[1]),
        seat("p1", 2, 480, 510, COUNTERS[0]),
        seat("p5", 4, 600, 690, COUNTERS[3]),
    ]
    result = solved(*wanted, seed=seed)
    assert [at(result.roster, duty) for duty in wanted] == [{duty.counter} for duty in wanted]
    assert not [violation for violation in check(result.roster, WEEK, DEFAULT_RULES) if violation.hard]


def test_a_lunch_moves_for_a_seat():
    """Whoever must sit through one lunch turn eats in another."""
    turns = {choice.break_start for choice in WEEK.choices(WEEK.office.officers[1], WEEK.days[0])}
    first = min(turns - {None})
    locked = seat("p2", 0, first, first + 60, COUNTERS[1])
    roster = solved(locked).roster
    (worked,) = roster.assignments_of("p2", DAYS[0])
    assert not worked.on_break(first, first + 60)
    assert at(roster, locked) == {COUNTERS[1]}


def test_what_cannot_be_held_is_left_out_and_said():
    """Another's counter, two places at once, leave, a part of a slot, a closed hour: the first seat stays."""
    good = seat("p2", 0, 540, 600, COUNTERS[1])
    bad = [
        seat("p3", 0, 570, 630, COUNTERS[1]),
        seat("p2", 0, 570, 630, COUNTERS[3]),
        seat("p2", 1, 545, 600, COUNTERS[1]),
        seat("p2", 1, 0, 60, COUNTERS[1]),
        seat("p2", 6, 540, 600, COUNTERS[1]),
        seat("p4", 0, 540, 600, COUNTERS[3]),
    ]
    away = Absence(officer="p4", start=DAYS[0], end=DAYS[0])
    assert holdable(replace(WEEK, absences=(away,)), [good, *bad]) == ((good,), tuple(bad))
    assert seat_duty(WEEK, "p4", DAYS[0], Span(start=540, end=600), COUNTERS[0]) is None
    assert seat_duty(WEEK, "nobody", DAYS[0], Span(start=540, end=600), COUNTERS[0]) is None


def test_all_lunches_cannot_be_locked_away():
    """A seat through every lunch turn of a day has no shift that fits."""
    locked = seat("p2", 0, 600, 870, COUNTERS[1])
    kept, left = holdable(WEEK, [locked])
    assert (kept, left) == ((), (locked,))
