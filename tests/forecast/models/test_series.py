"""forecast/models/series.py"""

import numpy as np
import pytest

from forecast.models.adjustment import Adjustment
from forecast.models.series import AHEAD, SmoothedSeries, series_of

WEEKDAYS = 5


def plain(features):
    """An adjustment that changes nothing."""
    return Adjustment(np.zeros(7 + features.classes.shape[2] + len(features.names)), 0)


def series(counts):
    return series_of(counts, 0, plain(counts.features))


def test_closed_weekdays_are_squeezed_out(past):
    """Three weeks from Monday to Friday are fifteen values in a season of five, in order."""
    features = past.days(21)
    found = series(past.counts(np.arange(21), features))
    assert found.week.season == WEEKDAYS
    assert found.values.tolist() == [n for n in range(21) if n % 7 < WEEKDAYS]


def test_a_day_not_known_lies_between_its_weekday_s_neighbours(past):
    """A Wednesday without a number between two Wednesdays is their mean; after the last known day the series ends."""
    features = past.days(21)
    found = series(past.counts(np.arange(21), features, missing=(9, 18)))
    assert found.values[7] == pytest.approx((2 + 16) / 2)
    assert found.values[-1] == 17


def test_hours_and_calendar_are_taken_out_and_put_back(past):
    """Half days are doubled in the series; a coming day of a kind gets the kind's factor."""
    half = np.array([0.5 if n % 7 == 4 else float(n % 7 < WEEKDAYS) for n in range(28)])
    features = past.days(28, exposure=half)
    visitors = np.where(half == 0.5, 20, 40)
    adjustment = plain(features)
    adjustment.effects[7] = np.log(0.5)
    found = series_of(past.counts(visitors, features), 0, adjustment)
    assert found.values == pytest.approx(np.full(20, 40.0))
    coming = past.days(35, kinds={"eve": [29]}).part(28, 35)
    rates = SmoothedSeries(found, np.full(AHEAD, 40.0)).full_days(coming)
    assert rates[:WEEKDAYS] == pytest.approx([40, 20, 40, 40, 40])


@pytest.mark.parametrize(("gap", "first"), [(2, 1), (3, 2), (6, 5), (9, 6), (16, 11)])
def test_each_coming_day_is_as_many_steps_ahead_as_open_weekdays_lie_between(past, gap, first):
    """The series ends on a Friday: Monday is the first step, the Monday after the sixth."""
    features = past.days(60)
    known = past.counts(np.full(26, 9), features.part(0, 26))
    steps = SmoothedSeries(series(known), np.arange(1.0, AHEAD + 1)).full_days(features.part(26, 60))
    assert steps[gap] == first


def test_an_outlier_is_drawn_in_and_a_new_level_stays(past):
    """One Monday of ten times as many is cut; the last ten weeks at double the level are not."""
    rng = np.random.default_rng(3)
    visitors = rng.poisson(100, 30 * 7)
    visitors[20 * 7 :] = rng.poisson(200, 70)
    visitors[35] = 1000
    found = series(past.counts(visitors, past.days(30 * 7))).values
    assert found[25] < 180
    assert found[-40:].mean() == pytest.approx(200, rel=0.05)


def test_only_the_last_year_is_kept(past):
    """Three years of history give little more than one of values."""
    found = series(past.counts(np.full(1100, 9), past.days(1100)))
    assert 280 <= len(found.values) <= 290


def test_a_weekday_open_once_a_month_is_no_part_of_the_series(past):
    """One Saturday in eight weeks is dropped; it still has a forecast, that of the day after."""
    hours = np.array([float(n % 7 < WEEKDAYS or n == 26) for n in range(63)])
    features = past.days(63, exposure=hours)
    found = series(past.counts(np.where(np.arange(56) == 26, 99, 7), features.part(0, 56)))
    assert found.week.season == WEEKDAYS
    assert set(found.values) == {7}
