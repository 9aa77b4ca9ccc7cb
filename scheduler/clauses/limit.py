"""Limit: a weighted count of what is held, kept between a least and a most."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scheduler.clauses.clause import Clause, Excess, Sink


@dataclass(frozen=True, eq=False, kw_only=True)
class Limit(Clause):
    """low <= sum of factors over held cells <= high. Forbidden sequences, pairs, wishes and covers are limits too.

    Parameters
    ----------
    cells
        Candidates that count, int.
    factors
        What each counts, int, of the same shape; 1 each without.
    low, high
        Least and most; infinite where there is none.
    under, over
        Price of one unit below and above.
    given
        What the count begins with.
    told
        What is told of a miss as found and as allowed, where that is not the count but what follows from it, such as
        minutes of rest between two shifts.
    """

    cells: np.ndarray
    factors: np.ndarray | None = None
    low: float = -np.inf
    high: float = np.inf
    under: int = 1
    over: int = 1
    given: int = 0
    told: tuple[float, float] | None = None

    def excesses(self, chosen: np.ndarray) -> Iterator[Excess]:
        """At most one: the count is too low or too high."""
        held = chosen[self.cells]
        found = self.given + int(held.sum() if self.factors is None else held @ self.factors)
        if found < self.low:
            amount, limit = self.told or (found, self.low)
            yield Excess(amount, limit, round(self.under * (self.low - found)))
        elif found > self.high:
            amount, limit = self.told or (found, self.high)
            yield Excess(amount, limit, round(self.over * (found - self.high)))

    def write(self, sink: Sink) -> None:
        """One row, with what is missing and what is too much as variables of their own."""
        factors = [1] * len(self.cells) if self.factors is None else self.factors.tolist()
        least = self.given + sum(f for f in factors if f < 0)
        most = self.given + sum(f for f in factors if f > 0)
        if self.low <= least and most <= self.high:
            return
        parts = [sink.cell(cell) for cell in self.cells.tolist()]
        missing = sink.excess(int(self.low - least), self.under) if self.low > least else None
        beyond = sink.excess(int(most - self.high), self.over) if self.high < most else None
        for part, factor in ((missing, 1), (beyond, -1)):
            if part is not None:
                parts.append(part)
                factors.append(factor)
        sink.row(parts, factors, self.low - self.given, self.high - self.given)
