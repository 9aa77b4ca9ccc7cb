"""Judge: from what happened to each visitor to how many waited too long."""

import numpy as np

from office.office import Office
from staffing.hall import HOME
from staffing.outcome import Outcome
from staffing.routes import Routes, routes_of
from staffing.staffplan import StaffPlan
from staffing.trace import Trace
from staffing.visitors import Visitors


def judge(trace: Trace, visitors: Visitors, plan: StaffPlan, office: Office) -> Outcome:
    """Waits and lateness of a trace against the office's target.

    The wait for the first call counts from the ticket or a later appointment. Who is never called waits until the
    day's grid ends, or until the last visitor leaves if that is later. The whole visit does not count the delays for
    which a visitor goes away, and ends for today where he is sent home to come back another day.
    """
    routes, grid = routes_of(office), visitors.grid
    cell, served = visitors.cell, trace.by >= 0
    out = np.where(served, trace.begin + visitors.minutes, 0.0).max(axis=1, initial=0.0)
    last_out = np.zeros((grid.days, visitors.paths))
    np.maximum.at(last_out.reshape(-1), cell, out)

    gives_up = np.maximum(last_out, grid.first + grid.slots * grid.slot_minutes).reshape(-1)[cell]
    wait = np.where(
        served[:, 0], np.maximum(0.0, trace.begin[:, 0] - visitors.due), np.maximum(0.0, gives_up - visitors.due)
    )
    late_call = ~served[:, 0] | (wait > office.target.call_minutes)
    within = out - visitors.due - _away(served, visitors.service, routes)
    finished = (served.sum(axis=1) == routes.stops[visitors.service]) | (trace.by == HOME).any(axis=1)
    late_visit = ~finished | (within > office.target.visit_minutes)

    shape = (grid.days, visitors.paths, len(office.services))
    place = cell * shape[2] + visitors.service
    slot = np.clip((visitors.arrival - grid.first) // grid.slot_minutes, 0, grid.slots - 1).astype(np.int64)
    slot += cell // max(visitors.paths, 1) * grid.slots
    longest = np.zeros((grid.days, visitors.paths))
    np.maximum.at(longest.reshape(-1), cell, wait)
    return Outcome(
        grid=grid,
        services=office.service_ids,
        visitors=_summed(place, None, shape).astype(np.int64),
        late_call=_summed(place, late_call, shape).astype(np.int64),
        late_visit=_summed(place, late_visit, shape).astype(np.int64),
        wait=_summed(place, wait, shape),
        slot_visitors=_by_slot(slot, None, visitors),
        slot_late=_by_slot(slot, late_call, visitors),
        slot_wait=_by_slot(slot, wait, visitors),
        longest=longest.T,
        last_out=last_out.T,
        overtime=trace.overtime.swapaxes(0, 1),
        busy=_busy(trace, visitors, plan),
        seats=trace.seats.T,
        called=trace.called.T,
        later_wait=_summed(place, _later_wait(trace, visitors, routes, gives_up), shape),
    )


def _away(served: np.ndarray, service: np.ndarray, routes: Routes) -> np.ndarray:
    """Minutes for which each visitor was away between two stops that both took place."""
    away = np.where(routes.away, routes.after, 0.0)[service]
    return np.where(served, away, 0.0).sum(axis=1)


def _later_wait(trace: Trace, visitors: Visitors, routes: Routes, gives_up: np.ndarray) -> np.ndarray:
    """Minutes that each visitor waited for later stops: from the stop before and its delay to when he is called.

    Who is never called to a stop that he has come to waits until he gives up; who is sent home does not wait.
    """
    begin, served = trace.begin, trace.by >= 0
    ready = (begin + visitors.minutes)[:, :-1] + routes.after[visitors.service, 1:]
    on_route = np.arange(1, begin.shape[1]) < routes.stops[visitors.service][:, None]
    waits = served[:, :-1] & on_route & (trace.by[:, 1:] != HOME)
    until = np.where(served[:, 1:], begin[:, 1:], gives_up[:, None])
    return np.where(waits, np.maximum(0.0, until - ready), 0.0).sum(axis=1)


def _summed(place: np.ndarray, weights: np.ndarray | None, shape: tuple[int, int, int]) -> np.ndarray:
    """Sums over visitors, (days, paths, services) turned to (paths, days, services)."""
    flat = np.bincount(place, weights=weights, minlength=int(np.prod(shape)))
    return flat.reshape(shape).swapaxes(0, 1)


def _by_slot(slot: np.ndarray, weights: np.ndarray | None, visitors: Visitors) -> np.ndarray:
    """Means over paths by slot of arrival, shape (days, slots)."""
    flat = np.bincount(slot, weights=weights, minlength=visitors.grid.size)
    return flat.reshape(visitors.grid.shape) / max(visitors.paths, 1)


def _busy(trace: Trace, visitors: Visitors, plan: StaffPlan) -> np.ndarray:
    """Mean minutes with a visitor, shape (days, officers)."""
    officers = len(plan.able)
    day = visitors.cell // max(visitors.paths, 1)
    place = (day[:, None] * officers + trace.by)[trace.by >= 0]
    minutes = np.bincount(place, weights=visitors.minutes[trace.by >= 0], minlength=visitors.grid.days * officers)
    return minutes.reshape(visitors.grid.days, officers) / max(visitors.paths, 1)
