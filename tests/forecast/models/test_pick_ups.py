"""forecast/models/pick_ups.py"""

from datetime import timedelta

import numpy as np
import pytest
from pydantic import ValidationError

from forecast.learn import by_days
from forecast.models.count_regression import CountRegression
from forecast.models.pick_ups import PickUps, following_days
from forecast.settings import ForecastSettings

NAMED = ForecastSettings(follows={"pick": ("a", "b")})
PAST = 30 * 7


@pytest.fixture
def years(world):
    """A and b with a shared day's luck, and those who come back 3, 4 and 6 open days later."""
    laws = [world.law("a", 8), world.law("b", 5), world.law("pick", 0, follows=("a", "b"))]
    return world.drawn(laws, PAST + 70, seed=2, office_cv=0.3)


def split(years, day, ahead=28):
    """Days known before `day`, and the features and visitors from it on."""
    _, calendar, counts = years
    whole = by_days(counts, calendar, NAMED)
    return whole.first_days(day), whole.features.part(day, day + ahead), whole.visitors[:, day : day + ahead]


def errors(model, years, days=3):
    """Sum of absolute errors of the pick-ups on Monday to Wednesday of nine weeks."""
    total = 0.0
    for day in range(PAST, PAST + 63, 7):
        past, coming, came = split(years, day)
        total += float(np.abs(model.fit(past).predict(coming)[2] - came[2])[:days].sum())
    return total


def test_the_next_days_are_forecast_better_than_without(years):
    """A sixth less error than the count regression at least, whether the leaders are named or learnt."""
    plain = errors(CountRegression(NAMED), years)
    assert errors(PickUps(NAMED), years) < 5 / 6 * plain
    assert errors(PickUps(ForecastSettings()), years) < 5 / 6 * plain


def test_services_that_follow_nobody_are_left_out(years):
    """NaN and a reason; with an empty mapping all of them."""
    past, coming, _ = split(years, PAST)
    fitted = PickUps(NAMED).fit(past)
    found = fitted.predict(coming)
    assert set(fitted.left_out) == {"a", "b"}
    assert np.isnan(found[:2]).all()
    assert np.isfinite(found[2]).all()
    assert (found[2] >= 0).all()
    assert (found[2, coming.exposure[2] == 0] == 0).all()
    nobody = PickUps(ForecastSettings(follows={})).fit(past)
    assert set(nobody.left_out) == {"a", "b", "pick"}
    assert np.isnan(nobody.predict(coming)).all()


def test_without_any_past_nobody_follows(years):
    """An office that begins: no error, and all services are left out."""
    nothing = split(years, PAST)[0].first_days(0)
    assert set(PickUps(NAMED).fit(nothing).left_out) == {"a", "b", "pick"}
    assert PickUps(ForecastSettings()).fit(nothing).follows == ()


def test_a_gap_before_the_coming_days_is_filled(years):
    """A log that ends a week earlier: the second week's forecast differs by little from the one in one piece."""
    past, coming, _ = split(years, PAST)
    fitted = PickUps(NAMED).fit(past)
    whole, later = fitted.predict(coming)[2], fitted.predict(coming.part(7, 14))[2]
    assert later == pytest.approx(whole[7:14], rel=0.02)
    between = following_days(past.features, coming.part(7, 14))
    assert between.dates[0] == past.features.dates[-1] + timedelta(1)
    assert between.exposure[:, :7] == pytest.approx(coming.exposure[:, :7], abs=0.01)


def test_paths_of_followers_go_with_those_of_their_leaders(world, years):
    """Each day keeps its numbers; the later days' go with the path's leaders, the first days' are free of them."""
    past, coming, _ = split(years, PAST)
    fitted = PickUps(NAMED).fit(past)
    rng = np.random.default_rng(0)
    busy = rng.gamma(9, 1 / 9, (2000, 1, 1))
    totals = rng.poisson(np.array([8.0, 5.0, 12.0])[:, None] * np.ones((2000, 3, 28)) * busy)
    totals[:, 2] = rng.poisson(12 * rng.gamma(9, 1 / 9, (2000, 28)))
    found = fitted.joined(totals, coming, world.streams())
    assert np.array_equal(found[:, :2], totals[:, :2])
    assert np.array_equal(np.sort(found[:, 2], axis=0), np.sort(totals[:, 2], axis=0))
    leaders = totals[:, :2].sum(axis=(1, 2))
    alike = [np.corrcoef(leaders, found[:, 2, day])[0, 1] for day in range(28) if coming.exposure[2, day]]
    assert max(map(abs, alike[:3])) < 0.1  # three open days' pick-ups are of visitors who were here already
    assert min(alike[7:]) > 0.5
    assert np.array_equal(found, fitted.joined(totals, coming, world.streams()))


def test_a_service_cannot_follow_itself():
    """It would be forecast from its own visitors of the same day."""
    with pytest.raises(ValidationError, match="follows itself"):
        ForecastSettings(follows={"a": ("b", "a")})
