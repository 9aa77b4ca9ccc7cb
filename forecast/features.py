"""Features: what is special about a day, as numbers that a regression can use."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from office.days import Calendar, Day

BEFORE_RAMADAN_DAYS = 42
"""Pilgrims apply in the six weeks before Ramadan."""
LATE_RAMADAN_DAYS = 14
AFTER_RAMADAN_DAYS = 21


@dataclass(frozen=True)
class Ramadan:
    """First and last days of every Ramadan that the calendar knows."""

    spans: tuple[tuple[date, date], ...]

    def is_within(self, day: date, from_start: int, from_end: int) -> bool:
        """Whether a day lies at or after some first day + `from_start` and at or before its last day + `from_end`."""
        return any(start + timedelta(from_start) <= day <= end + timedelta(from_end) for start, end in self.spans)

    def is_before(self, day: date) -> bool:
        """Whether some Ramadan begins within the next `BEFORE_RAMADAN_DAYS`."""
        return any(start - timedelta(BEFORE_RAMADAN_DAYS) <= day < start for start, _ in self.spans)

    def is_after(self, day: date) -> bool:
        """Whether some Ramadan ended within the last `AFTER_RAMADAN_DAYS`."""
        return any(end < day <= end + timedelta(AFTER_RAMADAN_DAYS) for _, end in self.spans)


Special = Callable[[Day, str, Ramadan], bool]


def _has(kind: str) -> Special:
    return lambda day, service, _: any(e.kind == kind and e.service in (None, service) for e in day.entries)


def _is_class(name: str) -> Special:
    return lambda day, service, _: day.day_class == name


def _ramadan_early(day: Day, service: str, ramadan: Ramadan) -> bool:
    return ramadan.is_within(day.date, 0, -LATE_RAMADAN_DAYS)


def _ramadan_late(day: Day, service: str, ramadan: Ramadan) -> bool:
    return ramadan.is_within(day.date, 0, 0) and not ramadan.is_within(day.date, 0, -LATE_RAMADAN_DAYS)


CLASSES: dict[str, Special] = {
    "eve": _is_class("eve"),
    "after": _is_class("after"),
    "ramadan_early": _ramadan_early,
    "ramadan_late": _ramadan_late,
    "before_ramadan": lambda day, _, ramadan: ramadan.is_before(day.date),
    "after_ramadan": lambda day, _, ramadan: ramadan.is_after(day.date),
    "school_holiday": _has("school_holiday"),
    "event": _has("event"),
    "mobile_service": _has("mobile_service"),
}
"""Kinds of days. Days of a kind share one effect: a holiday that the log never held has the effect of its kind."""

BROUGHT = ("event", "mobile_service")
"""Kinds whose visitors may be announced in the calendar; then they are a part of their own."""


@dataclass(frozen=True)
class Features:
    """What is special about some days, for each service.

    Parameters
    ----------
    dates
        The days, in order.
    classes
        Whether a day is of a kind, 0 or 1, shape (services, days, kinds), kinds in the order of `CLASSES`.
    exposure
        The part of a usual day's visitors that the ticket hours admit, shape (services, days): 1 for usual hours,
        0 when closed.
    """

    dates: tuple[date, ...]
    classes: np.ndarray
    exposure: np.ndarray

    @property
    def weekday(self) -> np.ndarray:
        """0 = Monday ... 6 = Sunday, shape (days,)."""
        return np.array([day.weekday() for day in self.dates], dtype=int)

    @property
    def ordinal(self) -> np.ndarray:
        """Days on one common count, shape (days,), float."""
        return np.array([day.toordinal() for day in self.dates], dtype=float)

    def first_days(self, days: int) -> "Features":
        """The first `days` days."""
        return Features(self.dates[:days], self.classes[:, :days], self.exposure[:, :days])

    def part(self, start: int, end: int) -> "Features":
        """The days from `start` up to but without `end`."""
        return Features(self.dates[start:end], self.classes[:, start:end], self.exposure[:, start:end])

    def without_brought(self, brought: np.ndarray) -> "Features":
        """The same days without the effect of events whose visitors are drawn apart.

        Parameters
        ----------
        brought
            Where that is so, bool, shape (services, days).
        """
        kinds = np.isin(list(CLASSES), BROUGHT)
        return replace(self, classes=np.where(brought[:, :, None] & kinds, 0.0, self.classes))


def features(calendar: Calendar, dates: Sequence[date], services: Sequence[str], exposure: np.ndarray) -> Features:
    """What the calendar says about some days.

    Parameters
    ----------
    calendar
        The office's calendar.
    dates
        The days.
    services
        Ids along the service axis.
    exposure
        See `Features`.
    """
    ramadan = Ramadan(tuple((e.start, e.end) for e in calendar.entries if e.kind == "ramadan"))
    days = [calendar.day(date) for date in dates]
    classes = [[[is_so(day, s, ramadan) for is_so in CLASSES.values()] for day in days] for s in services]
    shape = (len(services), len(days), len(CLASSES))
    return Features(tuple(dates), np.array(classes, dtype=float).reshape(shape), exposure)
