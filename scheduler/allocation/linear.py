"""Linear: a mixed-integer program written column by column and row by row, solved by HiGHS (in SciPy)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic

import numpy as np

Term = tuple[int, float]
"""Column and coefficient."""

MARGIN, GROWTH = 2.5, 8.0
"""Reduced cost up to which columns are looked at first, and how much wider while there is no solution among them."""
ROUNDING = 1e-6


@dataclass(frozen=True)
class Solution:
    """Values of the columns, objective and proven lower bound."""

    values: np.ndarray
    value: float
    bound: float


@dataclass
class Linear:
    """A program to be minimised. Columns are numbered as they are added."""

    _costs: list[float] = field(default_factory=list)
    _tops: list[float] = field(default_factory=list)
    _whole: list[bool] = field(default_factory=list)
    _terms: list[tuple[int, int, float]] = field(default_factory=list)
    _low: list[float] = field(default_factory=list)
    _high: list[float] = field(default_factory=list)

    def column(self, cost: float, high: float = 1.0, whole: bool = False) -> int:
        """A variable from 0 to `high`; `whole` asks for an integer."""
        self._costs.append(cost)
        self._tops.append(high)
        self._whole.append(whole)
        return len(self._costs) - 1

    def row(self, terms: Iterable[Term], low: float = -np.inf, high: float = np.inf) -> None:
        """Keeps the sum of the terms between `low` and `high`."""
        number = len(self._low)
        self._terms.extend((number, column, coefficient) for column, coefficient in terms)
        self._low.append(low)
        self._high.append(high)

    def solve(self, seconds: float, gap: float) -> Solution | None:
        """The best solution found in `seconds`, or to a relative `gap`; None when no time was enough for any.

        Price and branch: the relaxation first, then the whole program over columns of small reduced cost. A solution
        with any other column costs at least the relaxation and that column's reduced cost, so the bound is proven.
        """
        if not self._costs:
            return Solution(np.zeros(0), 0.0, 0.0)
        program = Arrays(self)
        until = monotonic() + seconds
        relaxed, reduced = program.relax(seconds)
        if relaxed is None or program.is_whole(relaxed.values):
            return relaxed
        best: Solution | None = None
        margin = MARGIN
        while (left := until - monotonic()) > 0:
            best = _better(best, program.search(reduced <= margin, left, gap), relaxed.value, margin)
            if np.isinf(margin) or (best is not None and best.value - best.bound <= gap * abs(best.value) + ROUNDING):
                break
            margin = _wider(margin, reduced, best, relaxed.value)
        return best


def _wider(margin: float, reduced: np.ndarray, best: Solution | None, relaxed: float) -> float:
    """The next margin: no column beyond value - relaxation is in any better solution."""
    enough = best.value - relaxed if best is not None else GROWTH * margin
    return float(enough) if margin < enough < reduced.max(initial=0.0) else np.inf


def _better(best: Solution | None, found: Solution | None, relaxed: float, margin: float) -> Solution | None:
    """The cheaper of two solutions with the larger of their bounds; `found` knows only columns within `margin`."""
    if found is None:
        return best
    bound = max(relaxed, min(found.bound, relaxed + margin), best.bound if best is not None else relaxed)
    cheaper = found if best is None or found.value < best.value else best
    return Solution(cheaper.values, cheaper.value, min(bound, cheaper.value))


class Arrays:
    """A program as the solver wants it."""

    def __init__(self, linear: Linear) -> None:
        from scipy.sparse import csc_array

        rows, columns, values = np.array(linear._terms, dtype=float).reshape(-1, 3).T
        self.matrix = csc_array(
            (values, (rows.astype(int), columns.astype(int))), shape=(len(linear._low), len(linear._costs))
        )
        self.costs, self.tops = np.array(linear._costs), np.array(linear._tops)
        self.low, self.high = np.array(linear._low), np.array(linear._high)
        self.whole = np.array(linear._whole)

    def is_whole(self, values: np.ndarray) -> bool:
        """Whether all columns that must be integers are."""
        return bool(np.all(np.abs(values - np.round(values))[self.whole] < 1e-6))

    def relax(self, seconds: float) -> tuple[Solution | None, np.ndarray]:
        """The optimum without integers, and each column's reduced cost at zero."""
        from scipy.optimize import linprog
        from scipy.sparse import vstack

        equal = self.low == self.high
        above, below = ~equal & np.isfinite(self.low), ~equal & np.isfinite(self.high)
        found = linprog(
            self.costs,
            A_ub=vstack([self.matrix[below], -self.matrix[above]]),
            b_ub=np.concatenate([self.high[below], -self.low[above]]),
            A_eq=self.matrix[equal],
            b_eq=self.low[equal],
            bounds=np.column_stack([np.zeros(len(self.tops)), self.tops]),
            method="highs-ds",
            options={"time_limit": seconds},
        )
        if not found.success:
            return None, np.zeros(len(self.costs))
        return Solution(found.x, float(found.fun), float(found.fun)), found.lower.marginals

    def search(self, allowed: np.ndarray, seconds: float, gap: float) -> Solution | None:
        """The best integer solution in which only `allowed` columns are used."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        kept = np.flatnonzero(allowed | ~self.whole)
        found = milp(
            self.costs[kept],
            integrality=self.whole[kept].astype(int),
            bounds=Bounds(0, self.tops[kept]),
            constraints=LinearConstraint(self.matrix[:, kept], self.low, self.high),
            options={"time_limit": seconds, "mip_rel_gap": gap / 2},
        )
        if found.x is None:
            return None
        values = np.zeros(len(self.costs))
        values[kept] = found.x
        return Solution(values, float(found.fun), float(found.mip_dual_bound))
