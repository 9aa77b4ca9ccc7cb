"""forecast/models/prophet_curve.py, against the library"""

import logging
import warnings
from datetime import date, timedelta

import numpy as np
import pytest

from forecast.models.prophet import _ahead
from forecast.models.prophet_curve import Curve

FIRST = date(2024, 1, 1).toordinal()


def weekdays(days):
    ordinal = FIRST + np.arange(days, dtype=float)
    return ordinal[(ordinal - 1) % 7 < 5]


@pytest.mark.parametrize("days", [70, 300, 500, 760])
def test_it_is_the_forecast_of_the_library(days):
    """Open weekdays about a level that grows: the same values ahead as by the library's own data frames."""
    prophet = pytest.importorskip("prophet", reason="Prophet is not installed")
    pd = pytest.importorskip("pandas")
    ordinal = weekdays(days)
    rates = np.random.default_rng(days).poisson(100 + 0.1 * np.arange(len(ordinal))).astype(float)
    dates = [date.fromordinal(int(day)) for day in ordinal]
    first = dates[-1] + timedelta(1)
    logging.getLogger("cmdstanpy").setLevel(logging.CRITICAL)
    span = ordinal[-1] - ordinal[0]
    theirs = prophet.Prophet(
        seasonality_mode="multiplicative",
        weekly_seasonality=True,
        yearly_seasonality=0 if span < 438 else 3 if span < 730 else 10,
        daily_seasonality=False,
        n_changepoints=15,
        uncertainty_samples=0,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs.fit(pd.DataFrame({"ds": pd.to_datetime(dates), "y": rates}), seed=0)
        coming = theirs.predict(pd.DataFrame({"ds": pd.date_range(pd.Timestamp(first), periods=28)}))["yhat"]
        ours = _ahead(ordinal, rates, first)[:28]
    assert ours == pytest.approx(coming.to_numpy(dtype=float), rel=1e-3)


def test_the_start_is_a_line_through_the_ends():
    """Without waves and changes the curve goes from the first value to the last and on."""
    curve = Curve(weekdays(40), np.linspace(50, 80, len(weekdays(40))), 3, 15)
    ends = curve.ordinal[[0, -1]]
    assert curve.values(curve.start(), ends) == pytest.approx([50, 80])
    assert curve.values(curve.start(), ends + (ends[1] - ends[0])) == pytest.approx([80, 110])


def test_a_change_bends_the_trend_from_its_time_on():
    """Before the change nothing differs, after it by the change times the time since."""
    curve = Curve(weekdays(200), np.linspace(50, 80, len(weekdays(200))), 0, 4)
    changed = curve.start() | {"delta": [0.0, 0.5, 0.0, 0.0]}
    since = np.maximum(0, curve.time(curve.ordinal) - curve.change_times[1])
    apart = curve.values(changed, curve.ordinal) - curve.values(curve.start(), curve.ordinal)
    assert apart == pytest.approx(0.5 * curve.scale * since)


def test_changes_lie_within_the_first_four_fifths():
    """As many as asked for, or one less than there are values there."""
    assert len(Curve(weekdays(200), np.ones(len(weekdays(200))), 0, 15).change_times) == 15
    assert Curve(weekdays(200), np.ones(len(weekdays(200))), 0, 15).change_times.max() < 0.8
    assert len(Curve(weekdays(9), np.ones(7), 0, 15).change_times) == 4
    assert Curve(weekdays(2), np.ones(2), 0, 15).change_times.tolist() == [0.0]


def test_waves_come_back_after_their_time():
    """Weekly columns repeat after seven days, yearly ones after 365.25."""
    curve = Curve(weekdays(200), np.ones(len(weekdays(200))), 2, 15)
    day = np.array([FIRST + 100.0])
    assert curve.columns(day)[0, 4:] == pytest.approx(curve.columns(day + 7)[0, 4:])
    assert curve.columns(day)[0, :4] == pytest.approx(curve.columns(day + 365.25)[0, :4])
