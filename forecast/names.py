"""Names: holidays that come back, each with the days beside it, wherever the year puts them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from forecast.kinds import HOLIDAYS, Surroundings
from office.days import OPEN_KINDS, Calendar, CalendarEntry

RECURRING = (*HOLIDAYS, "open_leave", "observance", "event", "school_holiday")
"""Kinds whose entries are known again by their note; days of joint leave stand beside a holiday that is."""
YEAR_DAYS = 300
"""Least distance of two occurrences that are not one: a Hijri year has 354 days."""
MOST_AWAY_DAYS = 5
"""An open day further from a holiday has nothing to do with it any more."""


@dataclass(frozen=True)
class Named:
    """A holiday or event that comes back.

    Parameters
    ----------
    name
        Its note without years and remarks in brackets.
    times
        First and last day of every occurrence, in order.
    reach
        Open days before and after that have an effect of their own: 2 beside a holiday on which the office works,
        1 beside one that closes it, 0 otherwise.
    """

    name: str
    times: tuple[tuple[date, date], ...]
    reach: int

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns: itself, then each day beside it, such as ``natal -1``."""
        return (self.name, *(f"{self.name} {offset:+d}" for offset in self._offsets))

    @property
    def _offsets(self) -> tuple[int, ...]:
        return tuple(sign * step for step in range(1, self.reach + 1) for sign in (-1, 1))

    def days(self, around: Surroundings) -> np.ndarray:
        """Which days are which column, 0 or 1, shape (days, columns)."""
        found = np.zeros((len(around.days), len(self.columns)))
        for start, end in self.times:
            self._mark(found, around, (start - around.first).days, (end - around.first).days)
        return found

    def _mark(self, found: np.ndarray, around: Surroundings, start: int, end: int) -> None:
        inside = slice(max(0, start), max(0, end + 1))
        found[inside, 0] = around.is_open[inside]
        if not (around.is_open[inside] | around.is_unusual[inside]).any():
            return  # on a day of rest nobody has to come before or after
        opened = np.flatnonzero(around.is_open)
        for column, offset in enumerate(self._offsets, 1):
            near = opened[opened > end][offset - 1 : offset] if offset > 0 else opened[opened < start][offset:][:1]
            edge = end if offset > 0 else start
            found[near[np.abs(near - edge) <= MOST_AWAY_DAYS], column] = 1.0


def named_days(around: Surroundings) -> tuple[tuple[str, ...], np.ndarray]:
    """The columns of everything that comes back by name, and the days they mark, shape (days, columns).

    The columns depend on the calendar alone, so past and coming days have the same ones.
    """
    known = recurring(around.calendar)
    names = tuple(column for one in known for column in one.columns)
    parts = [one.days(around) for one in known]
    return names, np.hstack([np.zeros((len(around.days), 0)), *parts])


def recurring(calendar: Calendar) -> tuple[Named, ...]:
    """What the calendar holds in more than one year, by name."""
    by_name: dict[str, list[CalendarEntry]] = {}
    for entry in calendar.entries:
        if entry.kind in RECURRING and entry.service is None and plain_name(entry.note):
            by_name.setdefault(plain_name(entry.note), []).append(entry)
    found = [Named(name, tuple(_times(entries)), _reach(entries)) for name, entries in sorted(by_name.items())]
    return tuple(one for one in found if (one.times[-1][0] - one.times[0][0]).days >= YEAR_DAYS)


def is_beside(column: str) -> bool:
    """Whether a column is of days beside a holiday, not of the holiday itself."""
    return bool(re.search(r" [+-]\d$", column))


def plain_name(note: str) -> str:
    """A holiday's name without years and brackets: ``Idulfitri 1447 H`` and ``Natal (perkiraan)`` are known again."""
    bare = re.sub(r"\([^)]*\)|\b\d{3,4}\b( ?(H|AH|M|CE)\b)?", " ", note)
    return " ".join(bare.casefold().split())


def _times(entries: Sequence[CalendarEntry]) -> Iterator[tuple[date, date]]:
    """Occurrences in order; days in a row are one. A day in lieu counts only where the day itself is not listed."""
    own = [e for e in entries if "(" not in e.note]
    spans = sorted((e.start, e.end) for e in entries if e in own or not _is_near(e, own))
    start, end = spans[0]
    for first, last in spans[1:]:
        if first <= end + timedelta(1):
            end = max(end, last)
        else:
            yield start, end
            start, end = first, last
    yield start, end


def _is_near(entry: CalendarEntry, others: Iterable[CalendarEntry]) -> bool:
    return any(abs((entry.start - other.start).days) < YEAR_DAYS // 10 for other in others)


def _reach(entries: Sequence[CalendarEntry]) -> int:
    if not any(entry.kind in HOLIDAYS for entry in entries):
        return 0
    works = any(e.kind in OPEN_KINDS.values() or (e.opens, e.closes) != (None, None) for e in entries)
    return 2 if works else 1
