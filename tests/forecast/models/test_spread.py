"""forecast/models/spread.py"""

import numpy as np
import pytest

from forecast.models.spread import shared_part, spread_of


def drawn(past, mean, day_cv, week_cv=0.0, services=1, common=False, days=2000, seed=0):
    """Counts about a known mean with gamma factors of days and weeks."""
    features = past.days(days, services=services)
    rng = np.random.default_rng(seed)

    def gamma(cv, number):
        shape = (1 if common else services, number)
        return rng.gamma(1 / cv**2, cv**2, shape) if cv else np.ones(shape)

    factor = gamma(day_cv, days) * np.repeat(gamma(week_cv, days // 7 + 1), 7, axis=1)[:, :days]
    expected = np.where(features.exposure > 0, mean, np.nan)
    return past.counts(rng.poisson(np.nan_to_num(expected) * factor), features), expected


MEMORY = 56 / np.log(2) * 5 / 7
INFLATION = (MEMORY + 5) / (MEMORY - 5)
"""Squared errors of a forecast over squared residuals: five weekdays learnt from what a 56-day half-life holds."""


@pytest.mark.parametrize(("mean", "cv"), [(10, 0.3), (100, 0.2), (100, 0.0)])
def test_the_variance_of_the_days_factor_is_found(past, mean, cv):
    """By moments, the mean of 8 logs of 1400 days, with the doubt of a forecast added; the prior is hardly felt."""
    found = [spread_of(*drawn(past, mean, cv, seed=seed)) for seed in range(8)]
    stated = (INFLATION * (mean + cv**2 * mean**2) - mean) / mean**2
    assert np.mean([spread.day[0] for spread in found]) == pytest.approx(stated, abs=0.012)
    if cv:
        assert np.mean([spread.lasting[0] for spread in found]) == pytest.approx(0, abs=0.15)


def test_what_lasts_a_week_is_told_from_what_does_not(past):
    """Week and day factors of the same size: half of the spread lasts."""
    counts, expected = drawn(past, 200, 0.2, week_cv=0.2)
    assert spread_of(counts, expected).lasting[0] == pytest.approx(0.5, abs=0.12)


@pytest.mark.parametrize(("common", "share"), [(True, 0.8), (False, 0.0)])
def test_what_services_share_is_found(past, common, share):
    """One factor for all is most of the spread (the doubt of a forecast is each one's own), own factors nothing."""
    counts, expected = drawn(past, 100, 0.25, services=4, common=common)
    found = shared_part(counts, expected, spread_of(counts, expected).day)
    assert found == pytest.approx(share, abs=0.1)


def test_three_weeks_keep_to_the_prior(past):
    """Fifteen quiet days do not make a range without any spread."""
    counts, expected = drawn(past, 10, 0.0, days=21)
    assert 0 < spread_of(counts, expected).day[0] < 0.15


def test_nothing_known_has_a_spread_too(past):
    """No day at all."""
    features = past.days(0)
    assert np.isfinite(spread_of(past.counts(np.zeros((1, 0), dtype=int), features), np.zeros((1, 0))).day).all()
