"""forecast/models/yearly_naive.py"""

import numpy as np
import pytest

from forecast.models.yearly_naive import YearlyNaive, same_weekdays

MODEL = YearlyNaive()


def coming(past, visitors, ahead=28, missing=()):
    days = len(visitors)
    features = past.days(days + ahead)
    fitted = MODEL.fit(past.counts(visitors, features.part(0, days), missing))
    return fitted, fitted.predict(features.part(days, days + ahead))[0]


def test_last_year_s_wave_comes_back_at_this_year_s_level(past):
    """A wave of 52 weeks that has grown by a quarter since last summer: so is its next month."""
    wave = 1000 + 400 * np.sin(2 * np.pi * np.arange(728 + 28) / 364)
    visitors = (wave * np.where(np.arange(756) < 500, 1.0, 1.25)).astype(int)
    _, found = coming(past, visitors[:728])
    opened = np.arange(728, 756) % 7 < 5
    assert found[opened] == pytest.approx(visitors[728:][opened], rel=0.03)
    assert (found[~opened] == 0).all()


def test_far_days_go_two_years_back(past):
    """More than a year ahead there is still a forecast."""
    _, found = coming(past, np.full(500, 9), ahead=500)
    assert found[np.arange(500, 1000) % 7 < 5] == pytest.approx(9)


def test_same_weekdays_are_averaged_where_known():
    """Values equal to their position: the mean of five weeks is the middle; at the edge the known ones count."""
    values = np.arange(100.0)
    values[57] = np.nan
    assert same_weekdays(values, np.array([50, 99, 200])) == pytest.approx(
        [(36 + 43 + 50 + 64) / 4, 92, np.nan], nan_ok=True
    )


@pytest.mark.parametrize("days", [0, 28, 400])
def test_a_year_and_two_months_are_needed(past, days):
    """A shorter log is left to other models."""
    assert coming(past, np.full(days, 9))[0].left_out == {"a": "short_history"}


def test_without_pairs_of_both_years_there_is_no_growth(past):
    """All of last year's autumn missing: the service is left out."""
    assert coming(past, np.full(500, 9), missing=range(50, 200))[0].left_out == {"a": "short_history"}
