"""forecast/scores.py"""

import numpy as np
import pytest
from scipy import stats

from forecast.scores import (
    DECILES,
    CountDistribution,
    clustered_interval,
    coverage,
    inside,
    pinball,
    poisson_error,
    poisson_floor,
    poisson_loss,
    wape,
)


@pytest.mark.parametrize("spread", [0.0, 0.05, 1.0])
@pytest.mark.parametrize("mean", [0.3, 5.0, 80.0])
def test_counts_are_negative_binomial(mean, spread):
    """Against scipy's distributions of size 1 / spread, and Poisson without spread."""
    k = np.arange(0, 30)
    oracle = stats.nbinom(1 / spread, 1 / (1 + spread * mean)) if spread else stats.poisson(mean)
    found = CountDistribution(np.full(30, mean), np.full(30, spread))
    assert found.cdf(k) == pytest.approx(oracle.cdf(k), abs=1e-9)
    assert found.cdf(k - 30).tolist() == [0.0] * 30
    assert found.quantile(0.9)[0] == oracle.ppf(0.9)


@pytest.mark.parametrize(("mean", "floor"), [(100.0, 0.0797), (25.0, 0.159), (1.5, None), (0.2, 1.0)])
def test_the_floor_is_what_counting_alone_leaves(mean, floor):
    """Against the sum over the Poisson law; below a median of 1 the best forecast is nobody, and all are missed."""
    k = np.arange(400)
    oracle = float(np.sum(np.abs(k - stats.poisson.ppf(0.5, mean)) * stats.poisson.pmf(k, mean)) / mean)
    assert poisson_floor(np.array([mean])) == pytest.approx(oracle, abs=1e-9)
    if floor is not None:
        assert oracle == pytest.approx(floor, abs=0.002)


@pytest.mark.parametrize(("mean", "spread"), [(0.4, 0.0), (3.0, 0.0), (20.0, 0.1), (500.0, 0.05)])
def test_a_true_range_of_80_percent_covers_80_percent_of_any_counts(mean, spread):
    """Counts drawn from the distribution itself, small ones too."""
    rng = np.random.default_rng(1)
    size = 20_000
    rate = mean * (rng.gamma(1 / spread, spread, size) if spread else 1.0)
    visitors = rng.poisson(rate, size)
    assert coverage(visitors, CountDistribution(np.full(size, mean), np.full(size, spread))) == pytest.approx(
        0.8, abs=0.01
    )


def test_a_range_that_is_too_narrow_covers_less():
    """Over-dispersed counts, judged as Poisson."""
    rng = np.random.default_rng(2)
    visitors = rng.poisson(30 * rng.gamma(10, 0.1, 5000))
    assert coverage(visitors, CountDistribution(np.full(5000, 30.0), np.zeros(5000))) < 0.65


@pytest.mark.parametrize(
    ("visitors", "forecast", "share"), [([10, 0, 5], [8, 1, 5], 0.2), ([0, 0], [0, 0], 0.0), ([0], [1], np.inf)]
)
def test_wape_is_pooled(visitors, forecast, share):
    """Sum of errors over sum of visitors."""
    assert wape(np.array(visitors), np.array(forecast)) == pytest.approx(share)


@pytest.mark.parametrize("mean", [0.0, 0.05, 0.7, 3.0, 40.0])
def test_the_floors_are_sums_over_the_poisson_law(mean):
    """Expected distance from the median, and expected pinball losses at the nine deciles."""
    k = np.arange(400)
    chance = stats.poisson.pmf(k, mean)
    error = np.sum(np.abs(k - stats.poisson.ppf(0.5, mean)) * chance)
    at = [stats.poisson.ppf(share, mean) for share in DECILES]
    losses = [2 * np.sum(np.where(k >= q, s * (k - q), (1 - s) * (q - k)) * chance) for s, q in zip(DECILES, at)]  # noqa: B905
    assert poisson_error(np.array([mean]))[0] == pytest.approx(error, abs=1e-9)
    assert poisson_loss(np.array([mean]))[0] == pytest.approx(np.mean(losses), abs=1e-9)


def test_pinball_is_least_at_the_quantile():
    """Of the numbers 1 to 100, the loss of a share is least at the number with that share at or below it."""
    visitors = np.arange(1, 101)
    for share in DECILES:
        losses = [pinball(visitors, np.array(q), share).sum() for q in range(1, 101)]
        assert 100 * share - 1 <= 1 + int(np.argmin(losses)) <= 100 * share + 1


@pytest.mark.parametrize(
    ("below", "upto", "share"),
    [(0.4, 0.6, 1.0), (0.0, 0.1, 0.0), (0.05, 0.15, 0.5), (0.85, 1.0, 1 / 3), (0.5, 0.5, 1.0), (0.0, 0.0, 0.0)],
)
def test_a_step_counts_as_far_as_it_lies_inside(below, upto, share):
    """The range of 80 % reaches from 0.1 to 0.9; what was no value of the forecast is a point."""
    assert inside(np.array([below]), np.array([upto]), 0.8)[0] == pytest.approx(share)


def test_origins_are_drawn_whole():
    """Of ten origins, five with all hits and five with none, the interval is as wide as that of ten coins."""
    hits = np.array([20.0] * 5 + [0.0] * 5)
    low, high = clustered_interval(hits, np.full(10, 20), 4000, np.random.default_rng(1))
    assert (low, high) == (pytest.approx(0.2, abs=0.11), pytest.approx(0.8, abs=0.11))
    assert np.isnan(clustered_interval(np.zeros(2), np.zeros(2), 10, np.random.default_rng(1))[0])
