"""Occasions: how many of some sets of cells are touched, such as weekends worked or kinds of shifts."""

from dataclasses import dataclass

import numpy as np

from scheduler.clauses.between import Between
from scheduler.clauses.clause import Sink


@dataclass(frozen=True, eq=False, kw_only=True)
class Occasions(Between):
    """From `low` to `high` of the sets have a cell that is held.

    Parameters
    ----------
    sets
        Candidates of each occasion, int.
    exclusive
        For each occasion its candidates in parts of which at most one is held, such as an officer's of one day: makes
        the solver's work easier. Without, every candidate is a part of its own.
    """

    sets: tuple[np.ndarray, ...]
    exclusive: tuple[tuple[np.ndarray, ...], ...] | None = None

    def count(self, chosen: np.ndarray) -> int:
        """Occasions that are touched."""
        return sum(bool(chosen[cells].any()) for cells in self.sets)

    def write(self, sink: Sink) -> None:
        """A truth value for each occasion, and one row that counts them, unless nothing could be missed."""
        if self.low > 0 or self.high < len(self.sets):
            self.bind(sink, [self._touched(sink, n) for n in range(len(self.sets))], [1] * len(self.sets))

    def _touched(self, sink: Sink, n: int) -> object:
        """1 where any cell of an occasion is held: held to as far as the limits ask."""
        cells, is_touched = self.sets[n], sink.whole(1)
        if self.high < len(self.sets):
            parts = self.exclusive[n] if self.exclusive is not None else tuple(cells[:, None])
            for part in parts:
                held = [sink.cell(cell) for cell in part.tolist()]
                sink.row([*held, is_touched], [*[1] * len(held), -1], -np.inf, 0)
        if self.low > 0:
            held = [sink.cell(cell) for cell in cells.tolist()]
            sink.row([is_touched, *held], [1, *[-1] * len(held)], -np.inf, 0)
        return is_touched
