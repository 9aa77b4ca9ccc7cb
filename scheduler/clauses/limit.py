"""Limit: a weighted count of what is held, kept between a least and a most."""

from dataclasses import dataclass

import numpy as np

from scheduler.clauses.between import Between
from scheduler.clauses.clause import Sink


@dataclass(frozen=True, eq=False, kw_only=True)
class Limit(Between):
    """low <= sum of factors over held cells <= high. Forbidden sequences, pairs, wishes and covers are limits too.

    Parameters
    ----------
    cells
        Candidates that count, int.
    factors
        What each counts, int, of the same shape; 1 each without.
    given
        What the count begins with.
    """

    cells: np.ndarray
    factors: np.ndarray | None = None
    given: int = 0

    def count(self, chosen: np.ndarray) -> int:
        """The weighted count, with what it begins with."""
        held = chosen[self.cells]
        return self.given + int(held.sum() if self.factors is None else held @ self.factors)

    def write(self, sink: Sink) -> None:
        """One row, unless nothing could be missed."""
        factors = [1] * len(self.cells) if self.factors is None else self.factors.tolist()
        least, most = (self.given + sum(f for f in factors if f * sign > 0) for sign in (-1, 1))
        if least < self.low or self.high < most:
            self.bind(sink, [sink.cell(cell) for cell in self.cells.tolist()], factors, self.given)
