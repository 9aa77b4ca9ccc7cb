"""Kinds of days: what a day has in common with others, so that a holiday that was never seen still has an effect."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

import numpy as np

from forecast.backlog import backlog_days
from office.days import Calendar, Day

BEFORE_RAMADAN_DAYS = 42
"""Pilgrims apply in the six weeks before Ramadan."""
AFTER_RAMADAN_DAYS = 21
BEFORE_EID_DAYS = 3
"""Open days before Eid on which the last papers are fetched."""
WEEKEND = (5, 6)
"""Weekdays on which few work anyway: a holiday takes less from them."""
HOLIDAYS = ("public_holiday", "open_holiday")
MOST_BETWEEN_DAYS = 7
"""From Christmas to New Year, through the festivals of a week: many take leave."""
PADDING_DAYS = 60
"""Days looked at beyond the first and last: closures and outages end within."""


@dataclass(frozen=True)
class Surroundings:
    """Some days with the days around them, so that a day knows what it lies beside.

    Parameters
    ----------
    calendar
        The office's calendar.
    first
        The first day looked at.
    days
        All days from then on, one a date.
    """

    calendar: Calendar
    first: date
    days: tuple[Day, ...]

    @classmethod
    def of(cls, calendar: Calendar, dates: Sequence[date]) -> "Surroundings":
        """The days from `PADDING_DAYS` before the first to as many after the last of at least one date."""
        first, last = min(dates) - timedelta(PADDING_DAYS), max(dates) + timedelta(PADDING_DAYS)
        return cls(calendar, first, calendar.days(first, last))

    def at(self, dates: Sequence[date]) -> np.ndarray:
        """Positions of dates among the days, int."""
        return np.array([(day - self.first).days for day in dates], dtype=int)

    @cached_property
    def is_open(self) -> np.ndarray:
        """Whether counters work, bool, shape (days,)."""
        return np.array([day.is_open for day in self.days], dtype=bool)

    @cached_property
    def is_unusual(self) -> np.ndarray:
        """Closed although its weekday is usually open, bool, shape (days,)."""
        return np.array([day.is_unusual for day in self.days], dtype=bool)

    @cached_property
    def ramadans(self) -> tuple[tuple[int, int], ...]:
        """First and last position of every Ramadan that the calendar knows, also outside the days."""
        spans = sorted({(e.start, e.end) for e in self.calendar.entries if e.kind == "ramadan"})
        return tuple(((start - self.first).days, (end - self.first).days) for start, end in spans)

    def has(self, kinds: Sequence[str], service: str) -> np.ndarray:
        """Whether a day has an entry of one of these kinds for a service, bool, shape (days,)."""
        return np.array(
            [any(e.kind in kinds and e.service in (None, service) for e in day.entries) for day in self.days],
            dtype=bool,
        )

    def worked(self, closing: str, opened: str, service: str) -> np.ndarray:
        """Days of a holiday on which the office is open, whether marked so or by hours of their own."""
        return self.is_open & self.has((closing, opened), service)

    def between(self, spans: Sequence[tuple[int, int]]) -> np.ndarray:
        """Whether a position lies in one of some spans, both ends included, bool, shape (days,)."""
        where = np.arange(len(self.days))
        inside = np.zeros(len(self.days), dtype=bool)
        for start, end in spans:
            inside |= (start <= where) & (where <= end)
        return inside

    def beside(self, marked: np.ndarray, step: int) -> np.ndarray:
        """Open days, themselves not marked, whose next (step 1) or last (step -1) open day is."""
        opened = np.flatnonzero(self.is_open)
        found = np.zeros(len(self.days), dtype=bool)
        near, here = (opened[1:], opened[:-1]) if step > 0 else (opened[:-1], opened[1:])
        found[here] = marked[near] & ~marked[here]
        return found


Special = Callable[[Surroundings, str], np.ndarray]


@dataclass(frozen=True)
class Kind:
    """One kind of day.

    Parameters
    ----------
    is_so
        Whether days are of this kind for a service, shape (days,), 0 or 1.
    usual
        Effect on the log of a day's visitors where the log has not seen the kind: what other offices told.
    doubt
        Standard deviation of that effect between offices: how far this office's own days may lie from it.
    """

    is_so: Special
    usual: float
    doubt: float


def _class(name: str) -> Special:
    return lambda around, _: np.array([day.day_class == name for day in around.days], dtype=bool)


def _entry(kind: str) -> Special:
    return lambda around, service: around.has((kind,), service)


def _bridge(around: Surroundings, _: str) -> np.ndarray:
    return np.array([day.is_bridge for day in around.days], dtype=bool)


def _holiday(around: Surroundings, service: str) -> np.ndarray:
    return around.worked("public_holiday", "open_holiday", service)


def _holiday_weekend(around: Surroundings, service: str) -> np.ndarray:
    return _holiday(around, service) & np.array([day.date.weekday() in WEEKEND for day in around.days], dtype=bool)


def _between(around: Surroundings, _: str) -> np.ndarray:
    """Open days between two public holidays at most `MOST_BETWEEN_DAYS` apart, whatever the office does on these."""
    kept = np.array([any(e.kind in HOLIDAYS for e in day.entries) for day in around.days], dtype=bool)
    at = np.flatnonzero(kept).tolist()
    spans = [(a + 1, b - 1) for a, b in pairwise(at) if b - a <= MOST_BETWEEN_DAYS]
    return around.between(spans) & around.is_open & ~kept


def _leave(around: Surroundings, service: str) -> np.ndarray:
    return around.worked("joint_leave", "open_leave", service) & ~_holiday(around, service)


def _observance(around: Surroundings, service: str) -> np.ndarray:
    return around.has(("observance",), service) & ~_holiday(around, service)


def _before_holiday(around: Surroundings, service: str) -> np.ndarray:
    return around.beside(_holiday(around, service), 1)


def _after_holiday(around: Surroundings, service: str) -> np.ndarray:
    return around.beside(_holiday(around, service), -1)


def _ramadan(last: int, first: int) -> Special:
    """From `first` to `last` days before Ramadan's last day, within Ramadan: Eid is what visitors look to."""
    return lambda around, _: around.between([(max(start, end - first), end - last) for start, end in around.ramadans])


