"""Climbing never makes a day worse, keeps the limits, and finds what is plain to see."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.offices import make_cost, make_office, make_week
from office.services import Promise
from scheduler.problem import RosterProblem
from scheduler.refine.climb import climb
from scheduler.refine.day import Effort
from scheduler.refine.ground import make_ground
from scheduler.refine.judge import Judge
from scheduler.refine.limits import keeps, limits_of
from scheduler.refine.moves import moves
from scheduler.refine.pressure import day_of
from scheduler.refine.state import read_state
from scheduler.refine.week import refine
from scheduler.rules import DEFAULT_RULES
from scheduler.shortages import find_shortages
from staffing.scoring import DayScorer
from staffing.visitors import draw_visitors
from tests.planning.tiny import tiny_roster, tiny_week
from tests.scheduler.refine.conftest import draw_case


@pytest.mark.parametrize("seed", range(6))
def test_a_climb_ends_no_worse_and_where_no_single_change_is_better(seed):
    case = draw_case(seed)
    ground, judge = case.day()
    if not ground.people:
        pytest.skip("nobody works on the first day")
    first = read_state(ground, case.roster)
    limits = limits_of(ground, first)
    best, is_settled = climb(judge, limits, first, np.random.default_rng(0), lambda: judge.tried > 3000)
    assert judge.look(best).mean() <= judge.look(first).mean()
    assert keeps(ground, limits, best)
    if is_settled:
        near = [state for state in moves(ground, best) if keeps(ground, limits, state)][:40]
        gains = [judge.look(best) - judge.look(state) for state in near]
        glances = [(judge.glance(best) - judge.glance(state)).mean() for state in near]
        errors = [gain.std(ddof=1) / np.sqrt(len(gain)) for gain in gains]
        assert not any(g.mean() > e + 1e-9 for g, e, seen in zip(gains, errors, glances, strict=True) if seen > 0)


def queue_case(paths=60):
    """Two counters for step a, one for b; all come for a, but the second officer sits at b."""
    week = tiny_week((("one", "a"), ("one", "a"), ("two", "b")), ("ab", "ab"))
    roster = tiny_roster(week, ("p1", 480, 900, "l1"), ("p2", 480, 900, "l3"))
    arrivals = np.zeros((paths, 2, *week.grid.shape), dtype=int)
    arrivals[:, 0][:, week.service] = 5  # five of ten minutes in each half hour: one officer is not enough
    rng = np.random.default_rng(3)
    visitors = draw_visitors(arrivals.reshape(paths, 2, -1), week.grid, week.office, week.days, rng)
    return week, roster, visitors


def test_an_idle_officer_is_sent_to_the_crowded_counter():
    week, roster, visitors = queue_case()
    ground = make_ground(week, roster, 0)
    few, many = (DayScorer(visitors, week.office, 0, np.arange(n)) for n in (20, 60))
    judge = Judge(ground, few, many, day_of(visitors, 0, 20))
    first = read_state(ground, roster)
    best, is_settled = climb(judge, limits_of(ground, first), first, np.random.default_rng(0), lambda: False)
    assert is_settled
    assert (best.code[:, ground.is_open] == 0).sum(axis=0).min() == 2
    assert judge.look(first).mean() > 10 > judge.look(best).mean()


def test_what_is_refined_is_better_on_paths_of_its_own_or_the_same(case):
    drawn = case(3, paths=260)
    found = refine(
        drawn.problem, drawn.roster, [], drawn.visitors, Effort(20.0, seed=1, is_repeatable=True), lambda: False
    )
    assert set(found.rosters) == {"lean", "balanced", "ample"}
    assert found.tried > 0


def test_the_same_seed_gives_the_same_plans(case):
    drawn = case(5, paths=120)
    effort = Effort(0.0, seed=2, is_repeatable=True)
    one, other = (refine(drawn.problem, drawn.roster, [], drawn.visitors, effort, lambda: False) for _ in range(2))
    assert one.rosters == other.rosters
    assert one.tried == other.tried


def test_stopped_at_once_the_roster_stays(case):
    drawn = case(3, paths=60)
    found = refine(drawn.problem, drawn.roster, [], drawn.visitors, Effort(20.0), lambda: True)
    states = [read_state(make_ground(drawn.problem.week, drawn.roster, d), found.rosters["balanced"]) for d in range(5)]
    firsts = [read_state(make_ground(drawn.problem.week, drawn.roster, d), drawn.roster) for d in range(5)]
    for state, first in zip(states, firsts, strict=True):
        np.testing.assert_array_equal(np.sort(state.code, axis=0), np.sort(first.code, axis=0))
    assert not found.is_settled


def test_locked_days_stay_as_they_are(case):
    drawn = case(4, paths=120)
    week = drawn.problem.week
    locked = frozenset((officer.id, d) for officer in week.office.officers for d in range(2))
    problem = replace(drawn.problem, locked=locked)
    found = refine(problem, drawn.roster, [], drawn.visitors, Effort(5.0, is_repeatable=True), lambda: False)
    dates = {week.days[d].date for d in range(2)}
    for roster in found.rosters.values():
        kept = {duty for duty in roster.duties if duty.day in dates and duty.activity == "counter"}
        assert kept == {duty for duty in drawn.roster.duties if duty.day in dates and duty.activity == "counter"}


def test_a_week_in_which_nobody_works_has_nothing_to_refine():
    week = make_week(make_office([("one", "a")], ["a"]))
    roster = tiny_roster(week).model_copy(update={"assignments": ()})
    visitors = draw_visitors(
        np.zeros((30, 1, week.grid.size), dtype=int), week.grid, week.office, week.days, np.random.default_rng(0)
    )

    problem = RosterProblem(week, DEFAULT_RULES, make_cost(week, 1.0, np.random.default_rng(0)))
    found = refine(problem, roster, [], visitors, Effort(5.0), lambda: False)
    assert found.rosters["balanced"].duties == roster.duties


def test_promises_that_a_roster_leaves_open_are_kept_by_a_seed_that_keeps_them():
    """A solver without time leaves a promised counter empty; the seed mans it, and so does every plan."""
    promise = Promise(id="a", name="A", steps=frozenset("a"))
    week = tiny_week((("one", "a"), ("two", "b")), ("ab", "ab"), (promise,))
    empty = tiny_roster(week, ("p1", 480, 900, "standby"), ("p2", 480, 900, "l2"))
    seed = tiny_roster(week, ("p1", 480, 900, "l1"), ("p2", 480, 900, "l2"))
    rng = np.random.default_rng(1)
    arrivals = rng.poisson(0.3 * np.tile(week.service.reshape(-1), (60, 2, 1)))
    visitors = draw_visitors(arrivals, week.grid, week.office, week.days, rng)
    problem = RosterProblem(week, DEFAULT_RULES, make_cost(week, 1.0, rng))
    found = refine(problem, empty, [seed], visitors, Effort(0.0), lambda: False)
    assert find_shortages(week, empty)
    for roster in found.rosters.values():
        assert find_shortages(week, roster) == ()


def test_a_seed_does_not_take_the_only_desk_of_a_kept_day():
    """The seed that keeps the open promise also mans the one desk that a kept day holds: it is not held twice."""
    promise = Promise(id="b", name="B", steps=frozenset("b"))
    week = tiny_week((("one", "a"), ("two", "b")), ("ab", "ab", "ab"), (promise,))
    idle = tiny_roster(week, ("p1", 480, 720, "l1"), ("p2", 480, 900, "standby"), ("p3", 480, 900, "standby"))
    seed = tiny_roster(week, ("p1", 480, 900, "standby"), ("p2", 480, 900, "l1"), ("p3", 480, 900, "l2"))
    rng = np.random.default_rng(1)
    arrivals = rng.poisson(0.3 * np.tile(week.service.reshape(-1), (60, 2, 1)))
    visitors = draw_visitors(arrivals, week.grid, week.office, week.days, rng)
    problem = RosterProblem(
        week, DEFAULT_RULES, make_cost(week, 1.0, rng), previous=idle, locked=frozenset(("p1", d) for d in range(5))
    )
    found = refine(problem, idle, [seed], visitors, Effort(0.0), lambda: False)
    for roster in found.rosters.values():
        assert find_shortages(week, roster) == ()
        first = [duty for duty in roster.duties if duty.counter == "l1"]
        assert {(duty.start, duty.end) for duty in first if duty.officer == "p1"} == {(480, 720)}
        assert not any(duty.start < 720 for duty in first if duty.officer != "p1")
