"""Simulation: a counter plan meets the visitors of many sampled days."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from office.office import Office
from staffing.hall import NOBODY, Crowd, day_plan, empty_hall
from staffing.judge import judge
from staffing.outcome import Outcome
from staffing.routes import Routes, routes_of
from staffing.staffplan import StaffPlan
from staffing.trace import Trace
from staffing.visitors import Visitors


def simulate(visitors: Visitors, plan: StaffPlan, office: Office) -> Outcome:
    """What these visitors meet when the office works by this plan.

    First come first served by ticket time within a priority class, without interrupting anybody; steps in series,
    served by ticket time as well. An arrival takes the idle officer with the fewest steps, the longest idle of
    these. Officers finish the visitor in hand when their post ends. A visitor goes away for a delay on the route.
    Absent officers' posts go to their stand-ins where these come; they leave a post of their own. Standby officers are
    called by the office's rule to a free counter. After the last slot with posts its crew stays until nobody is
    left whom it can serve.

    Deterministic: all randomness is in `visitors`.

    Parameters
    ----------
    visitors
        Who comes, on the plan's grid.
    plan
        Who serves what when.
    office
        Routes, standby rule, target.

    Returns
    -------
    Outcome
        Waits and lateness per path, day and service.

    Raises
    ------
    ValueError
        If the plan does not stand on the visitors' grid, or has other officers.
    """
    return judge(trace(visitors, plan, office), visitors, plan, office)


def trace(visitors: Visitors, plan: StaffPlan, office: Office) -> Trace:
    """As `simulate`, but visitor by visitor."""
    _check(visitors, plan)
    routes = routes_of(office)
    days, paths, officers = plan.grid.days, visitors.paths, len(plan.able)
    found = Trace(
        begin=np.full(visitors.minutes.shape, np.nan),
        by=np.full(visitors.minutes.shape, NOBODY, dtype=np.int16),
        overtime=np.zeros((days, paths, officers)),
        seats=np.zeros((days, paths), dtype=np.int64),
        called=np.zeros((days, paths), dtype=np.int64),
    )
    with ThreadPoolExecutor(min(days, os.cpu_count() or 1)) as threads:
        list(threads.map(lambda day: _run(found, visitors, plan, office, routes, day), range(days)))
    return found


def _run(found: Trace, visitors: Visitors, plan: StaffPlan, office: Office, routes: Routes, day: int) -> None:
    from staffing.engine import run_paths

    first = visitors.first[day * visitors.paths : (day + 1) * visitors.paths + 1]
    of_day = slice(first[0], first[-1])
    crowd = Crowd(
        visitors.arrival[of_day], visitors.due[of_day], visitors.service[of_day], visitors.priority[of_day],
        visitors.minutes[of_day], found.begin[of_day], found.by[of_day],
    )  # fmt: skip
    hall = empty_hall(len(plan.able), plan.grid.slots, len(office.steps), int(np.diff(first).max(initial=0)))
    run_paths(
        day_plan(plan, day, office, routes), crowd, first - first[0], np.ascontiguousarray(visitors.present[:, day]),
        plan.shift_end[day].astype(float), hall, found.overtime[day], found.seats[day], found.called[day],
    )  # fmt: skip


def _check(visitors: Visitors, plan: StaffPlan) -> None:
    if visitors.grid != plan.grid:
        raise ValueError("the plan does not stand on the visitors' grid")
    if visitors.present.shape[1:] != plan.rostered.shape:
        raise ValueError(f"presence {visitors.present.shape[1:]} does not fit a plan of {plan.rostered.shape}")
