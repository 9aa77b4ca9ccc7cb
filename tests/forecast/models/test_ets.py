"""forecast/models/ets.py"""

import numpy as np
import pytest

from forecast.models import ets
from forecast.models.ets import ExponentialSmoothing

WEEK = np.array([1.3, 1.1, 1.0, 0.9, 0.7, 0, 0])


def coming(past, counts, days, weeks=1):
    found = ExponentialSmoothing().fit(counts)
    assert not found.left_out
    return found.predict(past.days(days + 7 * weeks).part(days, days + 7 * weeks))[0]


def test_steady_weekdays_come_back(past):
    """Half a year of Poisson counts about five rates: the next week has these rates."""
    features = past.days(26 * 7)
    visitors = np.random.default_rng(2).poisson(400 * WEEK[features.weekday])
    assert coming(past, past.counts(visitors, features), 26 * 7) == pytest.approx(400 * WEEK, rel=0.06)


def test_a_new_level_is_followed_within_weeks(past):
    """Half as many again for the last five weeks: the forecast is near the new level."""
    features = past.days(30 * 7)
    rates = 400 * WEEK[features.weekday]
    rates[25 * 7 :] *= 1.5
    visitors = np.random.default_rng(2).poisson(rates)
    assert coming(past, past.counts(visitors, features), 30 * 7) == pytest.approx(600 * WEEK, rel=0.1)


def test_a_trend_fades(past):
    """After steady growth of 2 a day the rise goes on, less than straight."""
    days = 26 * 7
    visitors = np.random.default_rng(2).poisson(200 + 2 * np.arange(days))
    found = coming(past, past.counts(visitors, past.days(days)), days, weeks=4)
    monday = found[[0, 21]]
    assert 0.9 * (200 + 2 * days) < monday[0] <= monday[1] * 1.02
    assert monday[1] < 200 + 2 * (days + 21) + 40


@pytest.mark.parametrize(("trend", "season", "number"), [(False, 0, 3), (True, 0, 6), (False, 5, 8), (False, 7, 10)])
def test_the_criterion_counts_the_whole_start(trend, season, number):
    """Habits, level, trend, weekdays less one, and the variance: n log(2 pi e s²) + 2 k n / (n - k - 1)."""
    values = 1 + 0.2 * np.random.default_rng(1).standard_normal(140)
    form = ets._Form(trend, season)
    start = ets._first_weekdays(values, season) if season else np.zeros(3)
    _, loss = ets._likeliest(values, form, start)
    (found,) = ets._fits(values, form)
    fit = 140 * np.log(2 * np.pi * np.e * np.exp(2 * loss))
    assert found.criterion == pytest.approx(fit + 2 * number * 140 / (140 - number - 1))


def test_weights_follow_akaike(monkeypatch):
    """Forms whose criteria differ by 2 ln 3 weigh three to one."""
    fits = iter([ets._Smoothed(10.0, np.full(3, 8.0)), ets._Smoothed(10.0 + 2 * np.log(3), np.full(3, 4.0))])
    monkeypatch.setattr(ets, "_fits", lambda *_: [next(fits)])
    assert ets._weighted(np.ones(10), 5) == pytest.approx(np.full(3, 7.0))


def test_a_service_that_no_form_fits_is_left_out(past, monkeypatch):
    """The library's failures become a reason."""
    monkeypatch.setattr(ets, "_fits", lambda *_: [])
    assert ExponentialSmoothing().fit(past.counts(np.full(70, 9), past.days(70))).left_out == {"a": "no_form_fits"}