def _before_ramadan(around: Surroundings, _: str) -> np.ndarray:
    return around.between([(start - BEFORE_RAMADAN_DAYS, start - 1) for start, _ in around.ramadans])


def _after_ramadan(around: Surroundings, _: str) -> np.ndarray:
    return around.between([(end + 1, end + AFTER_RAMADAN_DAYS) for _, end in around.ramadans])


def _before_eid(around: Surroundings, _: str) -> np.ndarray:
    opened = np.flatnonzero(around.is_open)
    found = np.zeros(len(around.days), dtype=bool)
    for start, end in around.ramadans:
        found[opened[(opened >= start) & (opened <= end)][-BEFORE_EID_DAYS:]] = True
    return found


def _recovery(around: Surroundings, service: str) -> np.ndarray:
    return backlog_days(around.is_open, around.is_unusual, around.has(("outage",), service))


KINDS: Mapping[str, Kind] = {
    "eve": Kind(_class("eve"), -0.16, 0.3),
    "after": Kind(_class("after"), 0.15, 0.3),
    "bridge": Kind(_bridge, -0.15, 0.25),
    "holiday": Kind(_holiday, -0.4, 0.5),
    "holiday_weekend": Kind(_holiday_weekend, 0.15, 0.4),
    "between": Kind(_between, -0.1, 0.3),
    "leave": Kind(_leave, -0.2, 0.35),
    "observance": Kind(_observance, -0.05, 0.25),
    "before_holiday": Kind(_before_holiday, -0.05, 0.25),
    "after_holiday": Kind(_after_holiday, 0.03, 0.25),
    "before_ramadan": Kind(_before_ramadan, 0.35, 0.5),
    "ramadan_start": Kind(_ramadan(21, 30), -0.6, 0.5),
    "ramadan_middle": Kind(_ramadan(14, 20), -0.6, 0.5),
    "ramadan_late": Kind(_ramadan(7, 13), 0.05, 0.5),
    "ramadan_end": Kind(_ramadan(0, 6), 0.15, 0.5),
    "before_eid": Kind(_before_eid, 0.05, 0.25),
    "after_ramadan": Kind(_after_ramadan, 0.15, 0.3),
    "recovery": Kind(_recovery, 0.1, 0.25),
    "school_holiday": Kind(_entry("school_holiday"), 0.1, 0.3),
    "event": Kind(_entry("event"), 0.0, 0.35),
    "mobile_service": Kind(_entry("mobile_service"), -0.1, 0.35),
}
"""Kinds of days. Days of a kind share one effect, those of two kinds have both.

The usual effects are what offices with counters published, cautiously: in the six weeks before Ramadan 1.2 to 2.5 of
an ordinary day, in its first weeks 0.3 to 0.5, then a late rise before Eid. An effect of doubt s weighs like 1 / s²
visitors, whatever the office's size: three days of ten visitors, or one of a thousand, already say more than it.
"""
