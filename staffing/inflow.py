"""Inflow: when visitors reach each stop of their route, if nobody ever waits or by what happened to them."""

from dataclasses import dataclass

import numpy as np

from office.office import Office
from staffing.routes import routes_of
from staffing.stops import Stops
from staffing.visitors import Visitors


@dataclass(frozen=True)
class Inflow:
    """All stops of all visitors, flat, sorted by day, path and the minute at which they are reached.

    Parameters
    ----------
    cell
        Index day x paths + path, int64, shape (stops,).
    ready
        Minute of the day, same shape.
    minutes
        Service time, same shape.
    step
        Index of the step, int64, same shape.
    """

    cell: np.ndarray
    ready: np.ndarray
    minutes: np.ndarray
    step: np.ndarray


def inflow_of(visitors: Visitors, office: Office, closes: np.ndarray) -> Inflow:
    """The stops of these visitors without any waiting.

    A stop before which the visitor goes away, and which could begin only after closing, falls on another day: it and
    the stops behind it are left out.

    Parameters
    ----------
    visitors
        Who comes.
    office
        Routes.
    closes
        Minute at which counters close, shape (days,).
    """
    routes, route = routes_of(office, visitors.ways), visitors.route
    after, away = routes.after[route], routes.away[route]
    before = np.concatenate([np.zeros((visitors.count, 1)), visitors.minutes[:, :-1]], axis=1)
    ready = visitors.due[:, None] + np.cumsum(before + after, axis=1)
    ends = closes[visitors.cell // max(visitors.paths, 1)]
    sent_home = np.logical_or.accumulate(away & (ready >= ends[:, None]), axis=1)
    stop = np.arange(ready.shape[1])
    reached = (stop < routes.stops[route][:, None]) & ~sent_home
    return _sorted(visitors, reached, ready, routes.step[route])


def inflow_met(visitors: Visitors, stops: Stops) -> Inflow:
    """The stops of these visitors as they came to them on simulated days."""
    return _sorted(visitors, stops.asked, stops.ready, stops.step)


def of_steps(inflow: Inflow, office: Office, steps: frozenset[str]) -> Inflow:
    """The part of an inflow that comes for any of these steps."""
    those = np.isin(inflow.step, [office.step_ids.index(step) for step in steps])
    return Inflow(inflow.cell[those], inflow.ready[those], inflow.minutes[those], inflow.step[those])


def _sorted(visitors: Visitors, reached: np.ndarray, ready: np.ndarray, step: np.ndarray) -> Inflow:
    cell = np.broadcast_to(visitors.cell[:, None], reached.shape)[reached]
    order = np.lexsort((ready[reached], cell))
    return Inflow(cell[order], ready[reached][order], visitors.minutes[reached][order], step[reached][order])
