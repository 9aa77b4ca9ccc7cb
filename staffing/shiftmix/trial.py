"""Trial: how a mix of shifts fares on the paths, cell by cell."""

from dataclasses import dataclass, replace

import numpy as np

from office.office import Office
from staffing.routes import mask_of
from staffing.shiftmix.problem import ShiftMix
from staffing.simulation import trace
from staffing.staffplan import StaffPlan
from staffing.visitors import Visitors
from staffing.waits import waits_of


@dataclass(frozen=True)
class Fare:
    """How a mix fared.

    Parameters
    ----------
    late
        Late visitors of each cell, mean over the paths, shape (cells,).
    overtime
        Minutes from the end of the last slot to when the last visitor leaves, mean over the paths.
    """

    late: np.ndarray
    overtime: float


class Trial:
    """Tries mixes on the same paths.

    Parameters
    ----------
    problem
        The day.
    paths
        How many of its paths, the first ones; None means all.
    """

    def __init__(self, problem: ShiftMix, paths: int | None = None) -> None:
        self._problem = problem
        self._visitors = _first_paths(problem.visitors, paths or problem.visitors.paths)
        self._cell = problem.cell[: self._visitors.count]
        grid = problem.visitors.grid
        self._closes = float(grid.first + grid.slots * grid.slot_minutes)

    def of_mix(self, mix: np.ndarray) -> Fare:
        """How officers on whole shifts fare; `mix` has shape (groups, shifts)."""
        return self.of_posts(*posts_of(self._problem, mix))

    def of_posts(self, group: np.ndarray, on: np.ndarray) -> Fare:
        """How officers in any slots fare: the group of each, shape (officers,), and his slots, (officers, slots)."""
        plan, office = _plan(self._problem, group, on), _with(self._problem.office, len(group))
        present = np.ones((self._visitors.paths, 1, len(group)), dtype=np.bool_)
        visitors = replace(self._visitors, present=present)
        waits = waits_of(trace(visitors, plan, office), visitors, office)
        late = np.bincount(self._cell, weights=waits.late_call | waits.late_visit, minlength=self._problem.cells)
        left = np.zeros(visitors.paths)
        np.maximum.at(left, waits.cell, np.where(np.isfinite(waits.out), waits.out, 0.0))
        return Fare(late / visitors.paths, float(np.maximum(0.0, left - self._closes).mean()))


def posts_of(problem: ShiftMix, mix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Group and slots of each officer of a mix."""
    group, shift = np.nonzero(mix)
    times = mix[group, shift]
    return np.repeat(group, times), problem.shifts[np.repeat(shift, times)]


def _first_paths(visitors: Visitors, paths: int) -> Visitors:
    rows = visitors.rows(slice(visitors.first[paths]))
    return replace(visitors, first=visitors.first[: paths + 1], present=visitors.present[:paths], **rows)


def _with(office: Office, officers: int) -> Office:
    """The office with so many officers of ordinary speed; what they serve stands in the plan."""
    ordinary = office.officers[0].model_copy(update={"speed": 1.0})
    return office.model_copy(update={"officers": (ordinary,) * officers})


def _plan(problem: ShiftMix, group: np.ndarray, on: np.ndarray) -> StaffPlan:
    """Officers at counters enough for all, where each serves all that he can."""
    grid, officers = problem.visitors.grid, len(group)
    able, cells = problem.masks[group], (1, officers, grid.slots)
    ends = grid.slots - np.argmax(on[:, ::-1], axis=1)
    return StaffPlan(
        grid=grid,
        able=able,
        serves=np.where(on, able[:, None], np.uint64(0))[None],
        counter_type=np.where(on, 0, -1).astype(np.int16)[None],
        on_call=np.zeros(cells, dtype=np.bool_),
        stand_in=np.full(cells, -1, dtype=np.int16),
        rostered=np.ones(cells[:2], dtype=np.bool_),
        shift_end=(grid.first + grid.slot_minutes * ends)[None],
        type_steps=np.array([mask_of(problem.office, problem.office.step_ids)], dtype=np.uint64),
        type_counters=np.array([officers], dtype=np.int64),
    )
