"""Pricing: the cheapest line of an officer over some days, beside what is held before and after them."""

from dataclasses import dataclass

import numpy as np

from scheduler.lines.paths import FREE, HELD, NONE, cheapest
from scheduler.lines.separate import Line
from scheduler.lines.stints import Runs


@dataclass(frozen=True, eq=False)
class Task:
    """A line that is to be priced again and again over the days from `start` on: all that does not change."""

    line: Line
    start: int
    stop: int
    fixed: tuple[np.ndarray | int, ...]

    def price(self, prices: np.ndarray) -> tuple[float, np.ndarray]:
        """The cheapest line under some prices, shape (days, shifts); the shift of each day, -1 for none."""
        price, line = cheapest(prices, *self.fixed)
        return float(price), line


def task_of(line: Line, held: np.ndarray, start: int, stop: int, part: float | None = None) -> Task:
    """What the days from `start` up to `stop` may be.

    Parameters
    ----------
    held
        Shift of each day of the horizon as it is now, -1 for none, int, shape (days,).
    part
        Part of what the line may have in all that it may have by the end of these days, when what follows is open;
        None when it stands in `held`.
    """
    days, shifts = line.cells.shape
    classes, may_follow = line.classes
    amounts = np.zeros(shifts, dtype=np.int64) if line.amounts is None else line.amounts.astype(np.int64)
    outside = np.concatenate([held[:start], held[stop:]])
    used = int(amounts[outside[outside >= 0]].sum())
    least, most = 0 if line.amounts is None else line.least, used if line.most is None else line.most
    if part is not None:
        least, most = int(part * least - (1 - part) * amounts.max(initial=0) * 7), int(part * most)
    occasion = line.occasion.copy()
    worked = {int(n) for n in occasion[(held >= 0) & ((np.arange(days) < start) | (np.arange(days) >= stop))] if n >= 0}
    weekends = 0 if line.weekends is None else int(line.weekends * (part or 1.0) + 0.5) - len(worked)
    is_known = stop < days and part is None
    if is_known and held[stop] >= 0 and occasion[stop - 1] == occasion[stop]:
        occasion[stop - 1] = -1
    if line.weekends is None:
        occasion[:] = -1
    inside = int((stop - start) * amounts.max(initial=0))
    limits = np.array([min(max(most - used, 0), inside) if line.amounts is not None else 0, max(weekends, 0)])
    count = may_follow.shape[1]
    may_end = may_follow[stop][:, held[stop]] if is_known and held[stop] >= 0 else np.ones(count, dtype=bool)
    fixed = (
        amounts, classes, may_follow[start:stop], occasion[start:stop], start,
        _runs(line.held, line.free), _before(line, held, classes, start), limits, least - used,
        _after(held, stop) if is_known else np.array([NONE, 0, 0]), may_end,
    )  # fmt: skip
    return Task(line, start, stop, fixed)


def held_of(values: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Shift of each day, -1 for none, int, shape (days,)."""
    is_held = (cells >= 0) & (values[cells] > 0.5)
    return np.where(is_held.any(axis=1), is_held.argmax(axis=1), -1)


def _runs(held: Runs, free: Runs) -> np.ndarray:
    return np.array([held.least, held.most or 0, free.least, free.most or 0])


def _before(line: Line, held: np.ndarray, classes: np.ndarray, start: int) -> np.ndarray:
    if start == 0:
        return np.array([NONE, 0, 0, -1])
    is_held = held[:start] >= 0
    last = is_held[-1]
    other = np.flatnonzero(is_held != last)
    length = start - (other[-1] + 1 if len(other) else 0)
    kind = classes[held[start - 1]] if last else 0
    return np.array([HELD if last else FREE, length, kind, line.occasion[start - 1]])


def _after(held: np.ndarray, stop: int) -> np.ndarray:
    if stop == len(held):
        return np.array([NONE, 0, 0])
    is_held = held[stop:] >= 0
    other = np.flatnonzero(is_held != is_held[0])
    length = other[0] if len(other) else len(is_held)
    return np.array([HELD if is_held[0] else FREE, length, len(other) == 0])
