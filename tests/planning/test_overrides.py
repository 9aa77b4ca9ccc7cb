"""Scoring overrides: the same services on both sides, what was known when they were made, the office's own clocks."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from forecast.overrides import Override
from office.bookings import Booking
from office.days import CalendarEntry
from office.visits.log import VisitLog
from planning.inputs import gather
from planning.overrides import scores

CONFIG = Path(__file__).parents[2] / "configs" / "ukk_small.yaml"
DAY = date(2026, 10, 29)
"""A Thursday near the log's end."""
RATES = {"paspor_baru": 20, "penggantian": 10}


@pytest.fixture(scope="module")
def inputs():
    """Nine weeks of two services; the same weekday's mean is the model."""
    read = gather(CONFIG)
    settings = read.config.forecast.model_copy(update={"model": "weekday_mean", "questionnaire": None})
    rng = np.random.default_rng(1)
    rows = [
        (pd.Timestamp(day), service, f"{service}{n}", pd.Timestamp(day) + pd.Timedelta(hours=9))
        for day in pd.date_range(end="2026-10-30", periods=63)
        if read.calendar.day(day.date()).is_open
        for service, rate in RATES.items()
        for n in range(rng.poisson(rate) + 1)
    ]
    frame = pd.DataFrame(rows, columns=["day", "service", "ticket", "arrived"]).assign(channel="walk_in")
    for column in ("day", "arrived"):
        frame[column] = frame[column].astype("datetime64[s]")
    log = VisitLog(frame)
    return replace(read, config=read.config.model_copy(update={"forecast": settings}), log=log)


def made(days_before=7, hour=3):
    return datetime(DAY.year, DAY.month, DAY.day, hour, tzinfo=UTC) - timedelta(days_before)


def scored(inputs, *, made_at=None, **fields):
    override = Override(day=DAY, reason="uji", made_at=made_at or made(), **fields)
    return scores(replace(inputs, overrides=(override,)), 1)


def actual(inputs, service):
    at = (DAY - inputs.counts.grid.start).days
    return int(inputs.counts.daily[inputs.counts.services.index(service), at])


def test_a_services_override_is_scored_beside_the_model(inputs):
    """The weekday's mean near the rate, the analyst's number, what came."""
    (found,) = scored(inputs, service="paspor_baru", visitors=33.0)
    assert found.model == pytest.approx(21, rel=0.25)
    assert (found.value, found.actual) == (33, actual(inputs, "paspor_baru"))


def test_for_the_whole_office_the_same_services_are_compared(inputs):
    """An outage takes one service's number away: the model and the override lose its share too."""
    (whole,) = scored(inputs, visitors=60.0)
    assert whole.actual == sum(actual(inputs, service) for service in RATES)
    assert whole.value == 60
    outage = CalendarEntry(start=DAY, end=DAY, kind="outage", service="penggantian")
    calendar = inputs.office.calendar((*inputs.calendar.entries, outage))
    (found,) = scored(replace(inputs, calendar=calendar), visitors=60.0)
    assert found.actual == actual(inputs, "paspor_baru")
    assert found.model == pytest.approx(whole.model * 2 / 3, rel=0.2)
    assert found.value == pytest.approx(60 * found.model / whole.model, rel=0.02)


def test_days_are_those_of_the_offices_clocks(inputs):
    """17.30 UTC is past midnight in Jakarta: the day after, too late; 16.30 is in time."""
    assert len(scored(inputs, service="paspor_baru", visitors=9.0, made_at=made(0, 16).replace(minute=30))) == 1
    assert not scored(inputs, service="paspor_baru", visitors=9.0, made_at=made(0, 17).replace(minute=30))


def test_the_model_has_what_was_booked_when_the_override_was_made(inputs):
    """Eighty appointments, booked before or after: only the first were known."""
    for days_before, more in ((8, True), (7, False), (1, False)):
        booked = Booking(
            day=DAY, minute=540, service="paspor_baru", count=80, booked_on=DAY - timedelta(days_before), status="came"
        )
        (found,) = scored(replace(inputs, bookings=(booked,)), service="paspor_baru", visitors=9.0)
        assert bool(found.model > 60) == more
