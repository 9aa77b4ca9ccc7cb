"""The slots of a range of dates."""

from datetime import UTC, date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.grid import SLOT_LENGTHS, SlotGrid
from office.values import Span
from tests.office.small import small_office

MONDAY = date(2026, 11, 23)
grids = st.builds(
    lambda days, length, first, slots: SlotGrid(MONDAY, days, length, first * length, slots),
    st.integers(1, 9), st.sampled_from(SLOT_LENGTHS), st.integers(0, 12), st.integers(1, 11),
)  # fmt: skip
spans = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda p: p[0] < p[1]).map(
    lambda p: Span(start=p[0], end=p[1])
)  # fmt: skip


@pytest.mark.parametrize(
    ("first", "slots", "length", "good"),
    [(0, 48, 30, True), (0, 49, 30, False), (450, 33, 30, True), (450, 34, 30, False), (455, 2, 30, False),
     (15, 95, 15, True), (15, 96, 15, False), (0, 24, 60, True), (0, 1, 20, False)],
)  # fmt: skip
def test_slots_fit_a_day(first, slots, length, good):
    """Slots begin on multiples of their length from midnight and end by midnight."""
    if good:
        assert SlotGrid(MONDAY, 1, length, first, slots).size == slots
        return
    with pytest.raises(ValueError, match="slots"):
        SlotGrid(MONDAY, 1, length, first, slots)


@pytest.mark.parametrize(
    ("bounds", "length", "first", "slots"),
    [("08.00-15.00", 30, 480, 14), ("07.45-15.10", 30, 450, 16), ("07.45-15.10", 15, 465, 30),
     ("07.45-15.10", 60, 420, 9), ("00.00-24.00", 60, 0, 24)],
)  # fmt: skip
def test_spanning_holds_all_of_its_bounds(bounds, length, first, slots):
    """The first slot begins at or before the bounds, the last ends at or after them, and none is idle."""
    grid = SlotGrid.spanning(MONDAY, MONDAY + timedelta(6), Span.model_validate(bounds), length, "Asia/Jakarta")
    assert (grid.days, grid.first, grid.slots) == (7, first, slots)


@given(grids)
def test_starts_run_day_by_day(grid):
    """Start i is midnight of its date plus its minute; the axis is flat, day by day, in whole seconds."""
    expected = [
        pd.Timestamp(grid.start) + pd.Timedelta(days=day, minutes=int(minute))
        for day in range(grid.days)
        for minute in grid.minutes
    ]
    assert list(grid.starts) == expected
    assert grid.starts.dtype == "datetime64[s]"
    assert grid.size == len(expected) == grid.shape[0] * grid.shape[1]
    assert grid.dates == tuple(grid.start + timedelta(n) for n in range(grid.days))


@given(grids, spans)
def test_slots_inside_and_slots_touched(grid, span):
    """By counting minutes: a slot is inside when all of its minutes are, touched when any is."""
    inside = set(range(span.start, span.end))
    minutes = [set(range(m, m + grid.slot_minutes)) for m in grid.minutes]
    assert list(grid.slots_of(span)) == [i for i, slot in enumerate(minutes) if slot <= inside]
    assert list(grid.touches([span])) == [bool(slot & inside) for slot in minutes]
    assert list(grid.touches([])) == [False] * grid.slots


def test_masks_follow_the_calendar():
    """Counters work and tickets are issued in the hours of the day, and never on Saturday."""
    office = small_office()
    grid = SlotGrid.spanning(MONDAY, MONDAY + timedelta(5), Span.model_validate("07.30-16.00"), 30, office.zone)
    service, fast = grid.service_mask(office.calendar()), grid.ticket_mask(office.calendar(), "fast")
    assert service.shape == fast.shape == (6, 17)
    assert np.flatnonzero(service[0]).tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14]
    assert np.flatnonzero(fast[0]).tolist() == [1, 2, 3, 4, 5, 6]
    assert not service[5].any()


@pytest.mark.parametrize(("day", "hours"), [(date(2017, 3, 25), 24), (date(2017, 3, 26), 23), (date(2017, 10, 29), 25)])
@pytest.mark.parametrize("length", SLOT_LENGTHS)
def test_days_of_23_and_25_hours(day, hours, length):
    """In London a day in March has no hour from 1 to 2, a day in October has it twice."""
    elapsed = SlotGrid(day, 1, length, 0, 1440 // length, "Europe/London").elapsed_minutes()
    assert elapsed.sum() == hours * 60
    lived = {23: 0, 24: 1, 25: 2}[hours]
    night = slice(60 // length, 120 // length)
    assert (elapsed[0, night] == lived * length).all()
    assert (np.delete(elapsed[0], np.r_[night]) == length).all()


def test_no_day_of_jakarta_is_odd():
    """Western Indonesia never changes its clocks."""
    grid = SlotGrid(date(2026, 3, 25), 7, 60, 0, 24)
    assert (grid.elapsed_minutes() == 60).all()


@pytest.mark.parametrize(("zone", "utc"), [("Asia/Jakarta", 1), ("Asia/Jayapura", 23), ("Europe/London", 8)])
def test_exports_carry_the_zone(zone, utc):
    """08.00 on the wall is another hour of the world in each zone."""
    moment = SlotGrid(MONDAY, 1, 60, 8 * 60, 2, zone).aware(0)
    assert moment.replace(tzinfo=None) == pd.Timestamp("2026-11-23 08:00")
    assert moment.astimezone(UTC).hour == utc
