"""Routes: the office's services as arrays, stop by stop, for the simulation and the pricing."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from office.office import Office
from office.services import RouteEntry

AWAY_MINUTES = 60
"""From this delay on a visitor leaves the office and comes back; a shorter one is waited out inside."""


@dataclass(frozen=True)
class Ways:
    """The ways on which visitors really go, where some are sent back: stops of their service's route, some repeated.

    Parameters
    ----------
    service
        Index of the service of each way, int64, shape (ways,).
    stop
        Index into the service's route, int64, shape (ways, stops); -1 behind the last.
    """

    service: np.ndarray
    stop: np.ndarray


@dataclass(frozen=True)
class Routes:
    """Where a visitor goes on each route; all arrays (routes, stops) are padded behind a route's last stop.

    Parameters
    ----------
    stops
        Stops of each route, int64, shape (routes,).
    step
        Step index, int64; -1 behind the route.
    after
        Minutes that must pass after the stop before.
    same
        Whether the officer of the stop before serves this one too.
    """

    stops: np.ndarray
    step: np.ndarray
    after: np.ndarray
    same: np.ndarray

    @property
    def away(self) -> np.ndarray:
        """Whether the visitor leaves the office before this stop, bool."""
        return self.after >= AWAY_MINUTES


def routes_of(office: Office, ways: Ways | None = None) -> Routes:
    """The office's routes as arrays, one for each service, or one for each way."""
    entries = [service.route for service in office.services]
    if ways is not None:
        pairs = zip(ways.service.tolist(), ways.stop.tolist(), strict=True)
        entries = [tuple(entries[service][j] for j in stops if j >= 0) for service, stops in pairs]
    index = {step: i for i, step in enumerate(office.step_ids)}
    return Routes(
        stops=np.array([len(route) for route in entries], dtype=np.int64),
        step=_padded(((index[e.step] for e in route) for route in entries), -1, entries).astype(np.int64),
        after=_padded(((e.after for e in route) for route in entries), 0.0, entries),
        same=_padded(((e.same_officer for e in route) for route in entries), 0.0, entries).astype(np.bool_),
    )


def mask_of(office: Office, steps: Iterable[str]) -> np.uint64:
    """The steps as a mask: bit i is step i of the office.

    Raises
    ------
    ValueError
        If the office has more than 64 steps.
    """
    if len(office.step_ids) > 64:
        raise ValueError(f"{len(office.step_ids)} steps; a mask holds 64")
    return np.uint64(sum(1 << office.step_ids.index(step) for step in set(steps)))


def _padded(rows: Iterable[Iterable[float]], padding: float, entries: list[tuple[RouteEntry, ...]]) -> np.ndarray:
    table = np.full((len(entries), max((len(route) for route in entries), default=1)), padding, dtype=float)
    for i, row in enumerate(rows):
        values = list(row)
        table[i, : len(values)] = values
    return table
