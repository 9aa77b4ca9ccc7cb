"""forecast/backtest/calibration.py, on forecasts that are true by making."""

import numpy as np
import pytest

from forecast.backtest.calibration import STATED, calibration, pit_histogram
from forecast.backtest.result import Level
from forecast.backtest.sampled import predicted, stacked


def level_of(rate, law):
    """Eight origins of sixty days; what came is Poisson with this rate, the forecast Poisson with that of the law."""
    generator = np.random.default_rng(8)
    came = generator.poisson(rate, size=(8, 1, 60))
    found = stacked([predicted(generator.poisson(law, size=(800, 1, 60)), came[o]) for o in range(8)])
    scored = np.ones(came.shape, dtype=bool)
    return Level("day", came, scored, np.arange(60), np.ones((8, 1)), {"m": found})


@pytest.mark.parametrize("rate", [1.5, 40.0])
def test_true_forecasts_lie_on_the_diagonal(rate):
    """Also of small counts, where plain counting would call every range too wide; the histogram is flat."""
    found = calibration(level_of(rate, rate), "m", np.random.default_rng(1))
    assert found.observed == pytest.approx(np.array(STATED), abs=0.06)
    assert (found.low <= found.observed + 1e-9).all()
    assert (found.high >= found.observed - 1e-9).all()
    assert found.histogram == pytest.approx(np.ones(10), abs=0.35)
    assert found.histogram.mean() == pytest.approx(1)


def test_a_forecast_that_is_too_low_leans_to_the_right():
    """What came lies high within the forecast."""
    found = calibration(level_of(40, 32), "m", np.random.default_rng(1))
    assert found.histogram[-1] > 2 > 0.5 > found.histogram[0]


def test_a_value_between_the_samples_lies_at_one_place():
    """Where no path had what came, the PIT is a point, and still counts once."""
    histogram = pit_histogram(np.array([0.55]), np.array([0.55]))
    assert histogram[5] == pytest.approx(10)
    assert histogram.sum() == pytest.approx(10)
