"""forecast/names.py"""

from datetime import date, timedelta

import numpy as np
import pytest

from forecast.features import features
from forecast.names import plain_name
from office.days import Calendar, OfficeHours
from office.hours import Seasonal
from office.services import RouteEntry, Service
from office.values import Span

THANKSGIVING = [date(2023, 11, 23), date(2024, 11, 28), date(2025, 11, 27)]


def calendar_of(entries, days="mon-sun"):
    """An office with the same hours on all these weekdays."""
    hours = Seasonal[tuple[Span, ...]].model_validate({"normal": {days: ["08.00-16.00"]}})
    service = Service(id="a", name="A", route=(RouteEntry(step="desk", minutes=1),))
    return Calendar(OfficeHours(tickets=hours, service=hours), [service], entries)


def columns(entries, dates, days="mon-sun"):
    """Which of the dates each column marks."""
    found = features(calendar_of(entries, days), dates, ["a"], np.ones((1, len(dates))))
    return {name: [d for d, is_so in zip(dates, marks, strict=True) if is_so]
            for name, marks in zip(found.names, found.named.T, strict=True)}  # fmt: skip


def year(of):
    """All days of a year."""
    return [date(of, 1, 1) + timedelta(n) for n in range(365)]


@pytest.mark.parametrize(
    ("note", "name"),
    [
        ("Idulfitri 1447 H", "idulfitri"),
        ("Independence Day (observed)", "independence day"),
        ("Hari Raya  Natal (perkiraan)", "hari raya natal"),
        ("Pemilu 2024", "pemilu"),
        ("Hari kedua", "hari kedua"),
    ],
)
def test_a_name_is_known_again_without_its_year(note, name):
    """Years of any calendar and remarks in brackets go."""
    assert plain_name(note) == name


def test_a_holiday_that_moves_takes_its_neighbours_along(world):
    """Thanksgiving is a Thursday of another date each year; the day after is always one column."""
    entries = [world.entry(start=d, end=d, kind="open_holiday", note="Thanksgiving Day") for d in THANKSGIVING]
    for one in THANKSGIVING:
        found = columns(entries, year(one.year))
        assert found["thanksgiving day"] == [one]
        assert found["thanksgiving day +1"] == [one + timedelta(1)]
        assert found["thanksgiving day -2"] == [one - timedelta(2)]


def test_past_and_coming_days_have_the_same_columns(world):
    """They depend on the calendar alone, and parts of days keep them."""
    entries = [world.entry(start=d, end=d, kind="public_holiday", note="Natal 12") for d in THANKSGIVING]
    past, coming = columns(entries, year(2023)), columns(entries, [date(2026, 1, 1)])
    assert list(past) == list(coming) == ["natal 12", "natal 12 -1", "natal 12 +1"]


def test_neighbours_of_a_closed_holiday_are_the_next_open_days(world):
    """A weekend in between does not hide them; the holiday itself has no visitors and no mark."""
    monday = [date(2023, 5, 1), date(2028, 5, 1)]
    entries = [world.entry(start=d, end=d, kind="public_holiday", note="Hari Buruh") for d in monday]
    found = columns(entries, year(2023), "mon-fri")
    assert found == {"hari buruh": [], "hari buruh -1": [date(2023, 4, 28)], "hari buruh +1": [date(2023, 5, 2)]}


def test_a_holiday_on_a_day_of_rest_marks_nothing(world):
    """Nobody has to come before or after."""
    sunday = [date(2023, 1, 1), date(2034, 1, 1)]
    entries = [world.entry(start=d, end=d, kind="public_holiday", note="Tahun Baru") for d in sunday]
    assert not any(columns(entries, year(2023), "mon-fri").values())


def test_a_day_in_lieu_is_not_the_day_itself(world):
    """The observed Friday beside a Saturday is the day before it."""
    saturday = [date(2020, 7, 4), date(2026, 7, 4)]
    entries = [world.entry(start=d, end=d, kind="open_holiday", note="Independence Day") for d in saturday]
    friday = date(2026, 7, 3)
    entries.append(world.entry(start=friday, end=friday, kind="open_holiday", note="Independence Day (observed)"))
    found = columns(entries, year(2026))
    assert found["independence day"] == [saturday[1]]
    assert found["independence day -1"] == [friday]


def test_what_happens_once_has_no_column(world):
    """An election of one year is known by its kind only."""
    entries = [world.entry(start=d, end=d, kind="event", note="Pameran") for d in (date(2025, 3, 3), date(2025, 9, 3))]
    assert columns(entries, year(2025)) == {}
