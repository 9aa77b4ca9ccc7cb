"""Cuts: what must change where a mix misses."""

import numpy as np
import pytest

from staffing.shiftmix.differences import SCALE, cuts
from staffing.shiftmix.problem import Target
from staffing.shiftmix.trial import Trial
from tests.staffing.shiftmix.days import make_problem, random_visitors

THIN = np.array([[1, 0, 0], [1, 0, 0]])


@pytest.fixture(scope="module")
def day():
    problem = make_problem(random_visitors(3, paths=100, a_day=(20.0, 8.0)), target=Target(overtime_minutes=25.0))
    return problem, Trial(problem)


@pytest.mark.parametrize("reach", [0.5, 1.5])
def test_a_cut_takes_the_mix_away_that_misses(day, reach):
    """Every cut is broken by the mix that it was made from, by no more than the reach."""
    problem, trial = day
    found = cuts(problem, THIN, trial.of_mix(THIN), trial, reach, map)
    assert found
    for cut in found:
        assert 0 <= cut.least - (cut.weights * THIN).sum() <= reach * SCALE
        assert (cut.weights >= 0).all()
    assert any(cut.least > (cut.weights * THIN).sum() for cut in found)


def test_there_is_a_cut_for_each_cell_that_misses_and_none_without(day):
    """Every cell above its limit has one; a mix that reaches the target has none."""
    problem, trial = day
    fare = trial.of_mix(THIN)
    missing = (fare.late > problem.allowed).sum() + (fare.overtime > problem.target.overtime_minutes)
    assert len(cuts(problem, THIN, fare, trial, 1.5, map)) == missing
    plenty = np.array([[2, 0, 0], [2, 0, 0]])
    assert cuts(problem, plenty, trial.of_mix(plenty), trial, 1.5, map) == ()


def test_who_serves_more_and_longer_weighs_more(day):
    """AB weighs no less than A for cells of b, and all day no less than half a day."""
    problem, trial = day
    for cut in cuts(problem, THIN, trial.of_mix(THIN), trial, 1.5, map):
        assert (cut.weights[:, 0] >= cut.weights[:, 1:].max(axis=1)).all()


def test_only_who_serves_a_step_mends_it(day):
    """Nobody serves b: the cuts of its cells ask for AB alone."""
    problem, trial = day
    bare = np.array([[2, 0, 0], [0, 0, 0]])
    found = cuts(problem, bare, trial.of_mix(bare), trial, 1.5, map)
    only_ab = [cut for cut in found if cut.weights[0].sum() == 0 < cut.weights[1].sum()]
    assert len(only_ab) >= 1
