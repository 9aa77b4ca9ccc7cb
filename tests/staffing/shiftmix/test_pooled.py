"""Pooled needs: Erlang C for sets of steps, and Hall's condition for single ones."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from staffing.erlang import wait_exceeds
from staffing.shiftmix.demand import at_counters
from staffing.shiftmix.pooled import cover_needs, pooled_needs, separate_needs
from staffing.shiftmix.problem import Group
from tests.staffing.shiftmix.days import make_problem, random_visitors

BUSY = random_visitors(1, paths=40, a_day=(40.0, 20.0))
MOST = (Group("A", frozenset("a"), 100, 9), Group("B", frozenset("b"), 100, 9), Group("AB", frozenset("ab"), 105, 9))


def keeps(mix, demands):
    return all((demand.weights * mix).sum() >= demand.least for demand in demands)


def least(problem, group, demands):
    """Officers of one group that the rows ask for in the first slot when there is nobody else."""
    shift = np.argmax(problem.shifts.sum(axis=1))
    mix = np.zeros(problem.pay.shape, dtype=int)
    while not keeps(mix, [demand for demand in demands if demand.weights[group, shift]]):
        mix[group, shift] += 1
    return mix[group, shift]


def test_a_pool_needs_what_erlang_c_says():
    """The most of any slot is the least c with at most a fifth waiting over 15 minutes, at the paths' own load."""
    problem = make_problem(BUSY, MOST)
    minutes = BUSY.minutes[:, 0]
    hour = (BUSY.arrival - 480) // 60
    load = max(minutes[hour == h].sum() / 40 / 60 for h in (0, 1))
    c = least(problem, 2, pooled_needs(problem))
    mean = minutes.mean()
    assert wait_exceeds(c, load, mean, 15) <= 0.2 < wait_exceeds(c - 1, load, mean, 15)


def test_pools_need_no_more_than_steps_side_by_side():
    """What suffices for single steps suffices for every pool."""
    problem = make_problem(BUSY, MOST)
    pooled = {demand.weights.tobytes(): demand.least for demand in pooled_needs(problem)}
    separate = {demand.weights.tobytes(): demand.least for demand in separate_needs(problem)}
    assert pooled.keys() == separate.keys()
    assert all(pooled[row] <= separate[row] for row in pooled)
    assert any(pooled[row] < separate[row] for row in pooled)


def test_one_less_is_one_less_but_never_nobody():
    """Each row falls by one, and a row of one stays."""
    problem = make_problem(random_visitors(2, paths=40, a_day=(40.0, 1.0)), MOST)
    full = [demand.least for demand in pooled_needs(problem)]
    assert [demand.least for demand in pooled_needs(problem, less=1)] == [max(1, n - 1) for n in full]
    assert 1 in full


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 7), min_size=3, max_size=3))
def test_separate_needs_are_kept_where_officers_can_be_told_off(officers):
    """Hall: the rows hold where, and only where, a matching gives every step its officers in every slot."""
    problem = make_problem(BUSY, MOST)
    demands = separate_needs(problem)
    mix = np.zeros(problem.pay.shape, dtype=int)
    mix[:, 0] = officers
    alone = [
        max(demand.least for demand in demands if demand.weights[:, 0].astype(bool).tolist() == serving)
        for serving in ([True, False, True], [False, True, True])
    ]
    posts = np.repeat([0, 1], alone)
    people = np.repeat([0, 1, 2], officers)
    fits = np.array([[(step == 0 and g != 1) or (step == 1 and g != 0) for g in people] for step in posts])
    matched = maximum_bipartite_matching(csr_array(fits.reshape(len(posts), len(people))), perm_type="column")
    assert keeps(mix, demands) == bool((matched >= 0).all())


def test_cover_is_one_for_each_step_and_slot():
    """Rows are kept exactly by mixes that leave nothing bare."""
    problem = make_problem(BUSY, MOST)
    rng = np.random.default_rng(0)
    for _ in range(50):
        mix = rng.integers(0, 2, problem.pay.shape)
        assert keeps(mix, cover_needs(problem)) == (not problem.uncovered(mix).any())


@pytest.mark.parametrize(("slot", "rows"), [(0, 0), (1, 1)])
def test_slots_of_which_nothing_is_asked_have_no_row(slot, rows):
    """A least of 0 is no row."""
    found = at_counters(np.array([True]), np.array([[True, True]]), [slot, 0])
    assert len(found) == rows
