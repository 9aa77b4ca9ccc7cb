"""Judge: from what happened to each visitor to how many waited too long."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from office.office import Office
from staffing.hall import HOME, LEFT
from staffing.occupancy import Occupancy, occupancy_of
from staffing.oneday import plan_of_day, visitors_of_day
from staffing.outcome import Outcome
from staffing.routes import routes_of
from staffing.staffplan import StaffPlan
from staffing.stops import Stops, stops_of
from staffing.tally import Entries, Tally, tally
from staffing.trace import Trace
from staffing.visitors import Visitors


def judge(trace: Trace, visitors: Visitors, plan: StaffPlan, office: Office) -> Outcome:
    """Waits and lateness of a trace against the office's target, day by day.

    The wait for the first call counts from the ticket or a later appointment. Who is never called waits until the
    day's grid ends, or until the last visitor leaves if that is later; who loses patience, until then; both are late.
    The whole visit does not count the delays for which a visitor goes away, and ends for today where he is sent home
    to come back another day.
    """
    classes = classes_of(visitors)
    return joined_days(
        [
            judge_day(_of_day(trace, visitors, d), visitors_of_day(visitors, d), plan_of_day(plan, d), office, classes)
            for d in range(visitors.grid.days)
        ]
    )


def classes_of(visitors: Visitors) -> tuple[int, ...]:
    """Priority classes of these visitors, the one called first in front."""
    return tuple(np.flatnonzero(np.bincount(visitors.priority)).tolist())


def judge_day(trace: Trace, visitors: Visitors, plan: StaffPlan, office: Office, classes: Sequence[int]) -> Outcome:
    """As `judge`, for a trace of a single day.

    Parameters
    ----------
    trace, visitors, plan, office
        Of one day.
    classes
        Priority classes, all that occur at least.
    """
    grid, paths, path = visitors.grid, visitors.paths, visitors.cell
    served = trace.by >= 0
    out = np.where(served, trace.begin + trace.minutes, 0.0).max(axis=1, initial=0.0)
    last_out = np.zeros(paths)
    np.maximum.at(last_out, path, out)
    gives_up = np.maximum(last_out, grid.first + grid.slots * grid.slot_minutes)[path]
    stops = stops_of(trace, visitors, office, gives_up)
    wait = stops.wait

    slot = _slot(visitors.arrival, visitors)
    calls = Entries(path, visitors.service, slot, wait[:, 0], ~served[:, 0] | (wait[:, 0] > office.target.call_minutes))
    ranks = replace(calls, group=np.searchsorted(classes, visitors.priority))
    inside, late_visit = _whole_visits(trace, visitors, out, gives_up, office)
    visits = Entries(path, visitors.service, slot, inside, late_visit)
    shape = (1, paths, grid.slots)
    called, visited = tally(calls, office.service_ids, *shape), tally(visits, office.service_ids, *shape)
    services = (paths, 1, len(office.services))
    place = path * services[2] + visitors.service
    later = np.bincount(place, wait[:, 1:].sum(axis=1), paths * services[2])
    uncalled = np.bincount(place[~served[:, 0]], minlength=paths * services[2])
    left = np.bincount(place[trace.by[:, 0] == LEFT], minlength=paths * services[2])
    occupancy = _occupancy(trace, visitors, plan)
    return Outcome(
        grid=grid,
        services=office.service_ids,
        visitors=called.visitors.sum(axis=3, dtype=np.int64),
        late_call=called.late.sum(axis=3, dtype=np.int64),
        late_visit=visited.late.sum(axis=3, dtype=np.int64),
        wait=called.minutes.sum(axis=3),
        slot_visitors=_by_slot(called.visitors),
        slot_late=_by_slot(called.late),
        slot_wait=_by_slot(called.minutes),
        longest=called.longest.max(axis=(2, 3), initial=0.0),
        last_out=last_out[:, None],
        overtime=trace.overtime.swapaxes(0, 1),
        busy=occupancy.busy.sum(axis=0) / max(paths, 1),
        seats=trace.seats.T,
        called=trace.called.T,
        later_wait=later.reshape(services),
        uncalled=uncalled.reshape(services),
        left=left.reshape(services),
        calls=called,
        visits=visited,
        classes=tally(ranks, tuple(f"{number}" for number in classes), *shape),
        steps=tally(_at_steps(stops, visitors, office), office.step_ids, *shape),
        queue=_queue(stops, visitors, office),
        occupancy=occupancy,
    )


def joined_days(days: Sequence[Outcome]) -> Outcome:
    """Outcomes of single days, each after the other, as one."""
    first = days[0]
    grid = replace(first.grid, days=sum(day.grid.days for day in days))
    by_day = {"slot_visitors", "slot_late", "slot_wait", "busy"}
    behind: dict[str, Any] = {
        part.name: _behind([getattr(day, part.name) for day in days], 0 if part.name in by_day else 1)
        for part in fields(Outcome)
    }
    return Outcome(**behind | {"grid": grid, "services": first.services})


def _behind(values: list[Any], axis: int) -> Any:
    """Arrays, or values made of arrays, behind each other along an axis; the names in them are the same in all."""
    first = values[0]
    if isinstance(first, np.ndarray):
        return np.concatenate(values, axis=axis)
    if isinstance(first, Tally | Occupancy):
        parts = [[getattr(value, part.name) for value in values] for part in fields(first)]
        return type(first)(*(_behind(part, axis) for part in parts))
    return first


def _of_day(trace: Trace, visitors: Visitors, day: int) -> Trace:
    first = visitors.first[day * visitors.paths], visitors.first[(day + 1) * visitors.paths]
    here, one = slice(*first), slice(day, day + 1)
    days = (trace.overtime[one], trace.seats[one], trace.called[one])
    return Trace(trace.begin[here], trace.by[here], *days, trace.minutes[here])


def _slot(minute: np.ndarray, visitors: Visitors) -> np.ndarray:
    """Slot of each minute; what lies outside the grid counts at its ends."""
    grid = visitors.grid
    return np.clip(((minute - grid.first) / grid.slot_minutes).astype(np.int64), 0, grid.slots - 1)


def _whole_visits(
    trace: Trace, visitors: Visitors, out: np.ndarray, gives_up: np.ndarray, office: Office
) -> tuple[np.ndarray, np.ndarray]:
    """Minutes of each visit without the delays for which the visitor goes away, and whether it took too long."""
    routes, served = routes_of(office, visitors.ways), trace.by >= 0
    away = np.where(served, np.where(routes.away, routes.after, 0.0)[visitors.route], 0.0).sum(axis=1)
    finished = (served.sum(axis=1) == routes.stops[visitors.route]) | (trace.by == HOME).any(axis=1)
    inside = np.where(finished, out, gives_up) - visitors.due - away
    return np.maximum(0.0, inside), ~finished | (inside > office.target.visit_minutes)


def _at_steps(stops: Stops, visitors: Visitors, office: Office) -> Entries:
    """Waits at each step by the slot in which they began; late where longer than the target of the first call."""
    wait, asked = stops.wait[stops.asked], stops.asked
    cell = np.broadcast_to(visitors.cell[:, None], asked.shape)[asked]
    late = ~stops.called[asked] | (wait > office.target.call_minutes)
    return Entries(cell, stops.step[asked], _slot(stops.ready[asked], visitors), wait, late)


def _queue(stops: Stops, visitors: Visitors, office: Office) -> np.ndarray:
    """People waiting at each step, means over the slot, from the moment they are there; (paths, 1, steps, slots)."""
    from staffing.counting import count_minutes

    grid, asked = visitors.grid, stops.asked
    there = stops.ready.copy()
    there[:, 0] = visitors.arrival
    table = np.zeros((visitors.paths, len(office.steps), grid.slots))
    cell = np.broadcast_to(visitors.cell[:, None], asked.shape)[asked]
    count_minutes(
        cell, stops.step[asked], there[asked], stops.until[asked], float(grid.first), float(grid.slot_minutes), table
    )
    return (table / grid.slot_minutes)[:, None]


def _occupancy(trace: Trace, visitors: Visitors, plan: StaffPlan) -> Occupancy:
    served = trace.by >= 0
    path = np.broadcast_to(visitors.cell[:, None], served.shape)[served]
    by = trace.by[served].astype(np.int64)
    return occupancy_of(plan, visitors.present[:, 0], path, by, trace.begin[served], trace.minutes[served])


def _by_slot(table: np.ndarray) -> np.ndarray:
    """Means over paths, all groups together, shape (days, slots)."""
    return table.sum(axis=(0, 2)) / max(len(table), 1)
