"""Pressure: where and when visitors wait under a plan, and so which changes of it are worth a simulation first."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from scheduler.refine.ground import STANDBY, Ground
from scheduler.refine.state import DayState, staff_of
from staffing.oneday import visitors_of_day
from staffing.simulation import trace
from staffing.staffplan import DayStaff, StaffPlan, nobody
from staffing.stops import stops_of
from staffing.visitors import Visitors

ON_CALL = 0.6
"""Part of an officer's worth at a counter that he has on standby."""


def pressure(ground: Ground, state: DayState, visitors: Visitors) -> np.ndarray:
    """Minutes a path that visitors wait for each step in each slot under a plan, shape (steps, slots).

    Parameters
    ----------
    ground, state
        The day and its plan.
    visitors
        Those of this day alone.
    """
    office, grid = ground.week.office, visitors.grid
    ends = float(grid.first + grid.slots * grid.slot_minutes)
    found = trace(visitors, _plan(ground, staff_of(ground, state), visitors), office)
    stops = stops_of(found, visitors, office, np.full(visitors.count, ends))
    step, ready, until = (column[stops.asked] for column in (stops.step, stops.ready, stops.until))
    waits = np.zeros((len(office.steps), grid.slots))
    for t, start in enumerate(grid.minutes.tolist()):
        inside = np.minimum(until, start + grid.slot_minutes) - np.maximum(ready, start)
        waits[:, t] = np.bincount(step, weights=np.maximum(0.0, inside), minlength=len(office.steps))
    return waits / max(1, visitors.paths)


def promise(ground: Ground, state: DayState, others: Sequence[DayState], waits: np.ndarray) -> np.ndarray:
    """Roughly how much waiting each of some plans would meet that `state` leaves, shape (others,).

    An officer in a slot is worth the longest of the queues that he serves: only the order of the numbers means
    anything.
    """
    worth = _worth(ground, waits)
    return np.array([_total(worth, other, state) - _total(worth, state, other) for other in others])


def day_of(visitors: Visitors, day: int, paths: int) -> Visitors:
    """The visitors of one day on the first paths."""
    whole = visitors_of_day(visitors, day)
    few = min(paths, whole.paths)
    end = int(whole.first[few])
    return replace(whole, first=whole.first[: few + 1], present=whole.present[:few], **whole.rows(slice(0, end)))


def _worth(ground: Ground, waits: np.ndarray) -> np.ndarray:
    """Worth of each person at each type of counter, and last on standby, in each slot: (people, types + 1, slots)."""
    bits = np.uint64(1) << np.arange(len(waits), dtype=np.uint64)
    serves = (ground.serves[:, :, None] & bits) != 0  # people, types, steps
    at = (serves[..., None] * waits).max(axis=2, initial=0.0)
    able = ((ground.masks[:, None] & bits) != 0)[..., None] * waits
    return np.concatenate([at, ON_CALL * able.max(axis=1, initial=0.0)[:, None]], axis=1)


def _total(worth: np.ndarray, state: DayState, beside: DayState) -> float:
    """Worth of the places of a plan, of the people whose day differs from another plan's."""
    people = np.flatnonzero((state.code != beside.code).any(axis=1))
    code = state.code[people]
    place = np.where(code == STANDBY, worth.shape[1] - 1, np.maximum(code, 0))
    mine = worth[people[:, None], place, np.arange(code.shape[1])]
    return float(np.where(code >= STANDBY, mine, 0.0).sum())


def _plan(ground: Ground, staff: DayStaff, visitors: Visitors) -> StaffPlan:
    return replace(
        nobody(ground.week.office, visitors.grid),
        serves=staff.serves[None],
        counter_type=staff.kind[None],
        on_call=staff.on_call[None],
        stand_in=staff.stand_in[None],
        rostered=staff.rostered[None],
        shift_end=staff.shift_end[None],
    )
