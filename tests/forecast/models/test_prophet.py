"""forecast/models/prophet.py"""

import logging
import sys

import numpy as np
import pytest

from forecast.models import prophet
from forecast.models.prophet import ProphetModel

WEEK = np.array([1.3, 1.1, 1.0, 0.9, 0.7, 0, 0])
MODEL = ProphetModel()


@pytest.fixture
def half_a_year(past):
    """26 weeks about 200 visitors a day."""
    features = past.days(26 * 7)
    return past.counts(np.random.default_rng(1).poisson(200 * WEEK[features.weekday])[None], features)


def test_weekdays_are_found_and_closed_days_stay_empty(past, half_a_year):
    """The coming week has the rates of the past; a second fit says the same to the last digit."""
    coming = past.days(27 * 7).part(26 * 7, 27 * 7)
    found = MODEL.fit(half_a_year).predict(coming)
    assert found[0] == pytest.approx(200 * WEEK, rel=0.08)
    assert (found == MODEL.fit(half_a_year).predict(coming)).all()


def test_a_holiday_never_seen_has_the_effect_of_its_kind(past, half_a_year):
    """An eve falls below an ordinary Monday although the log holds none."""
    found = MODEL.fit(half_a_year).predict(past.days(28 * 7, kinds={"eve": [26 * 7]}).part(26 * 7, 28 * 7))
    assert found[0, 0] < 0.95 * found[0, 7]


def test_far_days_repeat_the_last_week(past, half_a_year):
    """Beyond what is worked out the weekdays go on."""
    features = past.days(26 * 7 + 700)
    found = MODEL.fit(half_a_year).predict(features.part(26 * 7, 26 * 7 + 700))[0]
    assert found[-7:] == pytest.approx(found[-14:-7])
    assert found[602] > 0


@pytest.mark.parametrize("failure", [RuntimeError("Stan"), ValueError("rows"), UserWarning("odd"), OSError("disk")])
def test_whatever_fails_leaves_the_service_out(half_a_year, monkeypatch, failure):
    """The run goes on and has the name of what went wrong."""

    def breaks(*_):
        raise failure

    monkeypatch.setattr(prophet, "_ahead", breaks)
    assert MODEL.fit(half_a_year).left_out == {"a": type(failure).__name__}


def test_a_forecast_that_is_no_number_leaves_the_service_out(half_a_year, monkeypatch):
    """NaN never leaves the model as an answer."""
    monkeypatch.setattr(prophet, "_ahead", lambda *_: np.full(prophet.AHEAD_DAYS, np.nan))
    assert MODEL.fit(half_a_year).left_out == {"a": "not_finite"}


def test_without_the_library_all_are_left_out(half_a_year, monkeypatch):
    """An installation without Prophet forecasts with the other models."""
    monkeypatch.setitem(sys.modules, "prophet", None)
    assert MODEL.fit(half_a_year).left_out == {"a": "not_installed"}


def test_it_says_nothing_and_leaves_the_loggers_alone(half_a_year, capfd):
    """Neither progress nor notices reach the screen; afterwards others may log as before."""
    MODEL.fit(half_a_year)
    assert capfd.readouterr() == ("", "")
    assert not logging.getLogger("cmdstanpy").disabled


def test_eight_weeks_are_needed(past):
    """A shorter log is left to other models."""
    assert MODEL.fit(past.counts(np.full(49, 9), past.days(49))).left_out == {"a": "short_history"}
