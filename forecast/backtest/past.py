"""The past that a backtest walks through: what was known before an origin, and what came after it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import numpy as np

from forecast.appointments import known_then
from forecast.backtest.stand_in import stand_in_office
from forecast.counts import Counts
from forecast.intraday import ticket_masks
from forecast.openings import opening_on_holidays
from forecast.outside import OutsideCounts
from office.bookings import Booking
from office.days import Calendar, CalendarEntry
from office.grid import SlotGrid
from office.office import Office


@dataclass(frozen=True)
class Known:
    """Everything that a forecaster may see before an origin.

    Parameters
    ----------
    counts
        The days before.
    calendar, office
        Whose they are.
    bookings
        Appointments that were booked by then.
    """

    counts: Counts
    calendar: Calendar
    office: Office
    bookings: Sequence[Booking] = ()


@dataclass(frozen=True)
class Actual:
    """What came.

    Parameters
    ----------
    visitors
        Int, shape (services, days, slots).
    scored
        Whether the number is known and tickets were issued, bool, same shape.
    """

    visitors: np.ndarray
    scored: np.ndarray


class Past(Protocol):
    """A history of arrivals, seen from any of its days."""

    @property
    def grid(self) -> SlotGrid:
        """The slots from its first to its last day."""

    @property
    def services(self) -> tuple[str, ...]:
        """Ids along the service axis."""

    def known(self, origin: date) -> Known:
        """What was known before a day."""

    def actual(self, coming: SlotGrid, calendar: Calendar) -> Actual:
        """What came on days from an origin on; days after the last known one are not scored."""


@dataclass(frozen=True)
class OutsidePast:
    """Counts from outside: opening hours are learnt from the counts before each origin.

    Parameters
    ----------
    counts
        The whole file.
    entries
        Lines of a calendar that hold as they stand.
    holidays
        A country's calendar: whether they close the place is learnt from the counts before each origin.
    """

    counts: OutsideCounts
    entries: Sequence[CalendarEntry] = ()
    holidays: Sequence[CalendarEntry] = ()

    @property
    def grid(self) -> SlotGrid:
        """The slots of the file."""
        return self.counts.grid

    @property
    def services(self) -> tuple[str, ...]:
        """Ids of the file's services."""
        return self.counts.services

    def known(self, origin: date) -> Known:
        """The counts of the days before, and the hours that they show."""
        learnt = opening_on_holidays(self.counts, self.holidays, origin)
        calendar = self.counts.calendar(origin, (*self.entries, *learnt))
        counts = self.counts.before(origin, calendar)
        return Known(counts, calendar, stand_in_office(calendar, self.grid))

    def actual(self, coming: SlotGrid, calendar: Calendar) -> Actual:
        """Arrivals in the hours known at the origin; a date without any row is missing."""
        masks = ticket_masks(coming, calendar, self.services)
        works = np.array([[not day.has_outage(s) for day in coming.days_of(calendar)] for s in self.services])
        visitors, present = _window(self.counts.arrivals, self.grid, coming), np.zeros(coming.days, dtype=bool)
        first, days = _overlap(self.grid, coming)
        present[:days] = self.counts.present[first : first + days]
        return Actual(np.where(masks, visitors, 0), masks & (works & present)[:, :, None])


@dataclass(frozen=True)
class LogPast:
    """An office's own visit log with its calendar.

    Parameters
    ----------
    counts
        The whole log.
    calendar, office
        Whose it is.
    bookings
        Appointments; of these an origin knows what had been booked before it (`appointments.known_then`).
    """

    counts: Counts = field(repr=False)
    calendar: Calendar
    office: Office
    bookings: Sequence[Booking] = ()

    @property
    def grid(self) -> SlotGrid:
        """The slots of the log."""
        return self.counts.grid

    @property
    def services(self) -> tuple[str, ...]:
        """Ids of the office's services."""
        return self.counts.services

    def known(self, origin: date) -> Known:
        """The counts of the days before and what was booked by then; the calendar is known ahead."""
        counts = self.counts.first_days((origin - self.grid.start).days)
        return Known(counts, self.calendar, self.office, known_then(self.bookings, origin))

    def actual(self, coming: SlotGrid, calendar: Calendar) -> Actual:
        """Arrivals of the log where they are known."""
        shape = (len(self.services), *self.grid.shape)
        visitors = _window(self.counts.arrivals.reshape(shape), self.grid, coming)
        scored = _window(self.counts.observed.reshape(shape), self.grid, coming)
        return Actual(visitors, scored)


def _overlap(whole: SlotGrid, coming: SlotGrid) -> tuple[int, int]:
    """First day of `coming` within `whole`, and how many of its days lie inside."""
    first = (coming.start - whole.start).days
    return first, max(0, min(coming.days, whole.days - first))


def _window(values: np.ndarray, whole: SlotGrid, coming: SlotGrid) -> np.ndarray:
    """The days of `coming`, zero (False) after the last day of `whole`; shape (services, days, slots)."""
    first, days = _overlap(whole, coming)
    out = np.zeros((len(values), coming.days, coming.slots), dtype=values.dtype)
    out[:, :days] = values[:, first : first + days]
    return out
