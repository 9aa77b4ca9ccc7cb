"""Limits: what no refinement may make worse on a day, whatever it gains in waiting."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from scheduler.refine.ground import BLOCK, IDLE, STANDBY, Ground
from scheduler.refine.state import DayState, runs

SHORTEST_STINT_MINUTES = 60
"""A stint at a counter is no shorter, unless it was or a whole free stretch is."""


@dataclass(frozen=True)
class Limits:
    """What the day's first plan kept.

    Parameters
    ----------
    uncovered
        Officers missing from each set of promises, int, shape (sets, slots).
    bare
        Officers by whom the worst set of promises is short of one more than promised, int, shape (slots,).
    short
        Stints that are too short.
    """

    uncovered: np.ndarray
    bare: np.ndarray
    short: int


def limits_of(ground: Ground, state: DayState) -> Limits:
    """What a plan of the day keeps."""
    return Limits(uncovered(ground, state), bare(ground, state), short_stints(ground, state))


def keeps(ground: Ground, limits: Limits, state: DayState) -> bool:
    """Whether a plan is within the desks and no worse than the limits."""
    return (
        bool((occupied(ground, state) <= ground.desks).all())
        and bool((uncovered(ground, state) <= limits.uncovered).all())
        and bool((bare(ground, state) <= limits.bare).all())
        and short_stints(ground, state) <= limits.short
    )


def occupied(ground: Ground, state: DayState) -> np.ndarray:
    """Desks of each type that are held, int, shape (types, slots)."""
    kinds = np.arange(len(ground.desks))
    return (state.code[None] == kinds[:, None, None]).sum(axis=1)


def uncovered(ground: Ground, state: DayState) -> np.ndarray:
    """Officers missing from each set of promises by Hall's condition, int, shape (sets, slots)."""
    at = np.where(state.code >= 0, state.code, 0)
    masks = np.where(state.code >= 0, np.take_along_axis(ground.serves, at, axis=1), np.uint64(0))
    cover = ((masks[None] & ground.sets[:, None, None]) != 0).sum(axis=1) + ground.held
    return np.maximum(ground.need - cover, 0)


def bare(ground: Ground, state: DayState) -> np.ndarray:
    """Officers on duty by whom the worst set of promises is short of one more than promised, int, shape (slots,)."""
    there = np.array([options[turn] for options, turn in zip(ground.on_duty, state.turn, strict=True)], dtype=int)
    on_duty = ground.able.T.astype(int) @ there.reshape(len(ground.people), ground.week.grid.slots)
    missing = np.where(ground.need > 0, ground.need + 1 - on_duty, 0)
    return np.asarray(np.maximum(missing, 0).max(axis=0, initial=0))


def short_stints(ground: Ground, state: DayState) -> int:
    """Stints at counters that are shorter than an hour although the free stretch around them is not."""
    least = -(-SHORTEST_STINT_MINUTES // ground.week.grid.slot_minutes)
    found = 0
    for row in state.code:
        for (start, end), code in runs(row):
            if code >= 0 and end - start < least:
                found += _stretch(row, start) >= least
    return found


def changes(state: DayState) -> int:
    """Times that anybody goes from one kind of counter to another without break or block between, or to standby."""
    total = 0
    for row in state.code:
        for ((_, end), code), ((start, _), following) in pairwise(runs(row)):
            total += end == start and min(code, following) >= STANDBY and max(code, following) >= 0
    return total


def _stretch(row: np.ndarray, slot: int) -> int:
    """Length of the free stretch around a slot: at a counter or on standby."""
    free = (row > IDLE) & (row > BLOCK)
    low = slot
    while low > 0 and free[low - 1]:
        low -= 1
    high = slot
    while high + 1 < len(row) and free[high + 1]:
        high += 1
    return high - low + 1
