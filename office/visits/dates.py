"""Dates as people write them."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from office.visits.names import plain

Style = Literal["y-m-d", "d/m/y", "d month y", "excel", ""]
"""How a date is written; `d/m/y` stands for day and month in either order, whatever the separator."""

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan januari january", "feb peb februari pebruari february", "mar mrt maret march", "apr april",
            "mei may", "jun juni june", "jul juli july", "agt agu ags agus agust agustus aug august",
            "sep sept september", "okt oct oktober october", "nov nop november nopember", "des dec desember december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAY = re.compile(
    r"^(?:senin|selasa|rabu|kamis|jum['’`]?at|sabtu|minggu|ahad|sen|sel|rab|kam|jum|sab|min"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\b[\s,./]*",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"^(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_YEAR_LAST = re.compile(r"^(\d{1,2})\s?([-/. ])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})$")
_DAY_MONTH = re.compile(r"^(\d{1,2})[\s./-]*([^\W\d]+)[\s.,/-]*(\d{4}|\d{2})$")
_MONTH_DAY = re.compile(r"^([^\W\d]+)[\s.]*(\d{1,2})[\s,]+(\d{4}|\d{2})$")
_SERIAL = re.compile(r"^\d{5}$")
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_YEARS = range(2000, 2100)


@dataclass(frozen=True)
class DateReading:
    """What a text may mean: the same date twice unless the order of day and month matters.

    Parameters
    ----------
    style
        How it is written; empty when it is no date at all.
    day_first, month_first
        The date under either order; None where there is no such date.
    impossible
        Whether it is written like a date that no calendar has, such as 31/02/2025.
    """

    style: Style = ""
    day_first: dt.date | None = None
    month_first: dt.date | None = None
    impossible: bool = False

    def under(self, day_first: bool) -> dt.date | None:
        """The date under one order."""
        return self.day_first if day_first else self.month_first

    @property
    def differs(self) -> bool:
        """Whether both orders give a date, and not the same one."""
        return None not in (self.day_first, self.month_first) and self.day_first != self.month_first


@lru_cache(maxsize=1 << 16)
def read_date(text: str) -> DateReading:
    """What the text of a date may mean.

    Understood are 2025-04-03, 2025/04/03, 20250403, 3/4/2025, 03-04-25, 03.04.2025, 3 Apr 25, 17 Agustus 2025,
    April 3, 2025, each also after the name of a weekday, and Excel's day numbers (45750 is 3 April 2025).
    Two-digit years are of this century; dates outside 2000 to 2099 are impossible.
    """
    text = _WEEKDAY.sub("", text.strip()).strip(" ,")
    if found := _YEAR_FIRST.match(text):
        return _fixed("y-m-d", found[1], int(found[3]), found[4])
    if found := _COMPACT.match(text):
        return _fixed("y-m-d", found[1], int(found[2]), found[3])
    if found := _YEAR_LAST.match(text):
        return _either(int(found[1]), int(found[3]), found[4])
    if (found := _DAY_MONTH.match(text)) and plain(found[2]) in _MONTHS:
        return _fixed("d month y", found[3], _MONTHS[plain(found[2])], found[1])
    if (found := _MONTH_DAY.match(text)) and plain(found[1]) in _MONTHS:
        return _fixed("d month y", found[3], _MONTHS[plain(found[1])], found[2])
    if _SERIAL.match(text):
        day = _EXCEL_EPOCH + dt.timedelta(int(text))
        return DateReading("excel", day, day) if day.year in _YEARS else DateReading("excel", impossible=True)
    return DateReading()


def iso_date(text: str) -> dt.date | None:
    """A date written as 1999-12-31, from 1970 on; None where it is none.

    Visit logs hold no dates before 2000; old counts and their calendars do.
    """
    try:
        day = dt.date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if 1970 <= day.year < 2100 else None


def _fixed(style: Style, year: str, month: int, day: str) -> DateReading:
    date = _date(year, month, int(day))
    return DateReading(style, date, date, impossible=date is None)


def _either(first: int, second: int, year: str) -> DateReading:
    day_first, month_first = _date(year, second, first), _date(year, first, second)
    is_pattern = (1 <= first <= 31 and 1 <= second <= 12) or (1 <= first <= 12 and 1 <= second <= 31)
    return DateReading("d/m/y", day_first, month_first, is_pattern and day_first is None and month_first is None)


def _date(year: str, month: int, day: int) -> dt.date | None:
    full = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return dt.date(full, month, day) if full in _YEARS else None
    except ValueError:
        return None
