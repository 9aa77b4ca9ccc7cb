"""Visitors: who comes when, for what and for how long, on every path; and which officers come.

All randomness of a simulated day is drawn here, before and without any plan, so that two plans are always judged by
the same visitors and the same absences.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from office.days import Day
from office.grid import SlotGrid
from office.office import Office
from office.services import Service
from staffing.durations import Durations, Written
from staffing.rework import draw_walks, has_rework, walked, ways_of
from staffing.routes import Ways

DOOR_SHARE = 0.3
"""Share of the first ticket slot's visitors who stand at the door when it opens."""
COLUMNS = ("arrival", "due", "service", "priority", "minutes", "booked", "patience", "way")
"""Arrays with a row for each visitor."""
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
        Service time at each stop of the way, by an officer of ordinary speed, shape (visitors, stops); what lies
        behind the last is unused.
    present
        Whether an officer who should come does come, bool, shape (paths, days, officers).
    booked
        Whether the visitor has an appointment, bool, shape (visitors,).
    patience
        Minutes from `due` on after which a visitor leaves who has not been called yet, inf for ever, shape (visitors,);
        None when all stay.
    way
        Index into `ways`, int64, shape (visitors,); None when nobody is sent back: then the way is the service's route.
    ways
        The ways on which visitors go; None likewise.
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
    patience: np.ndarray | None = None
    way: np.ndarray | None = None
    ways: Ways | None = None

    def __post_init__(self) -> None:
        if self.first.shape != (self.grid.days * self.paths + 1,) or self.first[-1] != self.count:
            raise ValueError(f"first has shape {self.first.shape} and ends at {self.first[-1]}, not {self.count}")
        for name, column in self.rows(slice(None)).items():
            if len(column) != self.count:
                raise ValueError(f"{name} has shape {column.shape}, not {self.arrival.shape}")
        if (self.way is None) != (self.ways is None):
            raise ValueError("way and ways belong together")

    @property
    def count(self) -> int:
        """Visitors of all days and paths."""
        return len(self.arrival)

    @property
    def paths(self) -> int:
        """Number of sampled futures."""
        return len(self.present)

    @property
    def leaves(self) -> np.ndarray:
        """Minute after which each visitor has left who has not been called yet, inf for ever, shape (visitors,)."""
        return np.full(self.count, np.inf) if self.patience is None else self.due + self.patience

    @property
    def route(self) -> np.ndarray:
        """Row of `routes_of(office, ways)` of each visitor, int64, shape (visitors,)."""
        return self.service if self.way is None else self.way

    def rows(self, at: slice | np.ndarray) -> dict[str, Any]:
        """Some visitors' columns by name, as arguments for `dataclasses.replace`."""
        columns = {name: getattr(self, name) for name in COLUMNS}
        return {name: column[at] for name, column in columns.items() if column is not None}

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
    draws from a generator of its own: one added behind changes no other. Who booked and does not come is no arrival:
    the forecast leaves him out.

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
    law = durations or Written()
    drawn = [
        _of_service(k, service, arrivals[:, k] - known[:, k], known[:, k], grid, days, door_share, law, child)
        for k, (service, child) in enumerate(zip(office.services, per_service, strict=True))
    ]
    present = of_officers.random((shape[0], grid.days, len(office.officers))) >= office.absence_rate
    columns = [_joined([parts.pop(0) for parts in drawn]) for _ in range(len(drawn[0]))]  # parts are let go one by one
    return _sorted(columns, grid, present, office)


def _of_service(
    k: int,
    service: Service,
    walk_in: np.ndarray,
    booked: np.ndarray,
    grid: SlotGrid,
    days: Sequence[Day],
    door_share: float,
    durations: Durations,
    rng: np.random.Generator,
) -> list[np.ndarray]:
    """Unsorted columns of one service's visitors; what few offices need is drawn apart and changes nothing else."""
    low, high, door = _ticket_windows(service, grid, days)
    path, slot = _cells(walk_in)
    at_door = (slot == door[slot // grid.slots]) & (rng.random(len(slot)) < door_share)
    arrival = np.where(at_door, low[slot], low[slot] + (high - low)[slot] * rng.random(len(slot)))
    booked_path, booked_slot = _cells(booked)
    appointment = grid.minutes[booked_slot % grid.slots].astype(float)
    opens = np.minimum(low[door[booked_slot // grid.slots]], appointment)
    comes = np.maximum(opens, appointment + PUNCTUALITY_MINUTES * rng.standard_normal(len(booked_slot)))

    count = len(slot) + len(booked_slot)
    once = np.stack([durations.draw(service, j, count, rng) for j in range(len(service.route))], axis=1)
    line = rng.random(count)
    of_rework, of_patience = rng.spawn(2)
    walks = draw_walks(service, count, of_rework)
    return [
        np.concatenate([path, booked_path]),
        np.concatenate([slot, booked_slot]) // grid.slots,
        np.concatenate([arrival, comes]),
        np.concatenate([arrival, np.maximum(comes, appointment)]),
        np.full(count, k, dtype=np.int64),
        np.full(count, service.priority, dtype=np.int64),
        walked(walks, once, lambda stop, times: durations.draw(service, stop, times, of_rework)),
        np.arange(count) >= len(slot),
        np.full(count, np.inf) if service.patience is None else of_patience.exponential(service.patience, count),
        walks,
        line,
    ]


def _joined(parts: Sequence[np.ndarray]) -> np.ndarray:
    """A column of all services, those with fewer stops filled up."""
    if parts[0].ndim == 1:
        return np.concatenate(parts)
    stops = max(part.shape[1] for part in parts)
    return np.concatenate([np.pad(p, ((0, 0), (0, stops - p.shape[1])), constant_values=-1) for p in parts])


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


def _sorted(columns: list[np.ndarray], grid: SlotGrid, present: np.ndarray, office: Office) -> Visitors:
    path, day, *rest, line = columns
    columns.clear()
    cell = day * len(present) + path
    first = np.zeros(grid.days * len(present) + 1, dtype=np.int64)
    np.cumsum(np.bincount(cell, minlength=len(first) - 1), out=first[1:])
    order = np.lexsort((line, rest[3], rest[0], cell))
    del path, day, line, cell
    arrival, due, service, priority, minutes, booked, patience, walks = (rest.pop(0)[order] for _ in range(len(rest)))
    ways, way = ways_of(service, walks) if has_rework(office) else (None, None)
    impatient = patience if any(each.patience for each in office.services) else None
    return Visitors(grid, first, arrival, due, service, priority, minutes, present, booked, impatient, way, ways)
