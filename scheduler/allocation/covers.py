"""Covers: what the master's posts hold in every set of steps, and what less of it would cost."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.allocation.board import Board
from scheduler.cover import PromiseSet
from staffing.cost import StaffingCost

BELOW_TARGET = 20.0
"""Price in waiting minutes of an officer-slot that falls below the service target's requirement."""

KEPT = 1.0
"""Price of any officer-slot taken from the master's cover of a step, so that flat tables move nobody."""

LOSSES = 3
"""Officers less than the master's cover that are priced one by one; a further one costs as much as the last."""


@dataclass(frozen=True)
class Cover:
    """A set of steps whose cover is kept.

    Parameters
    ----------
    steps
        An officer who serves any of them counts.
    have
        The master's cover, fixed duties among it, int, shape (slots,).
    held
        Part of it that fixed counter duties give, int, shape (slots,).
    need
        Part of `have` that keeps a promise, int, shape (slots,).
    lost
        Price in waiting minutes of 1, 2, ... officers less than `have`, shape (slots, losses), convex.
    waiting
        The expected waiting minutes in it; same shape.
    """

    steps: frozenset[str]
    have: np.ndarray
    held: np.ndarray
    need: np.ndarray
    lost: np.ndarray
    waiting: np.ndarray


def make_covers(board: Board, cost: StaffingCost, promised: Sequence[PromiseSet]) -> tuple[Cover, ...]:
    """What is kept: every connected set of promises, every step, every priced set.

    While the cover of each connected set S of promises stays at least min(need(S), master's cover), of the first k
    promises as many officers are found as by the master's posts, for every k: that number is the smallest of cover(S)
    + need(the others) over the subsets S of those promises (Ore, 1955).
    """
    slots = board.week.grid.slots
    need: dict[frozenset[str], np.ndarray] = {}
    for part in promised:
        need[part.steps] = np.maximum(need.get(part.steps, np.zeros(slots, dtype=int)), part.need[board.day])
    singles = (frozenset({step}) for step in board.week.office.step_ids)
    sets = dict.fromkeys([*need, *singles, *cost.step_sets])
    return tuple(_cover(board, cost, steps, need.get(steps, np.zeros(slots, dtype=int))) for steps in sets)


def _cover(board: Board, cost: StaffingCost, steps: frozenset[str], need: np.ndarray) -> Cover:
    held, have = board.held_cover(steps), board.cover(steps)
    waiting, below = _priced(board, cost, steps, have)
    kept = KEPT * np.arange(1, LOSSES + 1) * (len(steps) == 1)
    return Cover(steps, have, held, np.minimum(need, have), waiting + BELOW_TARGET * below + kept, waiting)


def _priced(board: Board, cost: StaffingCost, steps: frozenset[str], have: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Waiting minutes, and officers below the requirement, that each loss adds; both of shape (slots, losses)."""
    if steps not in cost.step_sets:
        return np.zeros((len(have), LOSSES)), np.zeros((len(have), LOSSES))
    index = cost.step_sets.index(steps)
    slots = np.arange(len(have))[:, None]
    left = np.maximum(have[:, None] - np.arange(LOSSES + 1), 0)
    waiting = cost.waiting[board.day, slots, index, np.minimum(left, cost.most)]
    below = np.maximum(cost.needed[board.day, :, index][:, None] - left, 0)
    return waiting[:, 1:] - waiting[:, :1], below[:, 1:] - below[:, :1]
