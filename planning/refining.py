"""Refining: the solver's roster made better by simulation, and the plans that the head may choose from."""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from planning.baselines import all_open, erlang_cover
from planning.futures import Futures
from planning.progress import Stage, Watch
from planning.results import Choice, ChoiceName, Ended, Refinement
from scheduler.problem import RosterProblem
from scheduler.result import RosterResult
from scheduler.roster import Roster
from scheduler.staffplans import staff_plan
from scheduler.stand_ins import weak_slots
from scheduler.week import OfficeWeek
from staffing.outcome import Difference
from staffing.scoring import DayScorer

if TYPE_CHECKING:
    from scheduler.refine.day import Effort

NAMES: tuple[ChoiceName, ...] = ("lean", "balanced", "ample")


@dataclass(frozen=True)
class Sought:
    """The rosters of the three plans, and how they were found."""

    rosters: Mapping[ChoiceName, Roster]
    refinement: Refinement


def refine_week(
    problem: RosterProblem, result: RosterResult, futures: Futures, effort: "Effort", watch: Watch, stop: Event
) -> Sought:
    """The three plans that refinement finds from the solver's roster, or with the counters that rules of thumb open.

    Parameters
    ----------
    problem, result
        The week and what the solver made of it.
    futures
        Sampled weeks for the search; none of them judges the plan later.
    effort
        Time, threads and seed.
    watch, stop
        Told how it goes; asked whether to end.
    """
    from scheduler.refine.week import refine

    week, roster = problem.week, result.roster
    seeds = (all_open(week, roster), erlang_cover(week, roster, futures.visitors))
    found = refine(
        problem, roster, seeds, futures.visitors, effort, stop.is_set,
        lambda done, days, before, after: watch(Stage("refining", value=after, bound=before, step=done, steps=days)),
    )  # fmt: skip
    ended: Ended = "stopped" if stop.is_set() else "settled" if found.is_settled else "out_of_time"
    told = Refinement(
        found.late_before, found.late_after, found.wait_before, found.wait_after, found.tried, found.accepted,
        found.seconds, ended,
    )  # fmt: skip
    return Sought(found.rosters, told)


def choices_of(problem: RosterProblem, sought: Sought, futures: Futures) -> tuple[Choice, ...]:
    """The plans as rows: late visitors a week with the range of single weeks, back office, weak slots."""
    return tuple(
        Choice(
            name=name,
            roster=roster,
            late=_range(late_by_path(problem, roster, futures)),
            back_office_minutes=sum(back_office_minutes(problem.week, roster).values()),
            weak_slots=len(weak_slots(problem.week, roster)),
        )
        for name in NAMES
        for roster in (sought.rosters[name],)
    )


def late_by_path(problem: RosterProblem, roster: Roster, futures: Futures) -> np.ndarray:
    """Visitors late to their first call in the week, int, shape (paths,)."""
    week, plan = problem.week, staff_plan(problem.week, roster)

    def of_day(day: int) -> np.ndarray:
        return DayScorer(futures.visitors, week.office, day).score(plan.of_day(day)).late

    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        return np.sum(list(threads.map(of_day, range(week.grid.days))), axis=0)


def back_office_minutes(week: OfficeWeek, roster: Roster) -> dict[str, int]:
    """Minutes by task in blocks of at least the task's length."""
    tasks = {task.id: task for task in week.office.back_office}
    found = dict.fromkeys(tasks, 0)
    for duty in roster.duties:
        task = tasks.get(duty.task or "") if duty.activity == "back_office" else None
        if task is not None and duty.minutes >= task.block_minutes:
            found[task.id] += duty.minutes
    return found


def _range(late: np.ndarray) -> Difference:
    low, high = np.quantile(late, [0.1, 0.9])
    return Difference(float(late.mean()), float(low), float(high))
