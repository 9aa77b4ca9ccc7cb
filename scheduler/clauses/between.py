"""Between: a count that is kept between a least and a most."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from scheduler.clauses.clause import Clause, Excess, Sink


@dataclass(frozen=True, eq=False, kw_only=True)
class Between(Clause):
    """What is counted lies from `low` to `high`.

    Parameters
    ----------
    low, high
        Least and most; infinite where there is none.
    under, over
        Price of one unit below and above.
    told
        What is told of a miss as found and as allowed, where that is not the count but what follows from it, such as
        minutes of rest between two shifts.
    """

    low: float = -np.inf
    high: float = np.inf
    under: int = 1
    over: int = 1
    told: tuple[float, float] | None = None

    @abstractmethod
    def count(self, chosen: np.ndarray) -> int:
        """The count of a decided horizon."""

    def excesses(self, chosen: np.ndarray) -> Iterator[Excess]:
        """At most one: the count is too low or too high."""
        found = self.count(chosen)
        if found < self.low:
            amount, limit = self.told or (found, self.low)
            yield Excess(amount, limit, round(self.under * (self.low - found)))
        elif found > self.high:
            amount, limit = self.told or (found, self.high)
            yield Excess(amount, limit, round(self.over * (found - self.high)))

    def bind(self, sink: Sink, parts: Sequence[Any], factors: Sequence[int], given: int = 0) -> None:
        """One row, with what is missing and what is too much as variables of their own; `parts` are truth values."""
        least, most = (given + sum(f for f in factors if f * sign > 0) for sign in (-1, 1))
        missing = sink.excess(int(self.low - least), self.under) if self.low > least else None
        beyond = sink.excess(int(most - self.high), self.over) if self.high < most else None
        extra = [(part, sign) for part, sign in ((missing, 1), (beyond, -1)) if part is not None]
        sink.row(
            [*parts, *(part for part, _ in extra)],
            [*factors, *(sign for _, sign in extra)],
            self.low - given,
            self.high - given,
        )
