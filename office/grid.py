"""SlotGrid: the slots of a range of dates, and the only place that knows time zones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from office.days import Calendar, Day
from office.values import MINUTES_A_DAY, Span

SLOT_LENGTHS = (15, 30, 60)


@dataclass(frozen=True)
class SlotGrid:
    """Slots of equal length on consecutive dates, counted from local midnight: a rectangle of days x slots.

    Parameters
    ----------
    start
        First date.
    days
        Number of dates.
    slot_minutes
        15, 30 or 60.
    first
        Minute of the day at which each day's first slot begins; a multiple of `slot_minutes`.
    slots
        Slots a day.
    zone
        IANA name of the office's time zone.
    """

    start: date
    days: int
    slot_minutes: int
    first: int
    slots: int
    zone: str = "Asia/Jakarta"

    def __post_init__(self) -> None:
        if self.slot_minutes not in SLOT_LENGTHS:
            raise ValueError(f"slots of {self.slot_minutes} min; allowed are {SLOT_LENGTHS}")
        if self.first % self.slot_minutes or self.first + self.slots * self.slot_minutes > MINUTES_A_DAY:
            raise ValueError(f"{self.slots} slots from minute {self.first} do not fit a day")

    @classmethod
    def spanning(cls, start: date, end: date, bounds: Span, slot_minutes: int, zone: str) -> "SlotGrid":
        """The grid from `start` to `end` (both included) whose days hold all of `bounds`."""
        first = bounds.start // slot_minutes * slot_minutes
        slots = -(-(bounds.end - first) // slot_minutes)
        return cls(start, (end - start).days + 1, slot_minutes, first, slots, zone)

    @property
    def shape(self) -> tuple[int, int]:
        """(days, slots a day)."""
        return self.days, self.slots

    @property
    def size(self) -> int:
        """Slots in all; arrays with a flat slot axis have this length, day by day."""
        return self.days * self.slots

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """The dates in order."""
        return tuple(self.start + timedelta(n) for n in range(self.days))

    @property
    def minutes(self) -> np.ndarray:
        """Minute of the day at which each slot of a day begins, shape (slots,)."""
        return self.first + self.slot_minutes * np.arange(self.slots)

    @cached_property
    def starts(self) -> pd.DatetimeIndex:
        """Naive local time at which each slot begins, length `size`, datetime64[s]."""
        midnights = np.datetime64(self.start, "s") + np.arange(self.days) * np.timedelta64(MINUTES_A_DAY * 60, "s")
        offsets = (self.minutes * 60).astype("timedelta64[s]")
        return pd.DatetimeIndex((midnights[:, None] + offsets[None, :]).ravel())

    def slots_of(self, span: Span) -> range:
        """Slots of a day that lie wholly inside a span: what a shift covers."""
        low = -(-(span.start - self.first) // self.slot_minutes)
        high = (span.end - self.first) // self.slot_minutes
        return range(max(0, low), max(0, min(self.slots, high)))

    def touches(self, spans: Sequence[Span]) -> np.ndarray:
        """Slots of a day that share any minute with one of `spans`, shape (slots,), bool."""
        ends = self.minutes + self.slot_minutes
        hit = [(self.minutes < span.end) & (ends > span.start) for span in spans]
        return np.any(hit, axis=0) if hit else np.zeros(self.slots, dtype=bool)

    def days_of(self, calendar: Calendar) -> tuple[Day, ...]:
        """The calendar's day of each date."""
        return tuple(calendar.day(date) for date in self.dates)

    def service_mask(self, calendar: Calendar) -> np.ndarray:
        """Slots in which counters work, shape (days, slots), bool."""
        return np.array([self.touches(day.service) for day in self.days_of(calendar)])

    def ticket_mask(self, calendar: Calendar, service: str) -> np.ndarray:
        """Slots in which tickets of a service are issued, shape (days, slots), bool."""
        return np.array([self.touches(day.tickets[service]) for day in self.days_of(calendar)])

    def aware(self, flat: int) -> datetime:
        """The moment at which a slot begins, with its zone: for exports. A repeated hour means its first pass."""
        return self.starts[flat].to_pydatetime().replace(tzinfo=ZoneInfo(self.zone))

    def elapsed_minutes(self) -> np.ndarray:
        """Real minutes that pass in each slot, shape (days, slots).

        Equal to `slot_minutes` except where clocks change: 0 in an hour that is skipped, twice as much in an hour
        that is lived twice, so that a whole day has 23 or 25 hours then.
        """
        zone = ZoneInfo(self.zone)
        edges = [*self.starts, self.starts[-1] + pd.Timedelta(minutes=self.slot_minutes)] if self.size else []
        passed = [_real_minutes(a.to_pydatetime(), self.slot_minutes, zone) for a, _ in pairwise(edges)]
        return np.array(passed, dtype=int).reshape(self.shape)


def _real_minutes(start: datetime, minutes: int, zone: ZoneInfo) -> int:
    """Minutes of real time whose local clock reads from `start` up to `start` + `minutes`."""
    return sum(_times_lived(start + timedelta(minutes=n), zone) for n in range(minutes))


def _times_lived(moment: datetime, zone: ZoneInfo) -> int:
    """How often a local clock reads this minute: 0 when skipped, 2 when repeated, else 1."""
    seen = {
        moment.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        for fold in (0, 1)
        if moment.replace(tzinfo=zone, fold=fold).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == moment
    }
    return len(seen)
