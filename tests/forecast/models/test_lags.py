"""forecast/models/lags.py"""

import warnings

import numpy as np
import pytest

from forecast.models.lags import Lags, mean

SAME, SAME_4, LAST, YEAR, YEAR_AROUND, WEEK, TWO_WEEKS, FOUR_WEEKS = range(8)


def test_constant_days_tell_ones():
    """Two years of 5: every ratio is 1, whatever day is asked for."""
    lags = Lags(np.full(730, 5.0), 730)
    assert lags.level == pytest.approx(5)
    assert lags.columns(np.array([730, 757, 1200])) == pytest.approx(np.ones((3, 8)))


def test_nothing_after_the_origin_is_told():
    """Values from the origin on may be anything: level and columns stay."""
    values = np.random.default_rng(0).random(900)
    changed = values.copy()
    changed[700:] = 99
    days = np.arange(700, 728)
    assert (Lags(values, 700).columns(days) == Lags(changed, 700).columns(days)).all()


def test_same_weekdays_are_counted_from_the_origin():
    """Weeks numbered from 1 to 20: a day five weeks ahead is told of weeks 13 to 20, 17 to 20, and 20."""
    values = np.repeat(np.arange(1.0, 21.0), 7)
    lags = Lags(values, 140)
    told = lags.columns(np.array([140 + 30]))[0] * lags.level
    assert told[[SAME, SAME_4, LAST, WEEK, TWO_WEEKS]] == pytest.approx([16.5, 18.5, 20, 20, 19.5])


def test_last_year_is_the_same_weekday_relative_to_the_weeks_before_it():
    """A day that was twice its level a year of 52 weeks ago is told as 2, its surroundings as a little more than 1."""
    values = np.full(600, 3.0)
    values[600 - 364 + 10] = 6.0
    told = Lags(values, 600).columns(np.array([610, 611]))
    assert told[:, YEAR] == pytest.approx([2, 1])
    assert told[0, YEAR_AROUND] == pytest.approx(16 / 15)


def test_what_is_not_known_is_no_number_and_no_warning():
    """A history of ten days has no last year and no second week before."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        told = Lags(np.full(10, 2.0), 10).columns(np.array([10]))[0]
        assert np.isnan(mean(np.full((3, 2), np.nan))).all()
    assert np.isnan(told[[YEAR, YEAR_AROUND]]).all()
    assert told[[SAME, WEEK]] == pytest.approx([1, 1])
    assert Lags(np.full(10, np.nan), 10).level == 0
