"""forecast/openings.py"""

from datetime import date, timedelta

import numpy as np
import pytest

from forecast.openings import opening_on_holidays
from forecast.outside import OutsideCounts
from office.days import CalendarEntry
from office.grid import SlotGrid

START = date(2024, 1, 1)
NAMES = {"New Year": (1, 1), "Labor Day": (5, 1), "Christmas": (12, 25)}


def entries_of(years):
    """Three holidays a year."""
    return [
        CalendarEntry(start=date(y, *day), end=date(y, *day), kind="public_holiday", note=name)
        for y in years
        for name, day in NAMES.items()
    ]


def outside_of(closed, days=1100):
    """Ten visitors in each of two slots on every day but some."""
    grid = SlotGrid(START, days, 60, 480, 2)
    present = np.array([date_ not in closed for date_ in grid.dates])
    arrivals = np.where(present[:, None], 10, 0) * np.ones((1, days, 2), dtype=int)
    return OutsideCounts(grid, ("a",), ("A",), arrivals, present)


@pytest.mark.parametrize(
    ("closed", "shut"),
    [
        ((), set()),
        (tuple(NAMES), set(NAMES)),
        (("Christmas",), {"Christmas"}),  # two Christmases without anybody; other holidays like any day
        (("Christmas", "New Year"), {"Christmas", "New Year"}),
    ],
)
def test_an_office_that_closed_on_holidays_will_close(closed, shut):
    """By name, where names differ; past and coming days alike."""
    entries = entries_of((2024, 2025, 2026))
    outside = outside_of([e.start for e in entries if e.note in closed])
    found = opening_on_holidays(outside, entries, date(2026, 1, 15))
    assert {e.note for e in found if e.kind == "public_holiday"} == shut
    assert {e.note for e in found if e.kind == "open_holiday"} == set(NAMES) - shut
    assert [(e.start, e.note) for e in found] == [(e.start, e.note) for e in entries]


def test_what_lies_after_the_origin_is_not_known():
    """Two holidays are too few to say that the office closes."""
    entries = entries_of((2024, 2025))
    outside = outside_of([e.start for e in entries])
    early, late = (opening_on_holidays(outside, entries, day) for day in (date(2024, 6, 1), date(2025, 6, 1)))
    assert {e.kind for e in early} == {"open_holiday"}
    assert {e.kind for e in late} == {"public_holiday"}


def test_a_name_that_was_never_seen_goes_with_the_others():
    """An office that closed on all holidays closes on a new one."""
    entries = entries_of((2024, 2025))
    day = START + timedelta(900)
    new = CalendarEntry(start=day, end=day, kind="public_holiday", note="Election")
    outside = outside_of([e.start for e in entries])
    assert opening_on_holidays(outside, [*entries, new], date(2026, 1, 15))[-1].kind == "public_holiday"


def test_other_kinds_stay_as_they_are():
    """Ramadan and events open and close nothing."""
    entry = CalendarEntry(start=START, end=START, kind="ramadan")
    assert opening_on_holidays(outside_of([]), [entry], date(2026, 1, 1)) == (entry,)
