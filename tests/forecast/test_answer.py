"""forecast/answer.py"""

from datetime import date, timedelta

import numpy as np
import pytest

from forecast.answer import POOL, answer
from forecast.features import CLASSES, Features
from forecast.models.daily import DailyCounts
from forecast.pool.rolling import AFTER_DAYS
from forecast.settings import ForecastSettings

START = date(2025, 1, 6)


def features_of(days, services):
    dates = tuple(START + timedelta(n) for n in range(days))
    is_open = np.array([day.weekday() < 5 for day in dates], dtype=float)
    return Features(dates, np.zeros((services, days, len(CLASSES))), np.tile(is_open, (services, 1)))


def answered(visitors, settings=None):
    """The answer for a past of some services, and the features of the four weeks after."""
    services, days = visitors.shape
    span = features_of(days + AFTER_DAYS, services)
    observed = span.first_days(days).exposure > 0
    names = tuple("abc"[:services])
    counts = DailyCounts(names, np.where(observed, visitors, 0), observed, span.first_days(days))

    def before(origin):
        return counts.first_days(origin), span.part(origin, origin + AFTER_DAYS)

    found = answer(counts, before, ForecastSettings.model_validate(settings or {}))
    return found, span.part(days, days + 28)


def poisson(days, *means):
    return np.random.default_rng(0).poisson(np.array(means)[:, None], (len(means), days))


GUESS = {"questionnaire": {"services": {"a": {"visitors": 40}}}}


@pytest.mark.parametrize(
    ("days", "settings", "names"),
    [
        (28, {}, (POOL, POOL)),
        (10, {}, ("seasonal_naive", "seasonal_naive")),
        (10, GUESS, ("questionnaire", "seasonal_naive")),
        (28, GUESS, (POOL, POOL)),
        (28, {**GUESS, "model": "questionnaire"}, ("questionnaire", POOL)),
        (28, {"model": "seasonal_naive"}, ("seasonal_naive", "seasonal_naive")),
        (28, {"model": "dynamic_regression"}, ("dynamic_regression", "dynamic_regression")),
        (0, GUESS, ("questionnaire", "seasonal_naive")),
    ],
)
def test_what_speaks_for_a_service(days, settings, names):
    """From three weeks on the pool; before that the guess, without one the last week; or what was asked for."""
    found, coming = answered(poisson(days, 30, 6), settings)
    assert found.names == names
    rates = found.predict(coming)
    assert np.isfinite(rates.mean).all()
    assert (rates.mean[:, coming.exposure[0] == 0] == 0).all()


def test_a_service_without_visitors_is_named_as_unknown():
    """It expects nobody, and the note says that nothing is known; the other is forecast as ever."""
    visitors = poisson(60, 30, 6)
    visitors[1] = 0
    found, coming = answered(visitors)
    assert found.names == (POOL, "seasonal_naive")
    assert found.predict(coming).mean[1].sum() == 0
    assert found.predict(coming).mean[0, 0] == pytest.approx(30, rel=0.15)
    assert [(note.code, note.found) for note in found.notes] == [("forecast.nothing_known", "b")]


def test_a_start_from_the_questionnaire_is_said():
    """Which services, and of how many."""
    found, _ = answered(poisson(10, 30, 6), GUESS)
    (note,) = (note for note in found.notes if note.code == "forecast.start")
    assert note.found == "a"
    assert note.params == {"services": 1, "all": 2}


def test_a_model_that_fails_is_left_out_and_named(monkeypatch):
    """The pool goes on without it; the note names model, service and reason."""
    from forecast.models.ets import ExponentialSmoothing
    from forecast.models.services import CannotFit, each_service

    def fails(counts, index):
        raise CannotFit("not_finite")

    monkeypatch.setattr(ExponentialSmoothing, "fit", lambda self, counts: each_service(counts, fails, 21))
    found, coming = answered(poisson(60, 30))
    assert found.names == (POOL,)
    assert found.predict(coming).mean[0, 0] == pytest.approx(30, rel=0.15)
    (note,) = found.notes
    assert (note.code, note.found) == ("forecast.model_left_out", "ets")
    assert note.params == {"service": "a", "reason": "not_finite"}
