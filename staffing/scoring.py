"""Scoring: how a day goes under many plans, for a search that asks some ten thousand times."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from office.office import Office
from staffing.hall import Crowd, Figures, Hall, day_plan, empty_hall, no_figures, with_staff
from staffing.routes import routes_of
from staffing.staffplan import DayStaff, StaffPlan, nobody
from staffing.visitors import Visitors


@dataclass(frozen=True)
class Score:
    """What a day came to on each path, summed over its visitors or officers; all of shape (paths,).

    Parameters
    ----------
    visitors
        Who came, int.
    late, late_visit
        Who waited longer than the target for the first call, or was not out in time; never called is late, int.
    wait, later_wait
        Minutes waited for the first call, and for later stops without the delays on the route.
    overtime
        Minutes worked beyond the shifts' ends.
    """

    visitors: np.ndarray
    late: np.ndarray
    late_visit: np.ndarray
    wait: np.ndarray
    later_wait: np.ndarray
    overtime: np.ndarray


class DayScorer:
    """One day of an office with its visitors, ready to be tried with any staff.

    The figures are those of `simulate`, without the cost of telling visitor by visitor. Several threads may score at
    once: each works in a hall of its own, and compiled code holds no lock.

    Parameters
    ----------
    visitors
        Who comes.
    office
        Routes, skills, counters, standby rule, target.
    day
        Index of the day in the visitors' grid.
    paths
        Indices of the paths to look at; None means all.
    """

    def __init__(self, visitors: Visitors, office: Office, day: int, paths: np.ndarray | None = None) -> None:
        chosen = np.arange(visitors.paths) if paths is None else np.asarray(paths)
        begins = visitors.first[day * visitors.paths + chosen]
        counts = visitors.first[day * visitors.paths + chosen + 1] - begins
        self._first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        rows = np.repeat(begins - self._first[:-1], counts) + np.arange(self._first[-1])
        self._crowd = Crowd(
            visitors.arrival[rows], visitors.due[rows], visitors.leaves[rows], visitors.route[rows],
            visitors.priority[rows], visitors.minutes[rows], begin=np.empty(0), by=np.empty(0),
        )  # fmt: skip
        self._present = np.ascontiguousarray(visitors.present[chosen, day])
        plan = nobody(office, visitors.grid)
        self._plan = day_plan(plan.of_day(day), plan, office, routes_of(office, visitors.ways))
        self._steps = len(office.steps)
        self._rooms = threading.local()
        self.visitors = counts

    def score(self, staff: DayStaff) -> Score:
        """How the day goes with these people at these counters.

        Parameters
        ----------
        staff
            Who is where, for the officers of the office and the slots of the visitors' grid.

        Raises
        ------
        ValueError
            If there are other officers or slots.
        """
        from staffing.engine.paths import run_paths

        if staff.serves.shape != self._plan.posts.shape:
            raise ValueError(f"staff of {staff.serves.shape}, not {self._plan.posts.shape}")
        hall, begin, by = self._room()
        figures = no_figures(len(self.visitors), len(self._plan.officers))
        crowd = self._crowd._replace(begin=begin, by=by)
        run_paths(with_staff(self._plan, staff), crowd, self._first, self._present, hall, figures)
        return _score(self.visitors, figures)

    def _room(self) -> tuple[Hall, np.ndarray, np.ndarray]:
        """This thread's own hall, and room for what happens to the visitors of one path."""
        if not hasattr(self._rooms, "room"):
            officers, slots = self._plan.posts.shape
            most, stops = int(self.visitors.max(initial=0)), self._crowd.minutes.shape[1]
            self._rooms.room = (
                empty_hall(officers, slots, self._steps, most),
                np.empty((most, stops)),
                np.empty((most, stops), dtype=np.int16),
            )
        room: tuple[Hall, np.ndarray, np.ndarray] = self._rooms.room
        return room


def week_scores(
    visitors: Visitors, plan: StaffPlan, office: Office, paths: np.ndarray | None = None
) -> tuple[Score, ...]:
    """How each day of a plan goes, on some paths or on all."""

    def of_day(day: int) -> Score:
        return DayScorer(visitors, office, day, paths).score(plan.of_day(day))

    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        return tuple(threads.map(of_day, range(plan.grid.days)))


def _score(visitors: np.ndarray, figures: Figures) -> Score:
    return Score(
        visitors=visitors,
        late=figures.late,
        late_visit=figures.late_visit,
        wait=figures.wait,
        later_wait=figures.later_wait,
        overtime=figures.overtime.sum(axis=1),
    )
