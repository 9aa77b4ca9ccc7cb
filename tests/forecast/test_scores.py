"""forecast/scores.py"""

import numpy as np
import pytest
from scipy import stats

from forecast.scores import (
    DECILES,
    CountDistribution,
    clustered_interval,
    inside,
    pinball,
    poisson_error,
    poisson_loss,
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


@pytest.mark.parametrize(("mean", "floor"), [(100.0, 0.0797), (25.0, 0.159), (0.2, 1.0)])
def test_the_floor_of_a_rate_is_known(mean, floor):
    """About 0.8 / sqrt(mean); below a median of 1 the best forecast is nobody, and all are missed."""
    assert poisson_error(np.array([mean]))[0] / mean == pytest.approx(floor, abs=0.002)


@pytest.mark.parametrize(("mean", "spread"), [(0.4, 0.0), (3.0, 0.0), (20.0, 0.1), (500.0, 0.05)])
def test_a_true_range_of_80_percent_holds_80_percent_of_any_counts(mean, spread):
    """Counts drawn from the distribution itself, small ones too; judged as Poisson, over-dispersed ones lie outside."""
    rng = np.random.default_rng(1)
    size = 20_000
    rate = mean * (rng.gamma(1 / spread, spread, size) if spread else 1.0)
    visitors = rng.poisson(rate, size)
    found = CountDistribution(np.full(size, mean), np.full(size, spread))
    assert inside(found.cdf(visitors - 1), found.cdf(visitors), 0.8).mean() == pytest.approx(0.8, abs=0.01)
    narrow = CountDistribution(np.full(size, mean), np.zeros(size))
    held = inside(narrow.cdf(visitors - 1), narrow.cdf(visitors), 0.8).mean()
    assert bool(held < 0.65) is (spread > 0)


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


@pytest.mark.parametrize("share", [1e-6, 0.1, 0.5, 0.9, 0.999, 1 - 1e-9])
def test_quantiles_are_those_of_scipy(share):
    """Counts that hardly happen and thousands, plain Poisson and widely spread, as `scipy.stats` has them."""
    generator = np.random.default_rng(4)
    mean = np.concatenate([[1e-11, 1e-4], generator.gamma(0.5, 20, 2000), generator.uniform(0, 3000, 500)])
    spread = 10 ** generator.uniform(-5, 1, mean.size)
    size = 1 / spread
    expected = stats.nbinom.ppf(share, size, size / (size + mean))
    assert (CountDistribution(mean, spread).quantile(share) == expected).all()
    assert (CountDistribution(mean, np.zeros(mean.size)).quantile(share) == stats.poisson.ppf(share, mean)).all()
