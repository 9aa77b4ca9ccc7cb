"""A change is shown only where a week can show it."""

import numpy as np
import pytest

from planning.levers.effect import effect_of


@pytest.mark.parametrize(
    ("change", "shown"),
    [([1, 1], True), ([1, 0], True), ([0.4, 0.4], False), ([9, -8], False), ([0, 0], False), ([-1, 0], True)],
)
def test_what_is_shown(change, shown):
    """Half a visitor on average, and the interval without 0; over 200 weeks by turns."""
    before = np.full(200, 10.0)
    found = effect_of(before, before + np.resize(change, 200))
    assert found.change == pytest.approx(np.mean(change))
    assert found.is_shown is shown
    assert found.low - 1e-9 <= found.change <= found.high + 1e-9


def test_the_interval_covers():
    """The true mean of 2 lies inside in 95 % of 400 trials: between 92 and 98 %."""
    rng = np.random.default_rng(3)
    inside = [
        (e := effect_of(np.zeros(100), rng.poisson(2.0, 100).astype(float))).low <= 2 <= e.high for _ in range(400)
    ]
    assert 0.92 <= np.mean(inside) <= 0.98
