"""forecast/pool/shape.py"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from forecast.pool.shape import fit_shape, unbent

CHANCES = np.array([0.025, 0.1, 0.3, 0.5, 0.7, 0.9, 0.975])


def fitted(scores, origins=12, independence=1.0):
    """The shape of scores that are dealt out to origins in order."""
    number = np.arange(len(scores)) * origins // len(scores)
    return fit_shape(scores, np.ones(len(scores)), number, independence)


def test_an_unbent_distribution_is_taken_as_stated():
    """Every chance is itself, there and back."""
    assert unbent().of_chance(CHANCES) == pytest.approx(CHANCES)
    assert unbent().true_chance(CHANCES) == pytest.approx(CHANCES)


@pytest.mark.parametrize("width", [0.6, 1.0, 1.6])
def test_bent_ranges_hold_what_they_say(width):
    """Errors `width` times as wide as stated: the bent range of 80 % holds 80 % of them, that of 95 % holds 95 %."""
    rng = np.random.default_rng(0)
    shape = fitted(width * rng.standard_normal(4000))
    fresh = norm.cdf(width * rng.standard_normal(40_000))
    for low, high in ((0.1, 0.9), (0.025, 0.975)):
        inside = (fresh > shape.of_chance(np.array(low))) & (fresh <= shape.of_chance(np.array(high)))
        assert inside.mean() == pytest.approx(high - low, abs=0.015)


def test_a_bias_that_all_origins_share_is_corrected_one_that_they_do_not_is_not():
    """The same mean error, once the same everywhere, once of either sign by origin."""
    rng = np.random.default_rng(1)
    noise = rng.standard_normal(12 * 28)
    assert fitted(noise + 0.8).of_score(np.array(0.0)) == pytest.approx(0.8, abs=0.15)
    mixed = np.repeat(np.tile([2.0, -1.6], 6), 28) + noise
    assert fitted(mixed).of_score(np.array(0.0)) == pytest.approx(0.0, abs=0.02)


def test_few_days_bend_little():
    """Without any past forecast nothing is bent; three days far out do not double the range."""
    assert fit_shape(np.zeros(0), np.zeros(0), np.zeros(0, int), 1.0).of_chance(CHANCES) == pytest.approx(CHANCES)
    assert fitted(np.array([3.0, -3.0, 3.0]), origins=1).of_score(np.array(1.28)) < 2


@given(st.lists(st.floats(-4, 4), max_size=60))
def test_chances_stay_in_order_and_come_back(scores):
    """Any past: the map rises, and its inverse undoes it."""
    shape = fitted(np.array(scores)) if scores else unbent()
    bent = shape.of_chance(CHANCES)
    assert (np.diff(bent) > 0).all()
    assert shape.true_chance(bent) == pytest.approx(CHANCES, abs=2e-2)
