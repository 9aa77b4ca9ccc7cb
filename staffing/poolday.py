"""PoolDay: one day of one pool on all paths, as the one queue by which it is priced."""

from dataclasses import dataclass

import numpy as np

from office.grid import SlotGrid
from staffing.inflow import Inflow


@dataclass(frozen=True)
class Criterion:
    """When a pool's slots are staffed well enough.

    Parameters
    ----------
    limit
        Minutes of waiting that are not late yet.
    allowed
        Share of visitors who may be late, or of days with anyone late where `by_day`.
    by_day
        What `allowed` counts.
    cell
        Slots of one number are judged together, int64, ascending, shape (slots,).
    """

    limit: float
    allowed: float
    by_day: bool
    cell: np.ndarray


@dataclass(frozen=True)
class PoolDay:
    """Who comes to a pool on one day, path by path, and when counters work.

    Parameters
    ----------
    ready, minutes
        When each visitor joins the queue, ascending within each path, and how long his service takes.
    first
        Index of each path's first visitor and the end, int64, shape (paths + 1,).
    is_open
        Slots in which counters work, bool, shape (slots of the grid,), at least one.
    grid
        The slots.
    most
        Largest number of officers.
    """

    ready: np.ndarray
    minutes: np.ndarray
    first: np.ndarray
    is_open: np.ndarray
    grid: SlotGrid
    most: int

    @property
    def worked(self) -> np.ndarray:
        """Slots up to the last one in which counters work, bool."""
        return np.ascontiguousarray(self.is_open[: int(np.flatnonzero(self.is_open)[-1]) + 1])

    def needed(self, judged: Criterion) -> np.ndarray:
        """Officers that keep the target, slot by slot forward, shape (slots,)."""
        from staffing.onequeue import fewest

        worked = self.worked
        officers = fewest(
            self.ready, self.minutes, self.first, worked, float(self.grid.first), float(self.grid.slot_minutes),
            judged.cell[: len(worked)], float(judged.limit), judged.allowed, judged.by_day, self.most,
        )  # fmt: skip
        return np.pad(officers, (0, self.grid.slots - len(worked)))

    def around(self, profile: np.ndarray, limit: float) -> tuple[np.ndarray, np.ndarray]:
        """What n officers in one slot and the profile elsewhere add to the day, against plenty in that slot.

        Waiting minutes and visitors who wait longer than the limit: means over paths, shape (slots, most + 1).
        """
        from staffing.onequeue import extra

        worked = self.worked
        waiting, late = extra(
            self.ready, self.minutes, self.first, profile[: len(worked)], worked, float(self.grid.first),
            float(self.grid.slot_minutes), float(limit), self.most,
        )  # fmt: skip
        rest = ((0, self.grid.slots - len(worked)), (0, 0))
        return np.pad(waiting, rest), np.pad(late, rest)

    def waited(self, profile: np.ndarray) -> float:
        """Minutes that all wait by this profile, mean over paths."""
        from staffing.onequeue import waits_of_paths

        officers = profile[: len(self.worked)]
        wait = np.zeros(len(self.ready))
        waits_of_paths(
            self.ready, self.minutes, self.first, officers, float(self.grid.first), float(self.grid.slot_minutes), wait
        )
        return float(wait.sum() / (len(self.first) - 1))


def pool_day(inflow: Inflow, is_open: np.ndarray, day: int, paths: int, grid: SlotGrid, most: int) -> PoolDay:
    """One day of a pool's inflow."""
    first = np.searchsorted(inflow.cell, np.arange(day * paths, (day + 1) * paths + 1))
    those = slice(first[0], first[-1])
    return PoolDay(inflow.ready[those], inflow.minutes[those], first - first[0], is_open, grid, most)
