"""Notes on what a forecast rests on."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from forecast.distribution import Forecast
from office.grid import SlotGrid
from office.problems import Problem
from office.visits.log import VisitLog
from planning.forecastnotes import as_data, calendar_notes, forecast_notes
from planning.inputs import gather
from report.problems import grouped
from report.words.catalogue import LANGUAGES, Words

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


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2026-12-21", "2026-12-31", None),
        ("2026-12-28", "2027-01-03", ("2027", "2026-12-31")),
        ("2027-02-08", "2027-02-14", ("2027", "2026-12-31")),
        ("2027-12-27", "2028-01-02", ("2027, 2028", "2026-12-31")),
    ],
)
def test_days_beyond_the_calendar_are_warned_of(inputs, first, last, told):
    """From the first day of a year on whose holidays the calendar lacks, with the last day that it knows."""
    days = tuple(day.date for day in inputs.calendar.days(date.fromisoformat(first), date.fromisoformat(last)))
    notes = calendar_notes(inputs.calendar, days)
    assert [(n.code, n.severity, n.found, n.params["last"]) for n in notes] == (
        [("plan.calendar_ends", "warning", *told)] if told else []
    )


def test_a_calendar_without_holidays_says_so(inputs):
    """Nothing is known of any year, so no last day is named."""
    bare = inputs.office.calendar(())
    assert [(n.code, n.found) for n in calendar_notes(bare, (MONDAY,))] == [("plan.calendar_year", "2026")]


def test_the_warning_comes_before_all_notes(inputs):
    """First on the terminal, whatever else there is to say, with a word that stands out; and in the data."""
    notes = (Problem("plan.history_unknown", severity="note"), *calendar_notes(inputs.calendar, (date(2027, 1, 1),)))
    for language in LANGUAGES:
        words = Words(language)
        first = grouped(notes, words)[0]
        assert first.startswith(words("problems.warning"))
        assert "2027" in first
    assert as_data(notes)[1]["severity"] == "warning"
