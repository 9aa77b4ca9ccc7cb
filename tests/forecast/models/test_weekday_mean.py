"""forecast/models/weekday_mean.py"""

import numpy as np
import pytest

from forecast.models.weekday_mean import WeekdayMean


def test_the_last_four_same_weekdays_are_averaged(past):
    """Eight Mondays of 10, 20, ... 80: the next has 65; weekends stay closed."""
    features = past.days(56)
    visitors = 10 * (np.arange(56) // 7 + 1)
    found = WeekdayMean().fit(past.counts(visitors, features)).predict(past.days(63).part(56, 63))
    assert found[0] == pytest.approx([65] * 5 + [0] * 2)


def test_days_not_known_are_passed_over(past):
    """Without the last two weeks the four before them speak."""
    visitors = 10 * (np.arange(56) // 7 + 1)
    counts = past.counts(visitors, past.days(56), missing=range(42, 56))
    assert WeekdayMean().fit(counts).predict(past.days(7))[0, 0] == 45


def test_a_half_day_counts_by_its_hours(past):
    """Mondays of half the hours with 20 visitors are as good as full ones with 40."""
    hours = np.array([0.5 if n < 28 and n % 7 == 0 else float(n % 7 < 5) for n in range(35)])
    features = past.days(35, exposure=hours)
    counts = past.counts(np.where(hours == 0.5, 20, 40), features)
    assert WeekdayMean().fit(counts).predict(features.part(28, 35))[0, 0] == pytest.approx((3 * 20 + 40) / 2.5)


def test_a_weekday_never_known_gets_the_mean_day(past):
    """Only Mondays to Thursdays are known: a Friday has their mean."""
    visitors = np.tile([10, 20, 30, 40, 0, 0, 0], 4)
    counts = past.counts(visitors, past.days(28), missing=range(4, 28, 7))
    assert WeekdayMean().fit(counts).predict(past.days(7))[0, 4] == 25


@pytest.mark.parametrize(("days", "left_out"), [(6, {"a": "short_history"}), (7, {})])
def test_a_week_is_enough(past, days, left_out):
    """Known days must span a week."""
    counts = past.counts(np.full(days, 9), past.days(days, exposure=np.ones(days)))
    assert WeekdayMean().fit(counts).left_out == left_out


def test_a_service_without_visitors_is_left_out(past):
    """Nothing is known of it; the others go on."""
    features = past.days(28, services=2)
    found = WeekdayMean().fit(past.counts(np.array([np.full(28, 9), np.zeros(28, dtype=int)]), features))
    assert found.left_out == {"b": "no_visitors"}
    means = found.predict(past.days(7, services=2))
    assert means[0, 0] == 9
    assert np.isnan(means[1]).all()
