"""Outside counts: arrivals that come without an office, whose opening hours are learnt from the counts themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from forecast.counts import Counts, began
from office.days import Calendar, CalendarEntry, OfficeHours
from office.grid import SlotGrid
from office.hours import WEEKDAYS, ByWeekday, Seasonal
from office.services import RouteEntry, Service
from office.values import Span

OPEN_SHARE = 0.05
"""A slot of a weekday is open when it had arrivals on at least this share of that weekday's open dates."""


@dataclass(frozen=True)
class OutsideCounts:
    """Arrivals per service and slot as a file gives them.

    Parameters
    ----------
    grid
        Whole days, first to last date of the file.
    services
        Ids along the service axis.
    names
        What the file calls them, same length.
    arrivals
        Visitors, int, shape (services, days, slots).
    present
        Whether the file has any row of a date, bool, shape (days,): other dates are missing.
    """

    grid: SlotGrid
    services: tuple[str, ...]
    names: tuple[str, ...]
    arrivals: np.ndarray
    present: np.ndarray

    def pattern(self, days: int) -> np.ndarray:
        """Open slots of each weekday, learnt from the first `days` days; bool, shape (services, 7, slots).

        Days before a service began say nothing of its hours.
        """
        weekday = np.array([day.weekday() for day in self.grid.dates[:days]], dtype=int)
        came = self.arrivals[:, :days] > 0
        offered = self.present[:days] & began(self.arrivals[:, :days].sum(axis=-1))
        out = np.zeros((len(self.services), 7, self.grid.slots), dtype=bool)
        for day in range(7):
            dates = offered & (weekday == day)
            number = dates.sum(axis=1)[:, None]
            share = (came & dates[:, :, None]).sum(axis=1) / np.maximum(number, 1)
            out[:, day] = (number > 0) & (share >= OPEN_SHARE)
        return out

    def calendar(self, origin: date, entries: Iterable[CalendarEntry] = ()) -> Calendar:
        """The calendar as it is known before `origin`: opening hours learnt, special days from `entries`."""
        pattern = self.pattern((origin - self.grid.start).days)
        services = [
            Service(id=id, name=name, route=(RouteEntry(step="counter", minutes=1),), tickets=self._hours(slots))
            for id, name, slots in zip(self.services, self.names, pattern, strict=True)
        ]
        together = self._hours(np.asarray(pattern.any(axis=0)))
        return Calendar(OfficeHours(tickets=together, service=together), services, entries)

    def before(self, origin: date, calendar: Calendar) -> Counts:
        """The past as it was known before `origin`.

        Parameters
        ----------
        origin
            First day that is not known.
        calendar
            The calendar, usually of the same origin.
        """
        days = (origin - self.grid.start).days
        grid = SlotGrid(self.grid.start, days, self.grid.slot_minutes, self.grid.first, self.grid.slots, self.grid.zone)
        masks = np.array([grid.ticket_mask(calendar, service) for service in self.services])
        works = np.array([[not day.has_outage(s) for day in grid.days_of(calendar)] for s in self.services])
        offered = self.present[:days] & began(self.arrivals[:, :days].sum(axis=-1))
        known = masks & (works & offered)[:, :, None]
        shape = (len(self.services), grid.size)
        arrivals = np.where(masks, self.arrivals[:, :days], 0).reshape(shape)
        return Counts(grid, self.services, arrivals, np.zeros_like(arrivals), known.reshape(shape))

    def _hours(self, slots: np.ndarray) -> Seasonal[tuple[Span, ...]]:
        """Opening hours of open slots, bool, shape (7, slots)."""
        named = {name: self._spans(open_) for name, open_ in zip(WEEKDAYS, slots, strict=True)}
        return Seasonal[tuple[Span, ...]](normal=ByWeekday[tuple[Span, ...]](named))

    def _spans(self, open_: np.ndarray) -> tuple[Span, ...]:
        edges = np.flatnonzero(np.diff(np.concatenate([[0], open_.astype(int), [0]])))
        minute = self.grid.first + self.grid.slot_minutes * edges
        return tuple(Span(start=int(a), end=int(b)) for a, b in zip(minute[::2], minute[1::2], strict=True))
