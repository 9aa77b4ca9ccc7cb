"""Headings: the row that says which column is which day, whatever way dates are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from office.visits.dates import read_date
from office.visits.names import plain, words
from planning.cells import shown
from planning.ownroster.tables import Table

MONTHS: dict[str, int] = {
    name: month
    for month, names in enumerate(
        (
            "jan januari january", "feb peb februari pebruari february", "mar maret march", "apr april", "mei may",
            "jun juni june", "jul juli july", "agt agu ags agus agust agustus aug august", "sep sept september",
            "okt oct oktober october", "nov nop november nopember", "des dec desember december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS: dict[str, int] = {
    name: day
    for day, names in enumerate(
        ("senin sen monday mon", "selasa sel tuesday tue", "rabu rab wednesday wed", "kamis kam thursday thu",
         "jumat jum friday fri", "sabtu sab saturday sat", "minggu min ahad sunday sun")
    )
    for name in names.split()
}  # fmt: skip
FEWEST = 2
"""Columns that must be days for a row to be a heading."""
_YEAR = re.compile(r"\b(20\d\d)\b")
_DAY_MONTH = re.compile(r"^\D*?(\d{1,2})[\s./-]+([A-Za-z]{3,})\.?$|^\D*?(\d{1,2})[/.-](\d{1,2})$")


@dataclass(frozen=True)
class Heading:
    """A row of days: its number, and the date of each column."""

    row: int
    days: dict[int, date]


def find_heading(table: Table, monday: date | None) -> Heading | None:
    """The row with the most days; None where there is none.

    Understood are full dates, `30 Nov` and `30/11` with the year in a title, days of the month with month and year in a
    title or the sheet's name, and names of weekdays if `monday` says which week is meant.
    """
    found = [Heading(n, days) for n in range(len(table.rows)) for days in (_days(table, n, monday),) if days]
    return max(found, key=lambda heading: len(heading.days), default=None)


def _days(table: Table, row: int, monday: date | None) -> dict[int, date]:
    for reading in (_full, _without_year, _numbers):
        days = dict(reading(table, row))
        if len(days) >= FEWEST and len(set(days.values())) >= FEWEST:
            return _each_once(days)
    days = dict(_weekdays(table, row, monday)) if monday is not None else {}
    return _each_once(days) if len(set(days.values())) >= FEWEST + 1 else {}


def _each_once(days: dict[int, date]) -> dict[int, date]:
    """The first column of each day: a heading over several columns is merged."""
    first: dict[date, int] = {}
    for column, day in days.items():
        first.setdefault(day, column)
    return {column: day for day, column in first.items()}


def _full(table: Table, row: int) -> Iterator[tuple[int, date]]:
    readings = [(n, read_date(table.text(row, n))) for n in range(len(table.rows[row]))]
    dated = [(n, reading) for n, reading in readings if reading.style]
    day_first = all(reading.day_first is not None for _, reading in dated)
    for column, reading in dated:
        day = reading.under(day_first)
        if day is not None:
            yield column, day


def _without_year(table: Table, row: int) -> Iterator[tuple[int, date]]:
    year, before = _titled(table, row)[0], None
    for column in range(len(table.rows[row])) if year is not None else ():
        found = _DAY_MONTH.match(table.text(row, column))
        month = (MONTHS.get(plain(found[2])) if found[2] else int(found[4])) if found else None
        if found and month and year is not None:
            day = _date(year, month, int(found[1] or found[3]))
            if day is not None and before is not None and day < before - timedelta(180):  # over New Year
                day = _date(year + 1, month, day.day)
            if day is not None:
                before = day
                yield column, day


def _numbers(table: Table, row: int) -> Iterator[tuple[int, date]]:
    year, month = _titled(table, row)
    cells = [(n, shown(cell)) for n, cell in enumerate(table.rows[row])]
    numbered = [(n, int(text)) for n, text in cells if text.isascii() and text.isdigit() and 1 <= int(text) <= 31]
    if year is None or month is None or len(numbered) < FEWEST:
        return
    before = 0
    for column, number in numbered:
        if number < before:  # the next month begins
            year, month = year + month // 12, month % 12 + 1
        before = number
        day = _date(year, month, number)
        if day is not None:
            yield column, day


def _weekdays(table: Table, row: int, monday: date | None) -> Iterator[tuple[int, date]]:
    for column in range(len(table.rows[row])):
        number = WEEKDAYS.get(plain(table.text(row, column)))
        if number is not None and monday is not None:
            yield column, monday + timedelta(number)


def _titled(table: Table, row: int) -> tuple[int | None, int | None]:
    """Year and month of the titles above a row, the nearest first, else of the sheet's and the file's name."""
    above = [table.text(r, c) for r in range(row - 1, -1, -1) for c in range(len(table.rows[r]))]
    year = month = None
    for text in (*above, table.place.sheet or "", table.place.file):
        found = _YEAR.search(text.replace("_", " "))
        year = int(found[1]) if found and year is None else year
        named = next((MONTHS[word] for word in words(text) if word in MONTHS), None)
        month = named if month is None else month
    return year, month


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
