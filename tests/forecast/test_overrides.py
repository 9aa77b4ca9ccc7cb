"""Overrides in the paths: the mean that was meant, a distribution of the same shape, nobody where it is closed."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from pydantic import ValidationError

from forecast.distribution import Forecast
from forecast.overrides import Override, OverrideScore, correct

MADE = datetime(2026, 11, 24, tzinfo=UTC)
DAY = date(2026, 12, 1)
PATHS = 20_000


@pytest.fixture
def forecast(world):
    """Gamma-Poisson days of mean 30 and 4, factor's variance 0.1, in the first four of eight slots."""
    grid = world.grid(date(2026, 11, 30), 7, first="08.00", last="12.00")
    rng = np.random.default_rng(1)
    rate = np.array([30.0, 4.0])[:, None] * np.ones(7)
    total = rng.poisson(rate * rng.gamma(10, 0.1, size=(PATHS, 2, 7)))
    slots = rng.multinomial(total, [0.4, 0.3, 0.2, 0.1, 0, 0, 0, 0])
    walk_in = slots.reshape(PATHS, 2, -1)
    none = np.zeros_like(walk_in)
    return Forecast(grid, ("a", "b"), none, walk_in, none, ("m", "m"))


def _corrected(forecast, world, *overrides, closed=()):
    masks = np.zeros((2, 7, 8), dtype=bool)
    masks[:, :, :4] = True
    for day in closed:
        masks[:, day] = False
    return correct(forecast, overrides, masks, lambda _: world.streams())


def override(**fields):
    return Override(day=DAY, reason="rombongan", made_at=MADE, **fields)


@pytest.mark.parametrize(
    ("fields", "mean"),
    [({"visitors": 45.0}, 45), ({"factor": 1.5}, 45), ({"factor": 0.4}, 12), ({"visitors": 0.0}, 0),
     ({"add": 20.0}, 50), ({"add": -10.0}, 20), ({"add": -99.0}, 0)],
)  # fmt: skip
def test_the_paths_have_the_mean_that_was_meant(forecast, world, fields, mean):
    """Of the named service and day; every other number is untouched, and closed slots stay empty."""
    found = _corrected(forecast, world, override(service="a", **fields))
    daily = found.forecast.daily
    assert daily[:, 0, 1].mean() == pytest.approx(mean, rel=0.02, abs=0.05)
    untouched = np.ones((2, 7), dtype=bool)
    untouched[0, 1] = False
    np.testing.assert_array_equal(daily[:, untouched], forecast.daily[:, untouched])
    assert not found.forecast.arrivals.reshape(PATHS, 2, 7, 8)[..., 4:].any()
    assert found.applied[0].value == pytest.approx(override(**fields).of(found.applied[0].model))


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_more_or_fewer_as_many_times_keeps_the_factors_spread(forecast, world, factor):
    """A gamma-Poisson number of mean m stays one of mean f m: variance f m + 0.1 (f m)²."""
    daily = _corrected(forecast, world, override(service="a", factor=factor)).forecast.daily[:, 0, 1]
    mean = 30 * factor
    assert daily.var() == pytest.approx(mean + 0.1 * mean**2, rel=0.05)


def test_people_added_come_besides_as_an_event(forecast, world):
    """The model's own visitors stay path by path; the group is a part of its own with a doubt of 20 %."""
    found = _corrected(forecast, world, override(service="a", add=20.0)).forecast
    np.testing.assert_array_equal(found.walk_in, forecast.walk_in)
    group = found.events.sum(axis=(1, 2))
    assert group.var() == pytest.approx(20 + 0.04 * 20**2, rel=0.05)


def test_the_whole_office_is_divided_as_its_visitors_are(forecast, world):
    """Twice as many of 30 and 4 are 60 and 8."""
    means = _corrected(forecast, world, override(factor=2.0)).forecast.daily[:, :, 1].mean(axis=0)
    np.testing.assert_allclose(means, [60, 8], rtol=0.02)


@pytest.mark.parametrize(
    ("office", "own", "means"),
    [({"visitors": 100.0}, {"visitors": 10.0}, [90, 10]), ({"factor": 2.0}, {"visitors": 3.0}, [65, 3]),
     ({"add": 20.0}, {"factor": 0.5}, [52, 2]), ({"visitors": 20.0}, {"add": 6.0}, [10, 10])],
)  # fmt: skip
def test_the_offices_value_holds_beside_a_services_own(forecast, world, office, own, means):
    """The service's own stands, the others make up the rest; each model's value is the one before any override."""
    found = _corrected(forecast, world, override(**office), override(service="b", **own))
    np.testing.assert_allclose(found.forecast.daily[:, :, 1].mean(axis=0), means, rtol=0.02)
    models = forecast.daily[:, :, 1].mean(axis=0)
    whole, single = found.applied
    assert (whole.override.service, single.override.service) == (None, "b")
    assert (whole.model, single.model) == (pytest.approx(models.sum()), pytest.approx(models[1]))
    assert whole.value == pytest.approx(override(**office).of(whole.model))
    assert (whole.changes.keys(), single.changes.keys()) == ({"a"}, {"b"})
    assert sum(whole.changes.values()) + sum(single.changes.values()) == pytest.approx(whole.value - whole.model)
    assert not found.notes


@pytest.mark.parametrize(
    ("own", "value", "means"),
    [([("a", 50.0)], 50, [50, 0]), ([("a", 50.0), ("b", 5.0)], 55, [50, 5]), ([("a", 10.0), ("b", 5.0)], 15, [10, 5])],
)
def test_an_offices_value_that_cannot_be_is_said(forecast, world, own, value, means):
    """The fixed services alone are more than 40, or none is left to fill up: what is reached stands in the note."""
    singles = [override(service=service, visitors=visitors) for service, visitors in own]
    found = _corrected(forecast, world, override(visitors=40.0), *singles)
    np.testing.assert_allclose(found.forecast.daily[:, :, 1].mean(axis=0), means, rtol=0.02)
    (note,) = found.notes
    assert (note.code, note.params["asked"], note.params["value"]) == ("forecast.override_unreached", 40, value)
    assert found.applied[0].value == pytest.approx(value)


def test_the_later_of_two_about_the_same_counts(forecast, world):
    """A file that a person wrote may hold both: they are not done one after the other."""
    later = override(service="a", visitors=12.0).model_copy(update={"made_at": MADE + timedelta(hours=1)})
    found = _corrected(forecast, world, later, override(service="a", factor=3.0))
    assert [done.value for done in found.applied] == [12]


def test_a_day_without_tickets_stays_empty_and_it_is_said(forecast, world):
    """Nobody is put where nobody can be served."""
    found = _corrected(forecast, world, override(service="a", visitors=9.0), closed=[1])
    assert found.forecast is forecast
    assert [note.code for note in found.notes] == ["forecast.override_closed"]


def test_the_same_override_gives_the_same_paths(forecast, world):
    """Same streams, same numbers."""
    first, second = (_corrected(forecast, world, override(service="a", factor=1.7)).forecast for _ in "ab")
    np.testing.assert_array_equal(first.arrivals, second.arrivals)


@pytest.mark.parametrize("fields", [{}, {"visitors": 3, "add": 2}, {"factor": -1}, {"visitors": 1e9}])
def test_an_override_says_exactly_one_possible_thing(fields):
    """Nothing, two things at once, or something impossible is refused."""
    with pytest.raises(ValidationError):
        override(**fields)


def test_a_gain_is_people_nearer():
    """Model 10, override 18, 16 came: 6 and 2 off, nearer by 4."""
    assert OverrideScore(override(visitors=18), 10.0, 18.0, 16).gain == 4
