"""Waits: what each visitor met, one by one, for figures that a sum over visitors cannot give."""

from dataclasses import dataclass

import numpy as np

from office.grid import SlotGrid
from office.office import Office
from staffing.hall import HOME
from staffing.routes import routes_of
from staffing.trace import Trace
from staffing.visitors import Visitors


@dataclass(frozen=True)
class Waits:
    """Each visitor of simulated days, or of real ones (which are one path), by day, path and ticket time.

    Parameters
    ----------
    grid
        The slots.
    paths
        How many futures.
    cell
        Index day x paths + path, ascending int64, shape (visitors,).
    service, priority
        Index of the service, and class of the ticket; int64, same shape.
    arrival
        Minute of the day at which the ticket is taken, same shape.
    wait
        Minutes to the first call; of who is never called until he gives up, same shape.
    late_call, late_visit
        Whether it was longer than the target, or the visit not finished in time; bool, same shape.
    out
        Minute at which the visit was finished for the day, inf where it never was; same shape.
    called
        Whether there was a first call; bool, same shape.
    """

    grid: SlotGrid
    paths: int
    cell: np.ndarray
    service: np.ndarray
    priority: np.ndarray
    arrival: np.ndarray
    wait: np.ndarray
    late_call: np.ndarray
    late_visit: np.ndarray
    out: np.ndarray
    called: np.ndarray

    @property
    def day(self) -> np.ndarray:
        """Index of each visitor's day, int64, shape (visitors,)."""
        return self.cell // max(self.paths, 1)

    @property
    def path(self) -> np.ndarray:
        """Index of each visitor's path, int64, shape (visitors,)."""
        return self.cell % max(self.paths, 1)

    def only(self, kept: np.ndarray) -> "Waits":
        """Those among the visitors that are marked, bool, shape (visitors,)."""
        columns = (self.cell, self.service, self.priority, self.arrival, self.wait)
        ends = (self.late_call, self.late_visit, self.out, self.called)
        return Waits(self.grid, self.paths, *(column[kept] for column in (*columns, *ends)))


def waits_of(trace: Trace, visitors: Visitors, office: Office) -> Waits:
    """What each visitor of a trace met, by the meanings of `staffing.judge`."""
    routes, target = routes_of(office, visitors.ways), office.target
    served = trace.by >= 0
    left = np.where(served, trace.begin + trace.minutes, 0.0).max(axis=1, initial=0.0)
    finished = (served.sum(axis=1) == routes.stops[visitors.route]) | (trace.by == HOME).any(axis=1)
    called = np.where(served[:, 0], trace.begin[:, 0], np.minimum(gives_up(trace, visitors), visitors.leaves))
    wait = np.maximum(0.0, called - visitors.due)
    away = np.where(served, np.where(routes.away, routes.after, 0.0)[visitors.route], 0.0).sum(axis=1)
    return Waits(
        grid=visitors.grid,
        paths=visitors.paths,
        cell=visitors.cell,
        service=visitors.service,
        priority=visitors.priority,
        arrival=visitors.arrival,
        wait=wait,
        late_call=~served[:, 0] | (wait > target.call_minutes),
        late_visit=~finished | (left - visitors.due - away > target.visit_minutes),
        out=np.where(finished, left, np.inf),
        called=served[:, 0],
    )


def gives_up(trace: Trace, visitors: Visitors) -> np.ndarray:
    """Until when each visitor would wait who is never called, shape (visitors,)."""
    grid = visitors.grid
    ends = np.where(trace.by >= 0, trace.begin + trace.minutes, 0.0).max(axis=1, initial=0.0)
    last = np.full(grid.days * visitors.paths, float(grid.first + grid.slots * grid.slot_minutes))
    np.maximum.at(last, visitors.cell, ends)
    return np.asarray(last[visitors.cell])
