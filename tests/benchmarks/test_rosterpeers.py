"""Faults that peers are known for, on ours; and what the side-by-side counts."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.offices import make_cost, make_office, make_week
from benchmarks.rosterpeers import SmallWeek, judged, ours, small_week
from office.services import Promise
from scheduler.problem import Limits, RosterProblem
from scheduler.rules import DEFAULT_RULES
from scheduler.solver.week import solve_week


def pair(banned, need):
    """One officer, two days, three shifts."""
    return SmallWeek(("a",), dict.fromkeys(("morning", "afternoon", "night"), 8), need, banned, (), 2, 2, 0, 16)


@pytest.mark.parametrize("banned", [(("night", "morning"),), (("night", "morning"), ("night", "night"))])
def test_a_banned_successor_bans_only_itself(banned):
    """Night, then afternoon, is fine where only other successors of the night are forbidden."""
    week = pair(banned, {"morning": (0, 0), "afternoon": (0, 1), "night": (1, 0)})
    held = ours(week, 20.0)[3]
    assert sorted(held) == [("a", 0, "night"), ("a", 1, "afternoon")]
    assert judged(week, held) == (0, 0)


def test_a_banned_successor_is_not_worked():
    """Night, then morning: one of both is left out, at the price of a head."""
    week = pair((("night", "morning"),), {"morning": (0, 1), "afternoon": (0, 0), "night": (1, 0)})
    assert judged(week, ours(week, 20.0)[3]) == (100, 0)
    assert judged(week, [("a", 0, "night"), ("a", 1, "morning")]) == (0, 1)


def test_one_flexible_officer_covers_one_counter_at_a_time():
    """Five who can do both do not keep promises of five and three: three counters stay empty, and it is said."""
    promises = (
        Promise(id="billing", name="B", steps=frozenset("a"), officers=5),
        Promise(id="technical", name="T", steps=frozenset("b"), officers=3),
    )
    week = make_week(make_office([("one", "a")] * 5 + [("two", "b")] * 3, ["ab"] * 5, promises))
    problem = RosterProblem(week, DEFAULT_RULES, make_cost(week, 1.0, np.random.default_rng(1), most=6))
    found = solve_week(problem, Limits(seconds=8.0), lambda *_: None, threading.Event())
    uncovered = next(level.value for level in found.levels if level.name == "uncovered")
    minutes = sum(int(week.service[d].sum()) for d in range(7)) * week.grid.slot_minutes
    assert uncovered >= 3 * minutes
    assert sum(s.short * (s.end - s.start) for s in found.shortages) >= 3 * minutes
    for day in week.open_days:
        for minute in range(480, 900, 30):
            at = [d.officer for d in found.roster.at_counters(day.date) if d.start <= minute < d.end]
            assert len(at) == len(set(at)) <= 5


def test_judging_counts_heads_requests_and_law():
    """An empty week: every head is missing, every shift asked for too, every day off is had, hours are owed."""
    week = small_week((("night", "morning"),))
    heads = sum(map(sum, week.need.values()))
    asked = sum(weight for _, _, shift, weight in week.requests if shift is not None)
    assert judged(week, []) == (100 * heads + asked, len(week.officers))
    assert judged(replace(week, least_hours=0), []) == (100 * heads + asked, 0)
