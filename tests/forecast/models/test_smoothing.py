"""forecast/models/smoothing.py, and what ets.py and theta.py find with it, against statsmodels"""

import warnings

import numpy as np
import pytest

from forecast.models.ets import _fits, _Form
from forecast.models.smoothing import likeliest_start, loss, loss_and_slopes, smooth
from forecast.models.theta import _ahead

HABITS = np.array([0.3, 0.2, 0.9, 0.1])
START = np.array([1.0, 0.02, 0.1, -0.2, 0.0, 0.05, 0.05])


def series(seed, days=200):
    rng = np.random.default_rng(seed)
    level = np.exp(np.cumsum(rng.normal(0, 0.03, days)))
    return level + 0.1 * rng.normal(size=days) + np.resize([0.1, 0, -0.1, 0.05, -0.05], days)


def test_errors_are_those_of_the_recursions():
    """Level, trend and weekday as Hyndman et al. write them, one value after another."""
    values = series(1, 40)
    level, trend, weekdays = START[0], START[1], list(START[2:])
    expected = []
    for value in values:
        error = value - level - 0.9 * trend - weekdays[0]
        expected.append(error)
        before = level
        level += 0.9 * trend + 0.3 * error
        trend = 0.2 * (level - before) + 0.8 * 0.9 * trend
        weekdays = [*weekdays[1:], weekdays[0] + 0.1 * 0.7 * error]
    errors, end = smooth(values, HABITS, START)
    assert errors == pytest.approx(np.array(expected))
    assert end == pytest.approx(np.array([level, trend, *weekdays]))  # forty values are whole weeks


@pytest.mark.parametrize("free", [1, 2])
def test_the_likeliest_start_is_that_of_least_squares(free):
    """No start nearby leaves less."""
    values = series(2)
    best = likeliest_start(values, HABITS, START, free)
    least = loss(values, HABITS, best, 0)
    assert loss(values, HABITS, START, free) == pytest.approx(least)
    for way in np.vstack([np.eye(len(START))[:free], -np.eye(len(START))[:free]]):
        assert loss(values, HABITS, best + 0.01 * way, 0) > least


def test_slopes_are_those_of_the_loss():
    """Differences over a wider step, to both sides."""
    values, sought = series(3), np.array([0, 3])
    _, slopes = loss_and_slopes(values, HABITS, START, 0, sought)
    for habit, slope in zip(sought, slopes, strict=True):
        aside = 1e-4 * np.eye(4)[habit]
        wide = (loss(values, HABITS + aside, START, 0) - loss(values, HABITS - aside, START, 0)) / 2e-4
        assert slope == pytest.approx(wide, rel=1e-3, abs=1e-5)


@pytest.mark.parametrize("form", [_Form(False, 0), _Form(True, 0), _Form(False, 5)])
@pytest.mark.parametrize("seed", [4, 5])
def test_forms_are_fitted_as_statsmodels_fits_them(form, seed):
    """The criterion is the library's or, where that stopped in another valley, less; then the values ahead agree.

    The library leaves a start that it does not seek out of the count: level and 4 free weekdays are put in.
    """
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    values = series(seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = ETSModel(
            values,
            trend="add" if form.trend else None,
            damped_trend=form.trend,
            seasonal="add" if form.season else None,
            seasonal_periods=form.season or None,
            initialization_method="heuristic" if form.season else "estimated",
        ).fit(disp=False)
    (ours,) = _fits(values, form)
    number = 8
    counted = -2 * theirs.llf + 2 * number * len(values) / (len(values) - number - 1)
    criterion = counted if form.season else theirs.aicc
    assert ours.criterion <= criterion + 0.01
    if ours.criterion > criterion - 0.01:
        assert ours.ahead == pytest.approx(np.asarray(theirs.forecast(200)), abs=0.01)


@pytest.mark.parametrize("seed", [6, 7, 8])
def test_theta_is_that_of_statsmodels(seed):
    """The values ahead, where both find the same weight."""
    from statsmodels.tsa.forecasting.theta import ThetaModel

    values = series(seed)
    theirs = ThetaModel(values, deseasonalize=False).fit(disp=False).forecast(200)
    assert _ahead(values) == pytest.approx(np.asarray(theirs), rel=1e-3)


def test_a_series_that_never_changes_goes_on():
    """Thirty equal values: every form goes on with it."""
    for form in (_Form(False, 0), _Form(True, 0), _Form(False, 5)):
        (found,) = _fits(np.ones(30), form)
        assert found.ahead == pytest.approx(np.ones(200))


def test_few_values_tell_nothing():
    """Nine values: no form is fitted."""
    assert not list(_fits(series(9, 9), _Form(True, 0)))
