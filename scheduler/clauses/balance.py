"""Balance: counts that lie close together."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scheduler.clauses.clause import MOST, Clause, Excess, Sink


@dataclass(frozen=True, eq=False, kw_only=True)
class Balance(Clause):
    """The largest count is at most `spread` above the smallest.

    Parameters
    ----------
    counts
        Candidates that each count is made of, int.
    given
        What each count begins with, int, 0 or more.
    names
        Whose count each is: a breach is told of the largest.
    spread
        Allowed difference.
    price
        Of one unit beyond it.
    """

    counts: tuple[np.ndarray, ...]
    given: tuple[int, ...]
    names: tuple[str, ...]
    spread: int = 1
    price: int = 1

    def excesses(self, chosen: np.ndarray) -> Iterator[Excess]:
        """At most one."""
        found = self.found(chosen)
        if found and max(found) - min(found) > self.spread:
            spread = max(found) - min(found)
            yield Excess(spread, self.spread, self.price * (spread - self.spread))

    def found(self, chosen: np.ndarray) -> list[int]:
        """The counts of a decided horizon."""
        return [int(chosen[cells].sum()) + given for cells, given in zip(self.counts, self.given, strict=True)]

    def write(self, sink: Sink) -> None:
        """A lowest and a highest, and the difference between them."""
        if len(self.counts) < 2:
            return
        low, high = sink.whole(MOST), sink.whole(MOST)
        for cells, given in zip(self.counts, self.given, strict=True):
            held = [sink.cell(cell) for cell in cells.tolist()]
            ones = [1] * len(held)
            sink.row([*held, low], [*ones, -1], -given, np.inf)
            sink.row([*held, high], [*ones, -1], -np.inf, -given)
        beyond = sink.excess(MOST, self.price)
        parts, factors = ([], []) if beyond is None else ([beyond], [-1])
        sink.row([high, low, *parts], [1, -1, *factors], -np.inf, self.spread)
