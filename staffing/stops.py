"""Stops: when each visitor was ready for each stop of his route, and how long he waited for it."""

from dataclasses import dataclass

import numpy as np

from office.office import Office
from staffing.hall import HOME
from staffing.routes import routes_of
from staffing.trace import Trace
from staffing.visitors import Visitors


@dataclass(frozen=True)
class Stops:
    """Arrays of shape (visitors, stops); where `asked` is false the others mean nothing.

    Parameters
    ----------
    step
        Index of the step, int64.
    asked
        Whether the visitor came to wait for this stop, bool.
    called
        Whether he was called to it, bool.
    ready
        Minute from which he waits: the ticket or a later appointment, then the end of the stop before and its delay.
    until
        Minute at which he was called or gave up.
    """

    step: np.ndarray
    asked: np.ndarray
    called: np.ndarray
    ready: np.ndarray
    until: np.ndarray

    @property
    def wait(self) -> np.ndarray:
        """Minutes waited for each stop, 0 where there was none."""
        return np.where(self.asked, np.maximum(0.0, self.until - self.ready), 0.0)


def stops_of(trace: Trace, visitors: Visitors, office: Office, gives_up: np.ndarray) -> Stops:
    """The stops of a trace.

    Parameters
    ----------
    trace, visitors, office
        What happened to whom.
    gives_up
        Minute at which each visitor gives up a stop to which he is never called, shape (visitors,).
    """
    routes = routes_of(office, visitors.ways)
    called = trace.by >= 0
    asked = np.arange(called.shape[1]) < routes.stops[visitors.route][:, None]
    asked[:, 1:] &= called[:, :-1] & (trace.by[:, 1:] != HOME)
    ready = np.empty(called.shape)
    ready[:, 0] = visitors.due
    ready[:, 1:] = (trace.begin + trace.minutes)[:, :-1] + routes.after[visitors.route, 1:]
    until = np.where(called, trace.begin, gives_up[:, None])
    until[:, 0] = np.where(called[:, 0], until[:, 0], np.minimum(until[:, 0], visitors.leaves))
    return Stops(routes.step[visitors.route], asked, called, ready, until)
