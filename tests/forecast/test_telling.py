"""forecast/telling.py"""

import numpy as np
import pytest

from forecast.learn import learn
from forecast.settings import ForecastSettings
from forecast.telling import USUAL_TRUST, PastDays, Told, past_days, surprises, telling, trust

DAYS = 5000


def told(size, expected=30.0, later=30.0, seed=0):
    """Surprises of gamma-Poisson days, early and late; the other services say nothing."""
    rng = np.random.default_rng(seed)
    factor = rng.gamma(size, 1 / size, size=DAYS) if size else np.ones(DAYS)
    own, rest = rng.poisson(expected * factor) / expected - 1, rng.poisson(later * factor) / later - 1
    return Told(own, np.zeros(DAYS), rest)


@pytest.mark.parametrize("size", [3.0, 10.0, 30.0])
def test_the_slope_is_that_of_the_gamma_poisson_posterior(size):
    """Of a surprise after 30 expected visitors, 30 / (30 + size) stays."""
    own, office = telling(told(size))
    assert own == pytest.approx(30 / (30 + size), abs=0.06)
    assert office == 0


def test_slopes_are_never_negative_and_never_above_one():
    """Mornings that empty the afternoon, or that double in it, are cut to 0 and 1."""
    one = np.random.default_rng(1).normal(size=DAYS)
    assert telling(Told(one, one, -one)).tolist() == [0, 0]
    assert telling(Told(one, np.zeros(DAYS), 5 * one))[0] == pytest.approx(1)


def test_trust_is_won_and_lost_by_past_days():
    """Days that bear the slopes out raise it to 1, days that say nothing lower it to 0; few days leave it."""
    slopes, weight = np.array([[30 / 34], [0.0]]), np.ones(DAYS)
    assert trust(told(4.0, seed=2), slopes, weight) == pytest.approx(1, abs=0.05)
    assert trust(told(None, seed=2), slopes, weight) == pytest.approx(0, abs=0.05)
    few = np.where(np.arange(DAYS) < 5, 1.0, 0.0)
    assert trust(told(None, seed=2), slopes, few) == USUAL_TRUST


def test_past_days_stand_beside_what_was_forecast_of_them(world):
    """The log's own visitors day by day, and expectations near them; days of no forecast are unknown."""
    _, calendar, counts = world.drawn([world.law("a", 40), world.law("b", 20)], 7 * 20 + 3)
    found = past_days(learn(counts, calendar, ForecastSettings(model="count_regression")))
    missing = -counts.grid.days % 7
    came = np.pad(counts.daily, ((0, 0), (0, missing)))[:, -found.came.shape[1] :]
    assert (found.came.sum(axis=-1) == came).all()
    expected = found.expected.sum(axis=-1)
    known = np.isfinite(expected) & (came > 0)
    assert known[:, -7:].any()
    assert (expected[known].sum() / came[known].sum()) == pytest.approx(1, abs=0.1)
    assert found.minutes[0] == 8 * 60 + 30


def test_unknown_days_have_no_weight():
    """Neither days without a forecast nor days that had not begun by then tell anything."""
    expected = np.full((1, 4, 3), 10.0)
    expected[0, 1] = np.nan
    came = np.full((1, 4, 3), 12.0)
    came[0, 2] = 0
    past = PastDays(np.array([540, 600, 660]), expected, came)
    found, weight = surprises(past, np.array([600]))
    assert (weight[0] > 0).tolist() == [True, False, False, True]
    assert found.own[0, 0] == pytest.approx(0.2)
    assert not surprises(past, np.array([500]))[1].any()
    assert not surprises(past, np.array([660]))[1].any()
