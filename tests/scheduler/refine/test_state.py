"""A day's state says what the roster says, and a roster made from it says the same again."""

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.offices import make_cost
from scheduler.problem import RosterProblem
from scheduler.refine.ground import BLOCK, STANDBY, make_ground
from scheduler.refine.limits import occupied
from scheduler.refine.rosters import roster_of
from scheduler.refine.state import block_minutes, mixed, read_state, runs, staff_of
from scheduler.rules import DEFAULT_RULES
from scheduler.staffplans import staff_plan
from tests.planning.tiny import CLOSES, OPENS, tiny_roster, tiny_week
from tests.scheduler.refine.conftest import draw_case


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_the_simulator_reads_the_same_from_state_and_roster(seed):
    """Steps, counter types and standby of every officer and slot in which counters work."""
    case = draw_case(seed, paths=2)
    plan = staff_plan(case.problem.week, case.roster)
    for day in range(case.problem.week.grid.days):
        ground = make_ground(case.problem.week, case.roster, day)
        staff, there = staff_of(ground, read_state(ground, case.roster)), plan.of_day(day)
        is_open = case.problem.week.service[day]
        np.testing.assert_array_equal(staff.serves, there.serves)
        np.testing.assert_array_equal(staff.kind, there.kind)
        np.testing.assert_array_equal(staff.on_call[:, is_open], there.on_call[:, is_open])


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_a_state_becomes_a_roster_and_comes_back(seed):
    """Reading the roster that was made from a state gives the state."""
    case = draw_case(seed, paths=2)
    grounds = [make_ground(case.problem.week, case.roster, d) for d in range(case.problem.week.grid.days)]
    states = [(ground, read_state(ground, case.roster)) for ground in grounds if ground.people]
    made = roster_of(case.problem, case.roster, states)
    assert set(made.assignments) == set(case.roster.assignments)
    for ground, state in states:
        again = read_state(ground, made)
        np.testing.assert_array_equal(again.code, state.code)
        np.testing.assert_array_equal(block_minutes(ground, again), block_minutes(ground, state))


def test_runs_leave_out_where_nobody_is():
    assert runs(np.array([-3, -1, -1, 0, -3, 0])) == [((1, 3), -1), ((3, 4), 0), ((5, 6), 0)]


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_a_mixture_keeps_breaks_and_blocks_and_holds_no_more_desks_than_there_are(seed):
    case = draw_case(seed, paths=2)
    ground = make_ground(case.problem.week, case.roster, 0)
    state = read_state(ground, case.roster)
    rng = np.random.default_rng(seed)
    other = state.code.copy()
    other[other >= STANDBY] = STANDBY
    for p, t in zip(*np.nonzero(other == STANDBY), strict=True):
        kinds = [k for k in np.flatnonzero(ground.serves[p]) if (other[:, t] == k).sum() < ground.desks[k, t]]
        if kinds:
            other[p, t] = rng.choice(kinds)
    found = mixed(ground, state, type(state)(state.turn, other))
    np.testing.assert_array_equal(found.code <= BLOCK, state.code <= BLOCK)
    for kind in range(len(ground.desks)):
        assert ((found.code == kind).sum(axis=0) <= ground.desks[kind]).all()
        assert (found.code == kind).sum() >= (other[state.code >= STANDBY] == kind).sum()


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 3), st.integers(OPENS, CLOSES - 10), st.integers(10, 420), st.sampled_from((0.0, 5.0)))
def test_nobody_sits_where_a_kept_duty_holds_the_desk(desks, start, minutes, seconds):
    """Another roster mans all desks, a kept duty holds the first for a while: what is left is manned, none twice.

    Counted minute by minute; a desk whose slot the kept duty fills in part has nobody in the rest of it.
    """
    end, names = min(start + minutes, CLOSES), [f"l{n}" for n in range(1, desks + 1)]
    week = tiny_week((("one", "a"),) * desks + (("two", "b"),), ("ab",) * (desks + 1))
    edited = tiny_roster(week, ("p1", start, end, "l1"))
    other = tiny_roster(week, *((f"p{n}", OPENS, CLOSES, name) for n, name in enumerate(names, 2)))
    problem = RosterProblem(week, DEFAULT_RULES, make_cost(week, 1.0, np.random.default_rng(0)))
    ground = make_ground(week, edited, 0, frozenset({("p1", 0)}))
    state = read_state(ground, other)
    assert (occupied(ground, state) <= ground.desks).all()
    made = roster_of(problem, edited, [(ground, state)], seconds)
    today = [duty for duty in made.duties if duty.day == week.days[0].date and duty.counter]
    assert [(duty.start, duty.end) for duty in today if duty.officer == "p1"] == [(start, end)]
    for minute in range(OPENS, CLOSES):
        held = Counter(duty.counter for duty in today if duty.start <= minute < duty.end)
        is_cut = (start // 30 * 30 <= minute < start) or (end <= minute < -(-end // 30) * 30)
        assert len(held) == held.total() == desks - is_cut
