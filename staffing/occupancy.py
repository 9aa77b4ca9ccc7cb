"""Occupancy: who really held which post on each path, and how much of that time was spent with visitors."""

from dataclasses import dataclass

import numpy as np

from staffing.hall import NOBODY
from staffing.staffplan import StaffPlan


@dataclass(frozen=True)
class Occupancy:
    """Minutes at counters and minutes with a visitor.

    Time at a counter is that of posts really held, plus whatever time is spent with visitors outside of them: after
    a post's end, after closing, or called from standby. So neither share exceeds 1.

    Parameters
    ----------
    busy
        Minutes with a visitor, shape (paths, days, officers).
    at_counter
        Minutes at a counter, same shape.
    type_busy
        Minutes with a visitor at posts of each counter type, by slot, shape (paths, days, types, slots).
    type_held
        Minutes for which counters of each type are held, same shape.
    """

    busy: np.ndarray
    at_counter: np.ndarray
    type_busy: np.ndarray
    type_held: np.ndarray


def held_posts(plan: StaffPlan, present: np.ndarray) -> np.ndarray:
    """Type of the counter that each officer really holds, NOBODY when none, int16, shape (paths, officers, slots).

    Parameters
    ----------
    plan
        Posts of one day.
    present
        Who comes, bool, shape (paths, officers).
    """
    rostered, serves, kind, stand_in = plan.rostered[0], plan.serves[0], plan.counter_type[0], plan.stand_in[0]
    comes = present & rostered
    held = np.where(comes[:, :, None] & (serves != 0), kind, np.int16(NOBODY))
    slots = np.arange(plan.grid.slots)
    for absent in np.flatnonzero(rostered)[::-1]:  # as in the engine: the first absent officer's post is given last
        paths = np.flatnonzero(~present[:, absent])
        to = stand_in[absent]
        able = (plan.able[to] & plan.type_steps[kind[absent]]) != 0
        asked = (serves[absent] != 0) & (to >= 0) & able
        path, slot = np.nonzero(comes[paths][:, to] & asked)
        held[paths[path], to[slot], slots[slot]] = kind[absent][slot]
    return held


def occupancy_of(
    plan: StaffPlan, present: np.ndarray, path: np.ndarray, officer: np.ndarray, begin: np.ndarray, minutes: np.ndarray
) -> Occupancy:
    """Occupancy of one day.

    Parameters
    ----------
    plan
        Posts of one day.
    present
        Who comes, bool, shape (paths, officers).
    path, officer, begin, minutes
        All services: on which path, by whom, from when, how long; shape (services,).
    """
    from staffing.counting import count_minutes

    grid, paths, officers = plan.grid, len(present), len(plan.able)
    held = held_posts(plan, present)
    in_slot = np.zeros((paths, officers, grid.slots))
    count_minutes(path, officer, begin, begin + minutes, float(grid.first), float(grid.slot_minutes), in_slot)
    busy = np.bincount(path * officers + officer, weights=minutes, minlength=paths * officers).reshape(paths, officers)
    at_post = held != NOBODY
    outside = busy - np.where(at_post, in_slot, 0.0).sum(axis=2)
    kinds = [held == kind for kind in range(len(plan.type_steps))]
    return Occupancy(
        busy[:, None],
        (grid.slot_minutes * at_post.sum(axis=2) + outside)[:, None],
        np.stack([np.where(of, in_slot, 0.0).sum(axis=1) for of in kinds], axis=1)[:, None],
        np.stack([grid.slot_minutes * of.sum(axis=1) for of in kinds], axis=1)[:, None],
    )


def no_occupancy() -> Occupancy:
    """Nobody, on no path."""
    none = np.zeros((0, 0, 0))
    return Occupancy(none, none, none[..., None], none[..., None])
