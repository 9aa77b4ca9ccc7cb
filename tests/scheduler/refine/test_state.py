"""A day's state says what the roster says, and a roster made from it says the same again."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.refine.ground import BLOCK, STANDBY, make_ground
from scheduler.refine.rosters import roster_of
from scheduler.refine.state import block_minutes, mixed, read_state, runs, staff_of
from scheduler.staffplans import staff_plan
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
