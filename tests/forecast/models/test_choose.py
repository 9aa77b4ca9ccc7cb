"""forecast/models/choose.py"""

import numpy as np
import pytest

from forecast.models import count_regression
from forecast.models.choose import choose
from forecast.models.glm import FitError
from forecast.settings import ForecastSettings

GUESS = {"services": {"a": {"visitors": 7}}}


@pytest.mark.parametrize(
    ("settings", "days", "model"),
    [
        ({}, 21, "count_regression"),
        ({}, 14, "seasonal_naive"),
        ({"questionnaire": GUESS}, 14, "questionnaire"),
        ({"questionnaire": GUESS}, 21, "count_regression"),
        ({"questionnaire": GUESS, "model": "questionnaire"}, 21, "questionnaire"),
        ({"model": "seasonal_naive"}, 70, "seasonal_naive"),
        ({"model": "count_regression"}, 14, "count_regression"),
        ({"min_weeks": 4}, 21, "seasonal_naive"),
        ({"questionnaire": GUESS}, 0, "questionnaire"),
        ({}, 0, "seasonal_naive"),
    ],
)
def test_each_service_gets_the_first_model_that_has_what_it_needs(past, settings, days, model):
    """By weeks of history and what the office said."""
    features = past.days(days)
    visitors = np.random.default_rng(0).poisson(9, (1, days))
    chosen = choose(past.counts(visitors, features), ForecastSettings.model_validate(settings))
    assert chosen.names == (model,)
    coming = chosen.predict(past.days(7))
    assert np.isfinite(coming.mean).all()
    assert {note.severity for note in chosen.notes} <= {"note"}


def test_a_fit_that_fails_falls_back_and_is_noted(past, monkeypatch):
    """The naive baseline speaks for the service, and a note says so."""

    def breaks(*_):
        raise FitError("singular")

    monkeypatch.setattr(count_regression, "fit_dispersed", breaks)
    chosen = choose(past.counts(np.full((1, 70), 9), past.days(70)), ForecastSettings())
    assert chosen.names == ("seasonal_naive",)
    (note,) = chosen.notes
    assert (note.code, note.params["service"], note.params["reason"]) == ("forecast.model_left_out", "a", "singular")


def test_services_of_which_nothing_is_known_are_named(past):
    """No visitors and no guess: nobody is expected, and the reader is told."""
    features = past.days(70, services=2)
    visitors = np.array([np.full(70, 9), np.zeros(70, dtype=int)])
    chosen = choose(past.counts(visitors, features), ForecastSettings())
    assert chosen.names == ("count_regression", "seasonal_naive")
    assert [(n.code, n.found) for n in chosen.notes] == [("forecast.nothing_known", "b")]
    assert chosen.predict(past.days(7, services=2)).mean[1].sum() == 0


def test_a_start_from_the_questionnaire_is_called_one(past):
    """The note names the services that rest on it."""
    chosen = choose(past.counts(np.zeros((1, 0), dtype=int), past.days(0)), ForecastSettings(questionnaire=GUESS))
    assert [(n.code, n.found) for n in chosen.notes] == [("forecast.start", "a")]
