"""forecast/exposure.py: half days and changed hours are hours, not effects."""

from datetime import date, timedelta

import numpy as np
import pytest

from forecast.counts import Counts
from forecast.exposure import slot_rates
from forecast.features import features
from forecast.intraday import ticket_masks, usual_masks
from forecast.models.daily import DailyCounts
from forecast.models.portfolio import BASELINE, POOLED
from forecast.settings import ForecastSettings
from office.days import Calendar, CalendarEntry, OfficeHours
from office.grid import SlotGrid
from office.hours import Seasonal
from office.services import RouteEntry, Service
from office.values import Span

START, WEEKS = date(2026, 1, 5), 20
HOURS = {
    "normal": {"mon-thu": ["08.00-12.00", "13.00-15.00"], "fri": ["08.00-11.00"]},
    "ramadan": {"mon-fri": ["09.00-12.00"]},
}
RAMADAN = CalendarEntry(start=date(2026, 2, 16), end=date(2026, 3, 15), kind="ramadan")
PER_HOUR = np.array([8, 8, 8, 4, 0, 2, 2])
"""Visitors in each hour from 8 to 15 in which tickets are issued: 32 on a usual day."""


def calendar_of(*entries):
    """Tickets and counters have the same hours; Fridays and Ramadan have theirs."""
    hours = Seasonal[tuple[Span, ...]].model_validate(HOURS)
    service = Service(id="a", name="A", route=(RouteEntry(step="desk", minutes=1),))
    return Calendar(OfficeHours(tickets=hours, service=hours), [service], [RAMADAN, *entries])


def past_of(calendar):
    """Exactly as many as the hours bring, from `START` on."""
    grid = SlotGrid.spanning(START, START + timedelta(7 * WEEKS - 1), Span(start=480, end=900), 60, "Asia/Jakarta")
    masks = ticket_masks(grid, calendar, ("a",))
    arrivals = (masks * PER_HOUR).reshape(1, -1)
    return Counts(grid, ("a",), arrivals, np.zeros_like(arrivals), masks.reshape(1, -1))


def seen(counts, calendar, grid):
    """Features of a grid's days as they are learnt from counts."""
    rates = slot_rates(counts, np.full(counts.grid.slots, 1 / counts.grid.slots))
    masks, usual = (made(grid, calendar, ("a",)) for made in (ticket_masks, usual_masks))
    return features(calendar, grid.dates, ("a",), rates.exposure(grid.minutes, masks, usual))


def half_day(day, **hours):
    """An event with hours of its own."""
    return CalendarEntry(start=day, end=day, kind="event", **hours)


@pytest.mark.parametrize(
    ("day", "entry", "visitors"),
    [
        (date(2026, 5, 26), None, 32),
        (date(2026, 5, 29), None, 24),  # a Friday
        (date(2026, 2, 17), None, 20),  # a Tuesday of Ramadan
        (date(2026, 5, 26), {"closes": "11.00"}, 24),  # as short as a Friday
        (date(2026, 5, 26), {"opens": "10.00", "closes": "12.00"}, 12),
        (date(2026, 5, 26), {"opens": "13.00"}, 4),
        (date(2026, 5, 30), None, 0),  # a Saturday
    ],
)
def test_a_days_hours_admit_their_share_of_a_usual_day(day, entry, visitors):
    """Fridays, Ramadan, an early close and a late opening alike, without any effect of their own."""
    calendar = calendar_of(*([half_day(day, **entry)] if entry else []))
    grid = SlotGrid(day, 1, 60, 480, 7)
    (share,) = seen(past_of(calendar), calendar, grid).exposure[0]
    assert share == pytest.approx(visitors / 32, rel=0.02)


@pytest.mark.parametrize("member", [*POOLED, BASELINE], ids=lambda member: member.name)
def test_every_model_halves_a_half_day_and_has_nobody_on_a_closed_one(member):
    """Exactly nobody when closed; on a half day what its hours bring, as it says of the same weekday in full."""
    tuesday = START + timedelta(7 * WEEKS + 1)
    shut = CalendarEntry(start=tuesday + timedelta(2), end=tuesday + timedelta(2), kind="closed")
    calendar = calendar_of(half_day(tuesday, closes="10.00"), shut)
    counts = past_of(calendar)
    grid = SlotGrid(tuesday, 8, 60, 480, 7)
    coming, past = seen(counts, calendar, grid), seen(counts, calendar, counts.grid)
    fitted = member.make(ForecastSettings()).fit(DailyCounts(("a",), counts.daily, counts.observed_days, past))
    if fitted.left_out:
        pytest.skip(f"{member.name} has nothing to learn here: {fitted.left_out['a']}")
    found = np.asarray(fitted.predict(coming))[0]
    assert found[[2, 4, 5]].tolist() == [0, 0, 0]  # closed, Saturday, Sunday
    assert found[0] == pytest.approx(found[7] / 2, rel=0.05)
    assert found[7] == pytest.approx(32, rel=0.1)
