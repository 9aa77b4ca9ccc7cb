"""forecast/models/boosting.py"""

import sys

import numpy as np
import pytest

from forecast.models.boosting import Boosting

pytest.importorskip("sklearn", reason="scikit-learn is not installed")
WEEK = np.array([1.3, 1.1, 1.0, 0.9, 0.7, 0, 0])
MODEL = Boosting()


@pytest.fixture(scope="module")
def rng():
    return np.random.default_rng(4)


def history(past, rng, days, scale=200.0, services=1):
    features = past.days(days + 28, services=services)
    rates = scale * WEEK[features.weekday[:days]] * np.ones((services, 1))
    return past.counts(rng.poisson(rates), features.part(0, days)), features.part(days, days + 28)


def test_steady_weekdays_come_back(past, rng):
    """Two years about the same rates: so are the next four weeks; a second fit says the same to the last digit."""
    counts, coming = history(past, rng, 104 * 7)
    found = MODEL.fit(counts).predict(coming)
    assert found[0] == pytest.approx(200 * WEEK[coming.weekday], rel=0.08)
    assert (found == MODEL.fit(counts).predict(coming)).all()


def test_a_grown_service_keeps_its_level(past, rng):
    """Half a year at double the old rate: the forecast has the new level, which no tree saw as a target."""
    days = 104 * 7
    features = past.days(days + 28)
    rates = 200 * WEEK[features.weekday[:days]] * np.where(np.arange(days) < days - 182, 1.0, 2.0)
    found = MODEL.fit(past.counts(rng.poisson(rates), features.part(0, days))).predict(features.part(days, days + 28))
    assert found[0] == pytest.approx(400 * WEEK[features.weekday[days:]], rel=0.1)


def test_services_of_all_sizes_are_told_apart(past, rng):
    """A small service beside a large one has its own size, the closed days have none."""
    days = 60 * 7
    features = past.days(days + 28, services=2)
    rates = np.array([[1000.0], [4.0]]) * WEEK[features.weekday[:days]]
    found = MODEL.fit(past.counts(rng.poisson(rates), features.part(0, days))).predict(features.part(days, days + 28))
    assert found.mean(axis=1) == pytest.approx([1000 * 5 / 7, 4 * 5 / 7], rel=0.12)
    assert (found[:, features.exposure[0, days:] == 0] == 0).all()


@pytest.mark.parametrize("days", [0, 20, 364])
def test_less_than_a_year_is_left_to_others(past, rng, days):
    """The reason is named."""
    counts, coming = history(past, rng, days)
    fitted = MODEL.fit(counts)
    assert fitted.left_out == {"a": "short_history"}
    assert np.isnan(fitted.predict(coming)).all()


def test_gaps_zeros_and_dead_services_do_no_harm(past, rng):
    """Nine days of ten missing, a service that ended, one that never was: finite, not negative, or left out."""
    days = 450
    features = past.days(days + 28, services=3)
    visitors = rng.poisson(20.0, (3, days))
    visitors[1, 300:] = 0
    visitors[2] = 0
    counts = past.counts(visitors, features.part(0, days), np.flatnonzero(rng.random(days) < 0.9))
    fitted = MODEL.fit(counts)
    assert set(fitted.left_out) >= {"c"}
    found = fitted.predict(features.part(days, days + 28))
    told = [index for index, service in enumerate(counts.services) if service not in fitted.left_out]
    assert np.isfinite(found[told]).all()
    assert (found[told] >= 0).all()


def test_a_column_that_is_known_of_no_day_does_no_harm(past, rng):
    """Only Mondays of a quarter are known after a year without any: last year tells nothing."""
    days = 460
    counts, coming = history(past, rng, days)
    known = set(range(0, 14)) | set(range(364, days))
    found = MODEL.fit(past.counts(counts.visitors, counts.features, [n for n in range(days) if n not in known]))
    assert found.left_out == {"a": "short_history"} or np.isfinite(found.predict(coming)).all()


def test_a_failure_of_the_library_leaves_the_services_out(past, rng, monkeypatch):
    """The run goes on and has the name of what went wrong."""

    def breaks(*_, **__):
        raise ValueError("bins")

    monkeypatch.setattr("sklearn.ensemble.HistGradientBoostingRegressor.fit", breaks)
    counts, _ = history(past, rng, 400)
    assert MODEL.fit(counts).left_out == {"a": "ValueError"}


def test_without_the_library_all_are_left_out(past, rng, monkeypatch):
    """An installation without scikit-learn forecasts with the other models."""
    counts, _ = history(past, rng, 400)
    monkeypatch.setitem(sys.modules, "sklearn.ensemble", None)
    assert MODEL.fit(counts).left_out == {"a": "not_installed"}
