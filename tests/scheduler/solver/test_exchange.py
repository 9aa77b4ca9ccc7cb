"""Officers who are alike exchange days: turns become even, and nothing else changes."""

from threading import Event

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.offices import make_cost, make_master, make_office, make_week
from scheduler.allocation import allocate
from scheduler.check import check
from scheduler.problem import RosterProblem
from scheduler.roster import History, Roster, Turns
from scheduler.rules import DEFAULT_RULES
from scheduler.rules.fair_turns import FairTurns
from scheduler.solver.exchange import exchanged

RULES = (*(rule for rule in DEFAULT_RULES if not isinstance(rule, FairTurns)), FairTurns(spread=0))


def problem_of(seed: int, officers: tuple[str, ...], before: tuple[int, ...] = ()) -> tuple[RosterProblem, Roster]:
    """A week whose lunches are given out by lot, and its roster."""
    rng = np.random.default_rng(seed)
    office = make_office([("one", "a"), ("two", "b")], officers)
    turns = tuple(Turns(officer=f"p{n}", burdens={"lunch": had}) for n, had in enumerate(before, 1))
    week = make_week(office, history=History(known=True, turns=turns))
    cost = make_cost(week, 1.0, rng)
    master = make_master(week, cost, rng, blocks=False)
    duties = allocate(week, cost, master, 0.0).duties
    roster = Roster(
        office="test", week=week.week, slot_minutes=30, assignments=master.assignments, duties=duties
    )  # fmt: skip
    return RosterProblem(week, RULES, cost), roster


def prices(problem: RosterProblem, roster: Roster) -> dict[str, float]:
    found: dict[str, float] = {}
    for violation in check(roster, problem.week, problem.rules):
        found[violation.level] = found.get(violation.level, 0) + violation.price
    return found


@given(st.integers(0, 10_000))
@settings(max_examples=5, deadline=None)
def test_turns_become_more_even_and_nothing_else_changes(seed):
    """Every day has the same work as before, and no other level counts more."""
    problem, roster = problem_of(seed, ("ab", "ab", "ab", "a"))
    found = exchanged(problem, roster)
    before, after = prices(problem, roster), prices(problem, found)
    assert after.get("turns", 0) <= before.get("turns", 0)
    assert all(after.get(level, 0) <= before.get(level, 0) for level in (before.keys() | after.keys()) - {"turns"})
    nameless = {"officer": "x"}
    for mine, theirs in ((roster.assignments, found.assignments), (roster.duties, found.duties)):
        bare = [
            sorted(part.model_copy(update=nameless).model_dump_json() for part in parts) for parts in (mine, theirs)
        ]
        assert bare[0] == bare[1]


@pytest.mark.parametrize("before", [(0, 5), (5, 0)])
def test_who_has_had_less_gets_the_late_lunches(before):
    """Five lunches behind, he takes the late one of each day on which only one of the two is late."""
    problem, roster = problem_of(3, ("ab", "ab"), before)
    found = exchanged(problem, roster)
    lagging = f"p{1 + before.index(0)}"
    late = [{a.officer for a in found.assignments if a.day == day.date and a.break_start != 690}
            for day in problem.week.open_days[:4]]  # fmt: skip
    assert all(officers == {lagging} for officers in late if len(officers) == 1)
    assert any(len(officers) == 1 for officers in late)


def test_locked_days_stay():
    """With all days locked nothing is exchanged."""
    problem, roster = problem_of(3, ("ab", "ab"), (0, 5))
    locked = frozenset((o, d) for o in problem.week.office.officer_ids for d in range(7))
    held = RosterProblem(problem.week, problem.rules, problem.cost, roster, locked)
    assert exchanged(problem, roster) != roster
    assert exchanged(held, roster) == roster


def test_whoever_stops_keeps_what_there_is():
    """Once stopped nothing more is exchanged, where otherwise something would be."""
    problem, roster = problem_of(3, ("ab", "ab"), (0, 5))
    stop = Event()
    stop.set()
    assert exchanged(problem, roster) != roster
    assert exchanged(problem, roster, stop=stop) == roster
