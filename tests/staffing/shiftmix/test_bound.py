"""The bound: what an officer can call at most, and what a day must have."""

from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from staffing.shiftmix.bound import SCALE, STEP_MINUTES, callable_work, least_capacity, necessary
from staffing.shiftmix.trial import Trial
from tests.staffing.shiftmix.days import make_problem, make_visitors, random_visitors


@pytest.mark.parametrize("length", [5, 19.9, 20.1, 59.9])
def test_services_of_one_length_fill_the_time_and_overshoot(length):
    """Each takes 10 minutes: ceil(length / 10) can begin."""
    most = callable_work((np.array([10.0]),), length)
    assert most[round(length / STEP_MINUTES)] == pytest.approx(10 * ceil(length / 10))


def test_exponential_services_overshoot_by_their_mean():
    """Without memory, what is in hand at the end takes another mean: U(t) = t + m."""
    minutes = np.random.default_rng(0).exponential(10.0, 200_000)
    assert callable_work((minutes,), 60)[-1] == pytest.approx(70, rel=0.02)


def test_the_best_kind_is_chosen_for_the_time_left():
    """Before closing the long visitor is the most work: 5 and 20 minutes in 7: one of 5, then one of 20."""
    assert callable_work((np.array([5.0]), np.array([20.0])), 7)[-1] == pytest.approx(25)


def test_services_that_take_no_time_are_called_without_end():
    """Then nothing is bounded."""
    assert np.isinf(callable_work((np.array([0.01]),), 5)).all()


@given(
    st.lists(st.floats(0, 100), min_size=1, max_size=30).map(np.array),
    st.floats(0, 1),
)
def test_least_capacity_leaves_what_may_be_spared(work, part):
    """mean(work) - mean(min(work, C)) = spared, by a root finder."""
    spared = part * work.mean()

    def late(c):
        return np.maximum(work - c, 0).mean() - spared

    root = 0.0 if late(0.0) <= 0 else brentq(late, 0.0, work.max() + 1, xtol=1e-9)
    found = least_capacity(work, spared)
    assert found <= root + 1e-6
    assert late(found) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_mixes_that_reach_the_target_keep_the_rows(seed):
    """All mixes of a small day are simulated: those in time keep every row; some that miss do not."""
    problem = make_problem(random_visitors(seed, paths=300, a_day=(14.0, 8.0)))
    trial, rows = Trial(problem), necessary(problem)
    broken = 0
    for a in range(3):
        for ab in range(3):
            for more in range(3):
                mix = np.array([[a, 0, 0], [ab, more, 0]])
                in_time = (trial.of_mix(mix).late <= problem.allowed).all()
                kept = all((row.weights * mix).sum() >= row.least for row in rows)
                assert kept or not in_time
                broken += not kept
    assert broken > 0


def test_a_lone_visitor_asks_for_what_he_must_have():
    """One visitor of 10 minutes on every path: four fifths of 10 minutes, but for the slack."""
    problem = make_problem(make_visitors([[(0, 0, 10)]] * 5))
    whole = max(row.least for row in necessary(problem))
    assert whole == pytest.approx(SCALE * 10 * (1 - 0.2 - 0.003), abs=1)
