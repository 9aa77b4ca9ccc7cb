"""Rework: who is sent back with wrong papers, drawn visitor by visitor before any plan is known."""

from collections.abc import Callable

import numpy as np

from office.office import Office
from office.services import Service
from staffing.routes import Ways


def has_rework(office: Office) -> bool:
    """Whether anybody may be sent back in this office."""
    return any(entry.rework > 0 for service in office.services for entry in service.route)


def draw_walks(service: Service, count: int, rng: np.random.Generator) -> np.ndarray:
    """Stops of each visitor one after the other.

    After each stop a visitor is sent back with the stop's probability, as long as that has not happened to him too
    often there; whatever lies between is done again.

    Parameters
    ----------
    service
        Whose route it is.
    count
        How many visitors.
    rng
        Source of randomness.

    Returns
    -------
    numpy.ndarray
        Indices into the route, int64, shape (count, stops); -1 behind a visitor's last.
    """
    route = service.route
    if all(entry.rework == 0 for entry in route):
        return np.tile(np.arange(len(route)), (count, 1))
    chance = np.array([entry.rework for entry in route])
    most = np.array([entry.rework_most for entry in route])
    to = np.array([_stop_back(service, j) for j in range(len(route))])
    everyone, at, sent = (
        np.arange(count),
        np.zeros(count, dtype=np.int64),
        np.zeros((count, len(route)), dtype=np.int64),
    )
    walks = []
    while (inside := at < len(route)).any():
        walks.append(np.where(inside, at, -1))
        here = np.minimum(at, len(route) - 1)
        back = inside & (rng.random(count) < chance[here]) & (sent[everyone, here] < most[here])
        sent[everyone[back], here[back]] += 1
        at = np.where(back, to[here], at + 1)
    return np.stack(walks, axis=1) if walks else np.zeros((0, len(route)), dtype=np.int64)


def _stop_back(service: Service, stop: int) -> int:
    """The last stop up to this one at the step that it sends back to."""
    wanted = service.route[stop].rework_to or service.route[stop].step
    return max(j for j in range(stop + 1) if service.route[j].step == wanted)


def walked(walks: np.ndarray, once: np.ndarray, draw: Callable[[int, int], np.ndarray]) -> np.ndarray:
    """Minutes of every stop of every walk, same shape; -1 behind the last.

    Parameters
    ----------
    walks
        As of `draw_walks`.
    once
        Minutes of each visitor's first time at each stop of the route, shape (visitors, stops).
    draw
        Minutes of a stop for this many visitors who are there again.
    """
    minutes = np.full(walks.shape, -1.0)
    for j in range(once.shape[1]):
        here = walks == j
        again = here & (np.cumsum(here, axis=1) > 1)
        minutes[here & ~again] = once[:, j]
        minutes[again] = draw(j, int(again.sum()))
    return minutes


def ways_of(service: np.ndarray, walks: np.ndarray) -> tuple[Ways, np.ndarray]:
    """The different ways among visitors, and which each visitor goes.

    Parameters
    ----------
    service
        Index of each visitor's service, shape (visitors,).
    walks
        Stops as of `draw_walks`, shape (visitors, stops).
    """
    ways, way = np.unique(np.column_stack([service, walks]), axis=0, return_inverse=True)
    return Ways(ways[:, 0], ways[:, 1:]), way.reshape(-1).astype(np.int64)
