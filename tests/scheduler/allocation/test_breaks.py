"""Breaks that move by a slot: never without leave, never for nothing, and told."""

import threading

import numpy as np
import pytest

from benchmarks.offices import make_cost, make_master, make_office, make_week
from scheduler.allocation import allocate
from scheduler.allocation.asked import Asked
from scheduler.allocation.breaks import MOVED, ease_breaks
from scheduler.check import check
from scheduler.problem import Limits, RosterProblem
from scheduler.rules import DEFAULT_RULES
from scheduler.rules.break_window import BreakWindow
from scheduler.rules.burdens import usual_burdens
from scheduler.solver.week import solve_week

WEEK = make_week(make_office([("one", "ab"), ("two", "bc")], ["ab", "abc", "bc"], back_office=360))


def eased(week, seed, kept=frozenset()):
    rng = np.random.default_rng(seed)
    cost = make_cost(week, 2.0, rng)
    master = make_master(week, cost, rng)
    found = ease_breaks(week, cost, master, 60.0, kept, usual_burdens(week.office), Asked())
    return cost, master, found


def check_moves(week, cost, master, found):
    """At most one break a day, by one slot, everything else as decided; the week's price falls by the gains."""
    days = [before.day for before, _ in found.moved]
    assert len(days) == len(set(days))
    for before, after in found.moved:
        assert abs(after.break_start - before.break_start) == week.grid.slot_minutes
        assert after.model_copy(update={"break_start": before.break_start}) == before
    untouched = set(master.assignments) - {before for before, _ in found.moved}
    assert set(found.master.assignments) == untouched | {after for _, after in found.moved}
    before = allocate(week, cost, master, 60.0, burdens=usual_burdens(week.office))
    assert found.allocation.uncovered <= before.uncovered
    slack = 0.02 * (before.value + found.allocation.value)  # either may be that far from its bound
    assert found.allocation.value <= before.value - MOVED * len(days) + slack


def test_a_move_that_spares_nothing_is_not_made():
    """Three officers whose breaks lie well keep them."""
    cost, master, found = eased(WEEK, 0)
    check_moves(WEEK, cost, master, found)
    assert found.moved == ()


@pytest.mark.slow
def test_single_moves_spare_more_than_they_cost():
    """Six officers at four counters: a break moves, and the price falls by more than the move counts."""
    skills = ["ab", "abc", "bc", "abc", "b", "ac"]
    week = make_week(make_office([("one", "ab"), ("two", "bc"), ("two", "bc"), ("one", "ab")], skills, back_office=360))
    cost, master, found = eased(week, 2)
    check_moves(week, cost, master, found)
    assert found.moved


def test_locked_days_keep_their_breaks():
    """Nothing moves where everything is kept."""
    kept = frozenset((officer, day) for officer in WEEK.office.officer_ids for day in range(7))
    _, master, found = eased(WEEK, 0, kept)
    assert (found.moved, found.master.assignments) == ((), master.assignments)


def test_breaks_move_only_where_a_rule_says_so():
    """Without `movable` nothing moves; with it the law is kept, and what moved is told and stands in the roster."""
    cost = make_cost(WEEK, 2.0, np.random.default_rng(1))
    others = tuple(rule for rule in DEFAULT_RULES if rule.rule != "break_window")
    for movable in (False, True):
        rules = (*others, BreakWindow(movable=movable))
        problem = RosterProblem(WEEK, rules, cost)
        result = solve_week(problem, Limits(8.0), lambda *_: None, threading.Event())
        assert not [v for v in check(result.roster, WEEK, rules) if v.hard]
        assert movable or not result.moved_breaks
        breaks = {(a.day, a.break_start) for a in result.roster.assignments}
        assert {(after.day, after.break_start) for _, after in result.moved_breaks} <= breaks
