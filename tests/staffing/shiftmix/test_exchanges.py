"""Exchanges: neighbours of a mix, the most promising first."""

import numpy as np
import pytest

from staffing.shiftmix.exchanges import Aim, promising
from staffing.shiftmix.trial import Trial
from tests.staffing.shiftmix.days import make_problem, random_visitors

MIX = np.array([[1, 1, 0], [1, 0, 1]])


@pytest.fixture(scope="module")
def around():
    problem = make_problem(random_visitors(4, paths=60))
    trial = Trial(problem)
    below = problem.cost(MIX)
    return problem, list(promising(problem, MIX, trial.of_mix(MIX), trial, Aim(below, 600.0), map))


def test_neighbours_are_near_possible_and_cheaper(around):
    """At most three taken away and two put in, sizes kept, no step left bare, less pay."""
    problem, found = around
    assert found
    for mix in found:
        change = mix - MIX
        assert -change[change < 0].sum() <= 3
        assert change[change > 0].sum() <= 2
        assert (mix >= 0).all()
        assert (mix.sum(axis=1) <= problem.most).all()
        assert problem.cost(mix) < problem.cost(MIX)
        assert problem.uncovered(mix).sum() <= problem.uncovered(MIX).sum()


def test_all_single_removals_are_among_them(around):
    """Taking away an officer who leaves no step bare is always a neighbour."""
    problem, found = around
    keys = {mix.tobytes() for mix in found}
    for place in np.argwhere(MIX > 0):
        mix = MIX.copy()
        mix[tuple(place)] -= 1
        assert (mix.tobytes() in keys) == (not problem.uncovered(mix).any())


def test_the_first_ones_fare_better_than_the_last(around):
    """What is foretold is worth something: pay and price of the first five, simulated, against the last five."""
    problem, found = around
    trial = Trial(problem)

    def score(mix):
        late = trial.of_mix(mix).late
        return problem.cost(mix) + 600 * np.maximum(late - problem.allowed, 0).sum()

    distinct = list({mix.tobytes(): mix for mix in found}.values())
    first, last = (np.mean([score(mix) for mix in part]) for part in (distinct[:5], distinct[-5:]))
    assert first < last
