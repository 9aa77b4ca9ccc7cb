"""forecast/pool/pool.py"""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from forecast.features import CLASSES, Features
from forecast.models.daily import DailyCounts
from forecast.pool.pool import fit_pool
from forecast.pool.rolling import AFTER_DAYS

START = date(2024, 1, 1)


class Constant:
    """A model that always expects the same number of visitors."""

    left_out = {}  # noqa: RUF012

    def __init__(self, name, visitors):
        self.name, self.visitors = name, visitors

    def fit(self, counts):
        self.services = len(counts.services)
        return self

    def predict(self, features):
        return np.full((self.services, len(features.dates)), self.visitors) * (features.exposure > 0)


def features_of(days, services=1):
    dates = tuple(START + timedelta(n) for n in range(days))
    is_open = np.array([day.weekday() < 6 for day in dates], dtype=float)
    return Features(dates, np.zeros((services, days, len(CLASSES))), np.tile(is_open, (services, 1)))


def pooled(visitors, *models):
    """A pool of models over a past of some days."""
    services, days = visitors.shape
    span = features_of(days + AFTER_DAYS, services)
    observed = span.first_days(days).exposure > 0
    counts = DailyCounts(tuple("abc"[:services]), np.where(observed, visitors, 0), observed, span.first_days(days))

    def before(origin):
        return counts.first_days(origin), span.part(origin, origin + AFTER_DAYS)

    pool = fit_pool(models, {model.name: 1.0 for model in models}, counts, before)
    return pool, span.part(days, days + 28)


def negative_binomial(rng, mean, spread, shape):
    return rng.poisson(mean * rng.gamma(1 / spread, spread, shape))


@pytest.mark.parametrize("spread", [0.003, 0.03, 0.2])
def test_ranges_hold_what_they_say(spread):
    """A year of 150 a day: ranges of 80 and 95 % hold so many of 20,000 fresh days."""
    rng = np.random.default_rng(0)
    pool, coming = pooled(negative_binomial(rng, 150, spread, (1, 400)), Constant("right", 150.0))
    rates = pool.predict(coming)
    fresh = negative_binomial(rng, 150, spread, 20_000)
    for low, high, slack in ((0.1, 0.9, 0.06), (0.025, 0.975, 0.03)):
        ends = [rates.quantile(share)[0, 0] for share in (low, high)]
        assert ((fresh >= ends[0]) & (fresh <= ends[1])).mean() == pytest.approx(high - low, abs=slack)


def test_a_model_that_is_always_wrong_does_not_count_and_a_pool_of_it_is_set_right():
    """Beside a right model the pool is right; alone, half of what came, the median is set right by the past."""
    rng = np.random.default_rng(1)
    visitors = negative_binomial(rng, 150, 0.02, (1, 500))
    both, coming = pooled(visitors, Constant("right", 150.0), Constant("low", 75.0))
    assert both.predict(coming).mean[0, 0] == pytest.approx(150, rel=0.02)
    low, coming = pooled(visitors, Constant("low", 75.0))
    assert low.predict(coming).quantile(0.5)[0, 0] == pytest.approx(150, rel=0.1)


def test_the_distribution_function_and_the_quantiles_belong_together():
    """At each quantile the function reaches the share, and just below it does not."""
    rng = np.random.default_rng(2)
    pool, coming = pooled(negative_binomial(rng, 30, 0.1, (2, 200)), Constant("right", 30.0))
    rates = pool.predict(coming)
    is_open = coming.exposure > 0
    for share in (0.025, 0.3, 0.5, 0.9):
        at = rates.quantile(share)
        assert (rates.cdf(at)[is_open] >= share - 1e-6).all()
        assert (rates.cdf(at - 1)[is_open] < share).all()


def test_nobody_comes_on_closed_days_and_unknown_services_stay_unknown():
    """Sundays are 0; a service that no model knows is NaN."""

    class Half(Constant):
        def predict(self, features):
            means = super().predict(features)
            means[1] = np.nan
            return means

    pool, coming = pooled(np.full((2, 100), 20), Half("half", 20.0))
    rates = pool.predict(coming)
    assert (rates.mean[0][coming.exposure[0] == 0] == 0).all()
    assert np.isnan(rates.mean[1]).all()
    assert pool.knows.tolist() == [[True, False]]


def test_days_beyond_todays_block_are_asked_anew():
    """Three months ahead the model is fitted and asked, and the range is wider."""
    pool, coming = pooled(np.full((1, 200), 20), Constant("right", 20.0))
    later = features_of(300).part(290, 297)
    assert pool.predict(later).mean[0, 0] == 20
    far, near = (pool.predict(each).spread[0].max() for each in (later, coming))
    assert far >= near
    shorter = replace(coming, exposure=coming.exposure * 0.5)
    assert pool.predict(shorter).mean.max() == 20
