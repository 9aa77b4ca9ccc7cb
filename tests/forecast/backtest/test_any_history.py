"""Whatever the history: forecasts are finite, not negative, closed when closed, and hours sum to days."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.backtest.past import OutsidePast
from forecast.backtest.result import LOKET, NAIVE
from forecast.backtest.run import Candidate, backtest
from forecast.outside import OutsideCounts
from forecast.settings import ForecastSettings
from office.grid import SlotGrid
from office.streams import stream

START = date(2026, 1, 5)


@st.composite
def histories(draw):
    """One or two services, three days to six months: quiet or busy, gaps, closed weekdays, jumps, begins and ends."""
    days, services = draw(st.integers(3, 180)), draw(st.integers(1, 2))
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rate = draw(st.sampled_from([0.0, 0.02, 0.7, 12.0, 900.0]))
    grid = SlotGrid(START, days, 60, 0, 24)
    arrivals = np.zeros((services, days, 24), dtype=np.int64)
    opens, hours = draw(st.integers(0, 20)), draw(st.integers(1, 4))
    arrivals[:, :, opens : opens + hours] = generator.poisson(rate, size=(services, days, hours))
    weekday = np.array([day.weekday() for day in grid.dates])
    arrivals[:, weekday >= draw(st.integers(1, 7))] = 0
    if draw(st.booleans()):
        arrivals[:, generator.integers(days)] *= 10
    if draw(st.booleans()):
        arrivals[0, : generator.integers(days)] = 0
    if draw(st.booleans()):
        arrivals[-1, generator.integers(days) :] = 0
    present = arrivals.any(axis=(0, 2)) & (generator.random(days) < draw(st.sampled_from([0.3, 1.0])))
    arrivals[:, ~present] = 0
    return OutsideCounts(grid, ("a", "b")[:services], ("A", "B")[:services], arrivals, present)


def forecasts(outside, model):
    """Two weeks from the day after the last."""
    speaks = ForecastSettings(model=model, paths=40)
    return backtest(
        OutsidePast(outside), (START + timedelta(outside.grid.days),), 14,
        [Candidate(LOKET, speaks), Candidate(NAIVE, speaks)],
        lambda origin: lambda name: stream(1, "test", name), lambda place, name: None,
    )  # fmt: skip


def is_sound(result, outside):
    most = 12 * max(1, int(outside.arrivals.sum(axis=-1).max()))
    for model in result.models:
        day, slot = result.day.predicted[model], result.slot.predicted[model]
        for found in (day, slot):
            assert np.isfinite(found.mean).all()
            assert found.mean.min() >= 0
            assert found.quantiles.min() >= 0
            assert (np.diff(found.quantiles, axis=0) >= 0).all()
        hours = slot.mean.reshape(*day.mean.shape, -1)
        assert hours.sum(axis=-1) == pytest.approx(day.mean)
        never = ~outside.arrivals.any(axis=1)
        assert hours[0].transpose(1, 0, 2)[:, never].max(initial=0) == 0
        assert day.mean.max() <= most


@given(histories())
@settings(max_examples=25, deadline=None, derandomize=True)
def test_any_history_gives_a_sound_forecast(outside):
    """By the regression, which needs the fewest days, and by the baseline."""
    is_sound(forecasts(outside, "count_regression"), outside)


@pytest.mark.slow
@given(histories())
@settings(max_examples=20, deadline=None, derandomize=True)
def test_any_history_gives_a_sound_answer_of_the_pool(outside):
    """By all models that a history is long enough for."""
    is_sound(forecasts(outside, "auto"), outside)


def test_no_day_at_all_has_nobody():
    """The first day of a place that nothing is known of."""
    empty = OutsideCounts(SlotGrid(START, 1, 60, 0, 24), ("a",), ("A",), np.zeros((1, 1, 24), dtype=np.int64),
                          np.zeros(1, dtype=bool))  # fmt: skip
    result = forecasts(replace(empty), "auto")
    assert all(level.predicted[LOKET].mean.max() == 0 for level in result.levels)
