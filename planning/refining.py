"""Refining: the solver's roster made better by simulation, and the plans that the head may choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from planning.baselines import all_open, erlang_cover
from planning.futures import Futures
from planning.progress import Stage, Watch
from planning.results import Choice, ChoiceName, Ended, Refinement
from scheduler.backoffice import minutes_in_blocks
from scheduler.problem import RosterProblem
from scheduler.result import RosterResult
from scheduler.roster import Roster
from scheduler.staffplans import staff_plan
from scheduler.stand_ins import weak_slots
from staffing.outcome import Difference
from staffing.scoring import week_scores

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
            back_office_minutes=sum(minutes_in_blocks(problem.week.office, roster).values()),
            weak_slots=len(weak_slots(problem.week, roster)),
        )
        for name in NAMES
        for roster in (sought.rosters[name],)
    )


def late_by_path(problem: RosterProblem, roster: Roster, futures: Futures) -> np.ndarray:
    """Visitors late to their first call in the week, int, shape (paths,)."""
    week = problem.week
    scores = week_scores(futures.visitors, staff_plan(week, roster), week.office)
    return np.sum([score.late for score in scores], axis=0)


def _range(late: np.ndarray) -> Difference:
    low, high = np.quantile(late, [0.1, 0.9])
    return Difference(float(late.mean()), float(low), float(high))
