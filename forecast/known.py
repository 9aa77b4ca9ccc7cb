"""What is known beforehand: appointments, and visitors that the calendar announces."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

import numpy as np

from forecast.counts import Counts, next_ticket_slot
from forecast.turnout import Turnout
from office.bookings import Booking
from office.days import Calendar
from office.grid import SlotGrid
from office.office import Office

Streams = Callable[[str], np.random.Generator]
WALK_IN_HALF_LIFE_DAYS = 56.0


def placed(
    bookings: Iterable[Booking], grid: SlotGrid, services: Sequence[str], masks: np.ndarray
) -> Iterator[tuple[Booking, tuple[int, int, int] | None]]:
    """Each appointment of the grid's days with its (service, day, slot).

    An appointment outside the ticket hours counts in the next ticket slot of its day. Those on closed days or for
    services that the office does not have are nowhere. Other weeks' appointments are no matter of this grid.
    """
    target = next_ticket_slot(masks)
    days = {day: number for number, day in enumerate(grid.dates)}
    for booking in bookings:
        if booking.day not in days:
            continue
        slot = int(np.clip((booking.minute - grid.first) // grid.slot_minutes, 0, grid.slots - 1))
        at = (services.index(booking.service), days[booking.day]) if booking.service in services else None
        found = int(target[(*at, slot)]) if at is not None else -1
        yield booking, (*at, found) if at is not None and found >= 0 else None


def walk_in_share(counts: Counts) -> np.ndarray:
    """Share of visitors who come without an appointment, lately; shape (services,), NaN where no log tells."""
    weights = 0.5 ** (np.arange(counts.grid.days)[::-1] / WALK_IN_HALF_LIFE_DAYS)
    shape = (len(counts.services), *counts.grid.shape)
    known = counts.observed.reshape(shape) * weights[:, None]
    everyone = (counts.arrivals.reshape(shape) * known).sum(axis=(1, 2))
    booked = (counts.booked.reshape(shape) * known).sum(axis=(1, 2))
    if not counts.knows_channel:
        return np.full(len(counts.services), np.nan)
    return np.where(everyone > 0, 1 - booked / np.maximum(everyone, 1e-300), np.nan)


def announced(
    grid: SlotGrid, office: Office, entries_of: Sequence[Sequence[tuple[str | None, int]]], means: np.ndarray
) -> np.ndarray:
    """Expected visitors that events bring, shape (services, days).

    An event of one service brings them to it; one of all services divides them as the day's other visitors are.

    Parameters
    ----------
    grid, office
        The days and the office.
    entries_of
        For each day the events with their service (None = all) and visitors.
    means
        Other visitors expected, shape (services, days); services that are closed must have 0.
    """
    brought = np.zeros(means.shape)
    for day in range(grid.days):
        for service, visitors in entries_of[day]:
            if service in office.service_ids:
                brought[office.service_ids.index(service), day] += visitors
            elif service is None and means[:, day].sum() > 0:
                brought[:, day] += visitors * means[:, day] / means[:, day].sum()
    return brought


def brought(calendar: Calendar, dates: Sequence[date], services: Sequence[str]) -> np.ndarray:
    """Where visitors are announced and drawn apart, bool, shape (services, days)."""
    entries = [[entry for entry in calendar.day(day).entries if entry.visitors] for day in dates]
    found = [[any(e.service in (None, service) for e in day) for day in entries] for service in services]
    return np.array(found, dtype=bool).reshape(len(services), len(dates))


def draw_events(
    brought: np.ndarray, turnout: Turnout, grid: SlotGrid, services: Sequence[str], paths: int, streams: Streams
) -> np.ndarray:
    """Visitors that come with events: Poisson about a gamma factor; int, shape (paths, services, days)."""
    out = np.zeros((paths, *brought.shape), dtype=np.int64)
    for index, service in enumerate(services):
        for day in np.flatnonzero(brought[index]).tolist():
            stream = streams(f"{service}.events.{grid.dates[day]}")
            factor = stream.gamma(1 / turnout.spread, turnout.spread, size=paths)
            out[:, index, day] = stream.poisson(brought[index, day] * turnout.share * factor)
    return out
