"""A law of service times: closed forms of the lognormal, and one normal number a visitor."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import lognorm

from staffing.durations import draw_minutes
from staffing.servicetimes.law import Law, Z, lognormal


@given(mean=st.floats(0.5, 60), cv=st.floats(0.1, 1.2))
def test_a_straight_line_is_the_lognormal(mean, cv):
    """Mean, cv, quantiles and tail as the closed forms have them; what lies beyond 4.5 deviations is cut off."""
    s = np.sqrt(np.log1p(cv**2))
    law = lognormal(mean, s)
    assert law.mean == pytest.approx(mean, rel=1e-9)
    assert law.cv == pytest.approx(cv, rel=0.02)
    assert law.quantile(0.95) == pytest.approx(mean * np.exp(1.6448536 * s - s**2 / 2), rel=2e-3)
    assert law.beyond(law.quantile(0.9)) == pytest.approx(0.1, abs=0.01)


def test_it_draws_what_the_written_law_draws():
    """The same normal numbers give the same visitors, so that two laws differ by the law alone."""
    written = draw_minutes(9.0, 0.5, 5000, np.random.default_rng(3))
    found = lognormal(9.0, np.sqrt(np.log1p(0.25))).draw(5000, np.random.default_rng(3))
    assert found == pytest.approx(written, rel=1e-3)


@given(bend=st.floats(0.0, 0.3), seed=st.integers(0, 99))
def test_every_law_uses_as_many_random_numbers(bend, seed):
    """After a draw the generator stands where any other law would have left it."""
    one, other = np.random.default_rng(seed), np.random.default_rng(seed)
    Law(0.5 * Z + bend * np.maximum(Z, 0) ** 2).draw(77, one)
    draw_minutes(4.0, 0.0, 77, other)
    assert one.random() == other.random()


def test_a_mean_is_a_mean_of_draws():
    """400,000 draws of a law with a tail agree with its mean and cv."""
    law = Law(0.4 * Z + 0.15 * np.maximum(Z, 0) ** 2).with_mean(12.0)
    drawn = law.draw(400_000, np.random.default_rng(5))
    assert drawn.mean() == pytest.approx(12.0, abs=5 * 12 * law.cv / np.sqrt(400_000))
    assert drawn.std() / drawn.mean() == pytest.approx(law.cv, rel=0.05)
    assert drawn.max() <= np.exp(law.logs[-1])


def test_the_density_is_the_lognormals():
    """As scipy has it, and nothing outside."""
    minutes = np.array([0.001, 2.0, 5.0, 9.0, 20.0, 5000.0])
    found = lognormal(9.0, 0.5).density(minutes)
    true = lognorm(0.5, scale=9.0 * np.exp(-0.125)).pdf(minutes)
    assert found[1:-1] == pytest.approx(true[1:-1], rel=0.01)
    assert (found[0], found[-1]) == (0, 0)


@pytest.mark.parametrize("logs", [np.zeros(5), -Z, np.where(Z > 4.4, np.inf, Z)])
def test_nonsense_is_no_law(logs):
    """A law has one finite value at each of Z, and none decreases."""
    with pytest.raises(ValueError, match="not decreasing"):
        Law(logs)
