"""Places are given as far as the target holds, and fairly."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.levers.fill import fill

sizes = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 6), st.integers(1, 4)), min_size=1, max_size=4)


@settings(max_examples=200, deadline=None)
@given(sizes, st.integers(0, 40))
def test_nothing_more_fits(cells, budget):
    """Under any weighted budget the places hold, and not one session could take one more."""
    weights, most, loads = (np.array(column) for column in zip(*cells, strict=True))
    asked = []

    def holds(places):
        asked.append(places)
        return int((places * loads).sum()) <= budget

    places = fill(holds, weights.astype(float), most)
    assert (places * loads).sum() <= budget
    assert ((places >= 0) & (places <= most)).all()
    for session in range(len(most)):
        more = places + (np.arange(len(most)) == session)
        assert places[session] == most[session] or not holds(more)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=2, max_size=3), st.integers(1, 12))
def test_places_go_where_people_come(weights, total):
    """With one budget for all, no share is farther from its weight's than in any other division (Sainte-Lague)."""
    weights = np.array(weights, dtype=float)
    places = fill(lambda places: places.sum() <= total, weights, np.full(len(weights), total))

    def unfair(division):
        return float(((np.array(division) - total * weights / weights.sum()) ** 2 / weights).sum())

    divisions = (d for d in product(range(total + 1), repeat=len(weights)) if sum(d) == total)
    assert unfair(places) == pytest.approx(min(map(unfair, divisions)))


def test_the_target_is_asked_little():
    """A thousand places to be found in one session take about twice the binary digits."""
    asked = []
    assert fill(lambda places: asked.append(1) or places[0] <= 700, np.ones(1), np.array([1000])).tolist() == [700]
    assert len(asked) <= 22
