"""Program: columns and rows to be minimised, as arrays, and the sink that clauses write it through."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

CANDIDATE, HELD, FREE, OTHER = range(4)


@dataclass(frozen=True, eq=False)
class Program:
    """Minimise cost x values, with rows and columns kept within their ends.

    The first columns are the candidates of a horizon, in their order.

    Parameters
    ----------
    cost
        Price of one unit of each column, shape (columns,).
    breach
        Weight of one unit as a broken hard rule, shape (columns,); all zero where none may break.
    low, high
        Ends of each column, shape (columns,).
    starts, columns, factors
        Rows in compressed form: those of row r stand from starts[r] up to starts[r + 1].
    least, most
        Ends of each row, shape (rows,).
    officer, day, until
        Officer and days that each column is about, from `day` up to `until`, int, shape (columns,); -1 where none.
    kind
        0 for a candidate, 1 for an arc of days held, 2 for an arc of days free, 3 for all else, int, shape (columns,).
    """

    cost: np.ndarray
    breach: np.ndarray
    low: np.ndarray
    high: np.ndarray
    starts: np.ndarray
    columns: np.ndarray
    factors: np.ndarray
    least: np.ndarray
    most: np.ndarray
    officer: np.ndarray
    day: np.ndarray
    until: np.ndarray
    kind: np.ndarray

    @cached_property
    def rows(self) -> Any:
        """The matrix, a scipy.sparse.csr_array of shape (rows, columns)."""
        from scipy.sparse import csr_array

        shape = (len(self.least), len(self.cost))
        return csr_array((self.factors, self.columns, self.starts), shape=shape)

    @cached_property
    def row_of(self) -> np.ndarray:
        """The row of each factor, int, shape (factors,)."""
        return np.repeat(np.arange(len(self.least)), np.diff(self.starts))

    def fits(self, values: np.ndarray) -> bool:
        """Whether whole values keep every row and every column exactly."""
        found = self.rows @ values
        inside = (self.low <= values).all() and (values <= self.high).all()
        return bool(inside and (self.least <= found).all() and (found <= self.most).all())

    def within(self, low: np.ndarray, high: np.ndarray) -> "Program":
        """The program with other ends of its columns."""
        return replace(self, low=low, high=high)

    def at_most(self, cost: np.ndarray, most: float) -> "Program":
        """The program with one more row: what this costs is at most so much."""
        (places,) = np.nonzero(cost)
        return replace(
            self,
            starts=np.append(self.starts, len(self.columns) + len(places)),
            columns=np.concatenate([self.columns, places.astype(self.columns.dtype)]),
            factors=np.concatenate([self.factors, cost[places]]),
            least=np.append(self.least, -np.inf),
            most=np.append(self.most, most),
        )


class Writer:
    """A program while it is written. Parts are numbers of columns.

    Parameters
    ----------
    is_given
        Candidates that are held already, bool, shape (candidates,).
    officer, day
        Of each candidate, int, shape (candidates,).
    """

    def __init__(self, is_given: np.ndarray, officer: np.ndarray, day: np.ndarray) -> None:
        self._low = array("d", is_given.astype(float).tobytes())
        self._high = array("d", np.ones(len(is_given)).tobytes())
        self._cost, self._breach = (array("d", bytes(8 * len(is_given))) for _ in range(2))
        about = (officer, day, day + 1, np.full(len(day), CANDIDATE))
        self._officer, self._day, self._until, self._kind = (array("q", a.astype(np.int64).tobytes()) for a in about)
        self._starts, self._columns, self._factors = array("q", [0]), array("i"), array("d")
        self._least, self._most = array("d"), array("d")
        self.price: float | None = None
        """Price of one unit beyond the limits of the rule that writes now; None: its limits are firm."""
        self.weight: float | None = None
        """Weight of one unit as a breach, where the rule that writes now is hard and may break."""

    def cell(self, candidate: int) -> int:
        """Candidates are the first columns."""
        return candidate

    def whole(self, most: int) -> int:
        """A new whole number from 0 to `most`."""
        return self.column(most)

    def arc(self, officer: int, day: int, until: int, kind: int) -> int:
        """A new truth value: whether an officer's line takes these days together."""
        column = self.column(1)
        self._officer[column], self._day[column], self._until[column], self._kind[column] = officer, day, until, kind
        return column

    def column(self, most: float, cost: float = 0.0, breach: float = 0.0) -> int:
        """A new whole number from 0 to `most` at a cost."""
        self._low.append(0.0)
        self._high.append(most)
        self._cost.append(cost)
        self._breach.append(breach)
        self._kind.append(OTHER)
        for about in (self._officer, self._day, self._until):
            about.append(-1)
        return len(self._low) - 1

    def excess(self, most: int, price: int) -> int | None:
        """Units beyond a limit, at the price or weight of the rule that writes now."""
        if self.price is not None:
            return self.column(most, cost=self.price * price)
        return None if self.weight is None else self.column(most, breach=self.weight * price)

    def row(self, parts: Sequence[int], factors: Sequence[float], low: float, high: float) -> None:
        """Keeps a sum within its ends; where nothing may be held, that stands in the columns."""
        if high == 0 and low <= 0 and all(f > 0 for f in factors) and not any(self._low[p] for p in parts):
            for part in parts:
                self._high[part] = 0.0
            return
        self._columns.extend(parts)
        self._factors.extend(factors)
        self._starts.append(len(self._columns))
        self._least.append(low)
        self._most.append(high)

    def close(self, columns: Sequence[int]) -> None:
        """Nothing is held in these columns."""
        for column in columns:
            self._high[column] = 0.0

    def program(self) -> Program:
        """What was written."""
        parts = (self._cost, self._breach, self._low, self._high, self._starts, self._columns, self._factors)
        ends = (self._least, self._most, self._officer, self._day, self._until, self._kind)
        return Program(*(np.array(part) for part in (*parts, *ends)))
