"""Clause: what every clause tells of itself, and how it is measured and written down for a solver."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol

import numpy as np

Unit = Literal[
    "minutes", "days", "officers", "turns", "counters", "steps", "shifts", "weekends", "kinds", "wishes", "rupiah",
]  # fmt: skip

MOST = 20_000
"""More than any count or excess of one clause, in its own unit: twice the minutes of a week."""


@dataclass(frozen=True)
class Excess:
    """How far a clause is missed: what was found, what is allowed, and the price of the difference.

    `day` is where it shows, where that is not the clause's own day.
    """

    amount: float
    limit: float
    price: int
    day: date | None = None


class Sink(Protocol):
    """A solver's model as clauses see it. What stands for a variable is the model's own affair."""

    def cell(self, candidate: int) -> Any:
        """The truth value of a candidate."""

    def whole(self, most: int) -> Any:
        """A new whole number from 0 to `most`."""

    def row(self, parts: Sequence[Any], factors: Sequence[int], low: float, high: float) -> None:
        """Keeps the sum of factors times parts from `low` to `high`."""

    def excess(self, most: int, price: int) -> Any | None:
        """A new whole number of units beyond a limit at `price` each; None where limits hold without exception."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Clause:
    """One thing asked for, with what a breach of it is about.

    Parameters
    ----------
    unit
        What is counted.
    officer, day, start, subject
        Whom and what it is about, as far as it is about one.
    """

    unit: Unit
    officer: str | None = None
    day: date | None = None
    start: int | None = None
    subject: str = ""

    @abstractmethod
    def excesses(self, chosen: np.ndarray) -> Iterator[Excess]:
        """Where a decided horizon misses the clause; `chosen` is bool, shape (candidates,)."""

    @abstractmethod
    def write(self, sink: Sink) -> None:
        """Binds an undecided horizon to the clause."""
