"""forecast/models/seasonal_naive.py"""

import numpy as np

from forecast.models.seasonal_naive import SeasonalNaive


def test_the_last_known_same_weekday_is_repeated(past):
    """Missing days are passed over; a closed day stays empty; both weeks ahead repeat the same."""
    features = past.days(21)
    visitors = np.arange(21)
    coming = past.days(35).part(21, 35)
    found = SeasonalNaive().fit(past.counts(visitors, features, missing=[14])).predict(coming)
    assert found[0].tolist() == [7, 15, 16, 17, 18, 0, 0] * 2


def test_without_visitors_nobody_is_expected(past):
    """No day at all, or zeros only."""
    coming = past.days(7)
    assert SeasonalNaive().fit(past.counts(np.zeros((1, 0), dtype=int), past.days(0))).predict(coming).sum() == 0
    assert SeasonalNaive().fit(past.counts(np.zeros(70, dtype=int), past.days(70))).predict(coming).sum() == 0


def test_a_day_without_visitors_does_not_promise_none(past):
    """Somebody may come on a Monday although last Monday was empty."""
    visitors = np.tile([0, 9, 9, 9, 9, 0, 0], 10)
    found = SeasonalNaive().fit(past.counts(visitors, past.days(70))).predict(past.days(77).part(70, 77))
    assert 0 < found[0, 0] <= 0.5
