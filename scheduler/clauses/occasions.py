"""Occasions: how many of some sets of cells are touched, such as weekends worked or kinds of shifts."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scheduler.clauses.clause import Clause, Excess, Sink


@dataclass(frozen=True, eq=False, kw_only=True)
class Occasions(Clause):
    """From `low` to `high` of the sets have a cell that is held.

    Parameters
    ----------
    sets
        Candidates of each occasion, int.
    exclusive
        For each occasion its candidates in parts of which at most one is held, such as an officer's of one day: makes
        the solver's work easier. Without, every candidate is a part of its own.
    low, high
        Least and most occasions; infinite where there is none.
    under, over
        Price of one occasion too few or too many.
    told
        What is told of a miss as found and as allowed, where that is not the number of occasions.
    """

    sets: tuple[np.ndarray, ...]
    exclusive: tuple[tuple[np.ndarray, ...], ...] | None = None
    low: float = -np.inf
    high: float = np.inf
    under: int = 1
    over: int = 1
    told: tuple[float, float] | None = None

    def excesses(self, chosen: np.ndarray) -> Iterator[Excess]:
        """At most one: too few or too many occasions."""
        found = sum(bool(chosen[cells].any()) for cells in self.sets)
        if found < self.low:
            amount, limit = self.told or (found, self.low)
            yield Excess(amount, limit, round(self.under * (self.low - found)))
        elif found > self.high:
            amount, limit = self.told or (found, self.high)
            yield Excess(amount, limit, round(self.over * (found - self.high)))

    def write(self, sink: Sink) -> None:
        """A truth value for each occasion, and one row that counts them."""
        if self.low <= 0 and self.high >= len(self.sets):
            return
        touched = [self._touched(sink, n) for n in range(len(self.sets))]
        factors = [1] * len(touched)
        missing = sink.excess(int(self.low), self.under) if self.low > 0 else None
        beyond = sink.excess(int(len(touched) - self.high), self.over) if self.high < len(touched) else None
        for part, factor in ((missing, 1), (beyond, -1)):
            if part is not None:
                touched.append(part)
                factors.append(factor)
        sink.row(touched, factors, self.low, self.high)

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
