"""forecast/weeks.py"""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from forecast.settings import ForecastSettings
from forecast.weeks import predict_weeks
from office.bookings import Booking
from office.streams import stream

MONDAY = date(2026, 11, 30)
SETTINGS = ForecastSettings(paths=50)


def test_a_week_is_the_same_however_many_are_asked_for(world):
    """Three weeks begin with the one week; no note is said twice, and paths differ from week to week."""
    office, calendar, counts = world.drawn([world.law("a", 20)], 10 * 7, start=date(2026, 9, 21))
    lost = Booking(day=date(2026, 12, 6), minute=540, service="a", count=2)
    one, three = (
        predict_weeks(
            counts, calendar, office, world.grid(MONDAY, 7 * weeks), SETTINGS, [lost],
            streams_of=lambda week: lambda name: stream(1, week, name),
        )
        for weeks in (1, 3)
    )  # fmt: skip
    assert np.array_equal(three.arrivals[..., : one.grid.size], one.arrivals)
    assert [note.code for note in three.notes] == ["forecast.booking_left_out"]
    assert three.notes == one.notes
    assert not np.array_equal(three.daily[..., 7:14], three.daily[..., 14:])


@pytest.mark.parametrize(("start", "days"), [(date(2026, 12, 1), 7), (MONDAY, 6), (MONDAY, 0)])
def test_half_weeks_are_refused(world, start, days):
    """A week is drawn whole, from its Monday."""
    office, calendar, counts = world.drawn([world.law("a", 20)], 10 * 7)
    grid = replace(world.grid(MONDAY, 7), start=start, days=days)
    with pytest.raises(ValueError, match="whole weeks"):
        predict_weeks(counts, calendar, office, grid, SETTINGS, streams_of=lambda week: world.streams())
