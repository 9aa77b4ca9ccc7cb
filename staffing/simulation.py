"""Simulation: a counter plan meets the visitors of many sampled days."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from office.office import Office
from staffing.hall import Crowd, Figures, day_plan, empty_hall, no_figures
from staffing.judge import classes_of, joined_days, judge_day
from staffing.oneday import plan_of_day, visitors_of_day
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
    All rules and ties stand in `staffing.engine`.
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
    _check(visitors, plan)
    classes = classes_of(visitors)

    def on_day(day: int) -> Outcome:
        alone, posts = visitors_of_day(visitors, day), plan_of_day(plan, day)
        return judge_day(trace(alone, posts, office), alone, posts, office, classes)

    with ThreadPoolExecutor(min(plan.grid.days, os.cpu_count() or 1)) as threads:
        return joined_days(list(threads.map(on_day, range(plan.grid.days))))


def trace(visitors: Visitors, plan: StaffPlan, office: Office) -> Trace:
    """As `simulate`, but visitor by visitor."""
    _check(visitors, plan)
    routes = routes_of(office, visitors.ways)
    leaves = visitors.leaves
    begin = np.empty(visitors.minutes.shape)
    by = np.empty(visitors.minutes.shape, dtype=np.int16)
    days = range(plan.grid.days)
    with ThreadPoolExecutor(min(len(days), os.cpu_count() or 1)) as threads:
        figures = list(threads.map(lambda day: _run(begin, by, leaves, visitors, plan, office, routes, day), days))
    return Trace(
        begin=begin,
        by=by,
        overtime=np.stack([each.overtime for each in figures]),
        seats=np.stack([each.seats for each in figures]),
        called=np.stack([each.called for each in figures]),
        minutes=_taken(visitors, by, office),
    )


def _taken(visitors: Visitors, by: np.ndarray, office: Office) -> np.ndarray:
    """Minutes that each stop took: those drawn, where all officers work at the same speed."""
    speed = np.array([officer.speed for officer in office.officers])
    return visitors.minutes if (speed == 1).all() else visitors.minutes / speed[np.maximum(by, 0)]


def _run(
    begin: np.ndarray,
    by: np.ndarray,
    leaves: np.ndarray,
    visitors: Visitors,
    plan: StaffPlan,
    office: Office,
    routes: Routes,
    day: int,
) -> Figures:
    from staffing.engine.paths import run_paths

    first = visitors.first[day * visitors.paths : (day + 1) * visitors.paths + 1]
    of_day = slice(first[0], first[-1])
    crowd = Crowd(
        visitors.arrival[of_day], visitors.due[of_day], leaves[of_day], visitors.route[of_day],
        visitors.priority[of_day], visitors.minutes[of_day], begin[of_day], by[of_day],
    )  # fmt: skip
    hall = empty_hall(len(plan.able), plan.grid.slots, len(office.steps), int(np.diff(first).max(initial=0)))
    figures = no_figures(visitors.paths, len(plan.able))
    staffed = day_plan(plan.of_day(day), plan, office, routes)
    run_paths(staffed, crowd, first - first[0], np.ascontiguousarray(visitors.present[:, day]), hall, figures)
    return figures


def _check(visitors: Visitors, plan: StaffPlan) -> None:
    if visitors.grid != plan.grid:
        raise ValueError("the plan does not stand on the visitors' grid")
    if visitors.present.shape[1:] != plan.rostered.shape:
        raise ValueError(f"presence {visitors.present.shape[1:]} does not fit a plan of {plan.rostered.shape}")
