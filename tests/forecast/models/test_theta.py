"""forecast/models/theta.py"""

import numpy as np
import pytest

from forecast.models.theta import Theta, lately

WEEK = np.array([1.3, 1.1, 1.0, 0.9, 0.7, 0, 0])


def next_week(past, rates, days):
    features = past.days(days + 7)
    found = Theta().fit(past.counts(rates, features.part(0, days)))
    assert not found.left_out
    return found.predict(features.part(days, days + 7))[0]


def test_steady_weekdays_come_back(past):
    """Half a year of the same five numbers, then they come again."""
    days = past.days(26 * 7)
    assert next_week(past, (200 * WEEK[days.weekday]).astype(int), 26 * 7) == pytest.approx(200 * WEEK, rel=0.03)


def test_half_the_slope_is_prolonged(past):
    """After a straight rise the next week lies between the last level and the line's continuation."""
    days = 26 * 7
    line = 100 + 2 * np.arange(days + 7)
    found = next_week(past, line[:days], days)[:5]
    assert (found > line[days - 14]).all()
    assert (found <= line[days : days + 5] * 1.01).all()


def test_a_weekday_that_changed_lately_is_followed(past):
    """Exact counts whose Mondays are a tenth higher for eight weeks: the factor is most of that tenth."""
    values = np.full(200, 100.0)
    values[-40::5] = 110.0
    assert lately(values, 5)[0] == pytest.approx(1.06, abs=0.03)
    assert lately(values, 5)[1:] == pytest.approx(0.985, abs=0.01)


def test_noise_is_not_taken_for_a_change(past):
    """Poisson counts of 4: factors stay within a few percent of 1."""
    values = np.random.default_rng(5).poisson(4, 300).astype(float)
    assert lately(values, 5) == pytest.approx(np.ones(5), abs=0.05)
