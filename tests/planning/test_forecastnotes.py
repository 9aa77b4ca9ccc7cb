"""Notes on what a forecast rests on."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from forecast.distribution import Forecast
from office.grid import SlotGrid
from office.visits.log import VisitLog
from planning.forecastnotes import forecast_notes
from planning.inputs import gather

MONDAY = date(2026, 11, 2)


@pytest.fixture(scope="module")
def inputs():
    return gather(Path(__file__).parents[2] / "configs" / "ukk_small.yaml")


def forecast(office):
    """Nobody comes on one Monday."""
    grid = SlotGrid(MONDAY, 1, 30, 480, 14)
    nobody = np.zeros((1, len(office.services), grid.size), dtype=int)
    return Forecast(grid, office.service_ids, nobody, nobody, nobody, ("level",) * len(office.services))


def log_until(last):
    """A log whose last visit is of this day."""
    return VisitLog(pd.DataFrame({"day": pd.to_datetime([last - timedelta(3), last]).astype("datetime64[s]")}))


@pytest.mark.parametrize(
    ("before", "told"), [(1, []), (10, []), (11, [("2026-10-22", 11)]), (40, [("2026-09-23", 40)])]
)
def test_a_log_that_ends_long_before_is_told(inputs, before, told):
    """More than ten days before the first day that is forecast, with the log's last day."""
    given = replace(inputs, log=log_until(MONDAY - timedelta(before)))
    notes = forecast_notes(given, forecast(inputs.office))
    assert [(note.found, note.params["days"]) for note in notes if note.code == "plan.old_log"] == told
    assert len(notes) == len(told)


def test_without_a_log_none_is_old(inputs):
    """Nothing to tell, and nothing with a log that holds no visit."""
    empty = VisitLog(pd.DataFrame({"day": pd.to_datetime([])}))
    assert forecast_notes(inputs, forecast(inputs.office)) == ()
    assert forecast_notes(replace(inputs, log=empty), forecast(inputs.office)) == ()
