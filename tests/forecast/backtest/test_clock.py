"""forecast/backtest/clock.py: the hour that is skipped in spring holds nobody and is not judged."""

from datetime import date, timedelta

import numpy as np
import pytest

from forecast.backtest.clock import lived
from forecast.backtest.past import OutsidePast
from forecast.backtest.run import NAIVE, Candidate, backtest
from forecast.outside import OutsideCounts
from forecast.settings import ForecastSettings
from office.grid import SlotGrid

SPRING = date(2026, 3, 29)
"""London: 01:00 is followed by 02:00."""


@pytest.mark.parametrize(("zone", "minutes", "gone"), [("Europe/London", 60, [1]), ("Europe/London", 30, [2, 3]),
                                                       ("Asia/Jakarta", 60, [])])  # fmt: skip
def test_only_the_skipped_hour_was_never_lived(zone, minutes, gone):
    """One day in the year, and the hour that is lived twice is lived."""
    grid = SlotGrid(date(2026, 1, 1), 365, minutes, 0, 1440 // minutes, zone)
    day = (SPRING - grid.start).days
    assert np.argwhere(~lived(grid)).tolist() == [[day, slot] for slot in gone]


def test_no_model_expects_anybody_in_an_hour_that_is_not(monkeypatch):
    """Zero in every quantile and the mean, and not scored; the day itself is."""
    generator = np.random.default_rng(1)
    grid = SlotGrid(SPRING - timedelta(56), 70, 60, 0, 24, "Europe/London")
    counts = OutsideCounts(grid, ("a",), ("A",), generator.poisson(6, size=(1, 70, 24)), np.ones(70, dtype=bool))
    candidates = [
        Candidate(name, ForecastSettings(model="weekday_mean", paths=200)) for name in ("weekday_mean", NAIVE)
    ]
    result = backtest(
        OutsidePast(counts), [SPRING - timedelta(1)], 7, candidates,
        lambda origin: lambda name: np.random.default_rng(1), lambda place, model: None,
    )  # fmt: skip
    gone = 24 + 1
    assert not result.slot.scored[0, 0, gone]
    assert result.slot.scored[0, 0, gone + 1]
    assert result.day.scored[0, 0, 1]
    for model in ("weekday_mean", NAIVE):
        found = result.slot.predicted[model]
        assert found.mean[0, 0, gone] == found.quantiles[:, 0, 0, gone].max() == 0
        assert found.mean[0, 0, gone + 1] > 0
