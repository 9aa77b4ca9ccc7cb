"""Visitors: who comes when, for what and for how long, on every path; and which officers come.

All randomness of a simulated day is drawn here, before and without any plan, so that two plans are always judged by
the same visitors and the same absences.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from office.days import Day
from office.grid import SlotGrid
from office.office import Office
from office.services import Service
from staffing.durations import Durations, Written

DOOR_SHARE = 0.3
"""Share of the first ticket slot's visitors who stand at the door when it opens."""
PUNCTUALITY_MINUTES = 6.0
"""Standard deviation of a booked visitor's arrival around the appointment."""


@dataclass(frozen=True)
class Visitors:
    """Flat arrays of all visitors, sorted by day, path and ticket time.

    Parameters
    ----------
    grid
        The slots.
    first
        Index of the first visitor of each (day, path), day by day, and the end: int64, shape (days x paths + 1,).
    arrival
        Minute of the day at which the ticket is taken, shape (visitors,).
    due
        Minute from which the visitor waits: the ticket, or a later appointment; same shape.
    service
        Index of the service, int64, same shape.
    priority
        Class of the ticket, the lower the earlier called, int64, same shape.
    minutes
        Service time at each stop of the route, shape (visitors, stops); what lies behind the route is unused.
    present
        Whether an officer who should come does come, bool, shape (paths, days, officers).
    booked
        Whether the visitor has an appointment, bool, shape (visitors,).
    """

    grid: SlotGrid
    first: np.ndarray
    arrival: np.ndarray
    due: np.ndarray
    service: np.ndarray
    priority: np.ndarray
    minutes: np.ndarray
    present: np.ndarray
    booked: np.ndarray

    def __post_init__(self) -> None:
        if self.first.shape != (self.grid.days * self.paths + 1,) or self.first[-1] != self.count:
            raise ValueError(f"first has shape {self.first.shape} and ends at {self.first[-1]}, not {self.count}")
        for name in ("due", "service", "priority", "booked"):
            if getattr(self, name).shape != self.arrival.shape:
                raise ValueError(f"{name} has shape {getattr(self, name).shape}, not {self.arrival.shape}")

    @property
    def count(self) -> int:
        """Visitors of all days and paths."""
        return len(self.arrival)

    @property
    def paths(self) -> int:
        """Number of sampled futures."""
        return len(self.present)

    @property
    def cell(self) -> np.ndarray:
        """Index day x paths + path of each visitor, int64, shape (visitors,)."""
        return np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))


def draw_visitors(
    arrivals: np.ndarray,
    grid: SlotGrid,
    office: Office,
    days: Sequence[Day],
    rng: np.random.Generator,
    *,
    booked: np.ndarray | None = None,
    door_share: float = DOOR_SHARE,
    durations: Durations | None = None,
) -> Visitors:
    """Visitors of sampled arrivals.

    A walk-in takes a ticket at a uniform moment of the slot inside ticket hours, which is exact for a Poisson process
    given its counts. Some of the first slot's walk-ins stand at the door when tickets begin. Booked visitors come
    around the slot's start. Who comes at the same moment stands in random order within a priority class. Each service
    draws from a generator of its own: one added behind changes no other.

    Parameters
    ----------
    arrivals
        All arrivals, int, shape (paths, services, slots), the flat slot axis day by day.
    grid
        The slots.
    office
        Services with their routes, officers, absence rate.
    days
        The grid's days; their ticket hours say when the doors open.
    rng
        Source of all randomness.
    booked
        Part of `arrivals` that has an appointment at its slot's start, same shape; None means nobody.
    door_share
        Share of walk-ins in a day's first ticket slot who wait at the door, between 0 and 1.
    durations
        How long each stop takes; None means what the office's file says.

    Raises
    ------
    ValueError
        If the shapes do not fit the office and the grid, or `booked` exceeds `arrivals`.
    """
    shape = (len(arrivals), len(office.services), grid.size)
    known = np.zeros(shape, dtype=int) if booked is None else booked
    if arrivals.shape != shape or known.shape != shape or (known > arrivals).any():
        raise ValueError(f"arrivals {arrivals.shape}, booked {known.shape}: {shape}, booked within arrivals")
    of_officers, *per_service = rng.spawn(len(office.services) + 1)
    stops = max(len(service.route) for service in office.services)
    law = durations or Written()
    drawn = [
        _of_service(k, service, arrivals[:, k] - known[:, k], known[:, k], grid, days, door_share, stops, law, child)
        for k, (service, child) in enumerate(zip(office.services, per_service, strict=True))
    ]
    present = of_officers.random((shape[0], grid.days, len(office.officers))) >= office.absence_rate
    return _sorted([np.concatenate(column) for column in zip(*drawn, strict=True)], grid, present)


def _of_service(
    k: int,
    service: Service,
    walk_in: np.ndarray,
    booked: np.ndarray,
    grid: SlotGrid,
    days: Sequence[Day],
    door_share: float,
    stops: int,
    durations: Durations,
    rng: np.random.Generator,
) -> list[np.ndarray]:
    """Unsorted columns of one service's visitors: path, day, arrival, due, service, priority, minutes, booked, line."""
    low, high, door = _ticket_windows(service, grid, days)
    path, slot = _cells(walk_in)
    at_door = (slot == door[slot // grid.slots]) & (rng.random(len(slot)) < door_share)
    arrival = np.where(at_door, low[slot], low[slot] + (high - low)[slot] * rng.random(len(slot)))
    booked_path, booked_slot = _cells(booked)
    appointment = grid.minutes[booked_slot % grid.slots].astype(float)
    opens = np.minimum(low[door[booked_slot // grid.slots]], appointment)
    comes = np.maximum(opens, appointment + PUNCTUALITY_MINUTES * rng.standard_normal(len(booked_slot)))

    count = len(slot) + len(booked_slot)
    minutes = np.ones((count, stops))
    for j in range(len(service.route)):
        minutes[:, j] = durations.draw(service, j, count, rng)
    return [
        np.concatenate([path, booked_path]),
        np.concatenate([slot, booked_slot]) // grid.slots,
        np.concatenate([arrival, comes]),
        np.concatenate([arrival, np.maximum(comes, appointment)]),
        np.full(count, k, dtype=np.int64),
        np.full(count, service.priority, dtype=np.int64),
        minutes,
        np.arange(count) >= len(slot),
        rng.random(count),
    ]


def _cells(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Path and flat slot of each visitor."""
    path, slot = np.nonzero(counts)
    times = counts[path, slot]
    return np.repeat(path, times), np.repeat(slot, times)


def _ticket_windows(service: Service, grid: SlotGrid, days: Sequence[Day]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Minutes from and to which tickets are issued in each flat slot, and each day's first slot with tickets.

    A slot without ticket hours counts whole: its visitors were told by somebody who knows better.
    """
    low = np.tile(grid.minutes, grid.days).astype(float)
    high = low + grid.slot_minutes
    door = np.arange(grid.days) * grid.slots
    for d, day in enumerate(days):
        spans = day.tickets.get(service.id, ())
        inside = np.flatnonzero(grid.touches(spans)) + d * grid.slots
        for t in inside:
            touching = [span for span in spans if span.overlap(int(low[t]), int(high[t]))]
            low[t], high[t] = max(low[t], touching[0].start), min(high[t], touching[-1].end)
        door[d] = inside[0] if len(inside) else door[d]
    return low, high, door


def _sorted(columns: list[np.ndarray], grid: SlotGrid, present: np.ndarray) -> Visitors:
    path, day, arrival, due, service, priority, minutes, booked, line = columns
    cell = day * len(present) + path
    order = np.lexsort((line, priority, arrival, cell))
    first = np.zeros(grid.days * len(present) + 1, dtype=np.int64)
    np.cumsum(np.bincount(cell, minlength=len(first) - 1), out=first[1:])
    return Visitors(
        grid, first, arrival[order], due[order], service[order], priority[order], minutes[order], present,
        booked[order],
    )  # fmt: skip
