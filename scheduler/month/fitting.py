"""Fitting: the best set of requests of which no part is in conflict, found by conflicts alone.

Which requests fit together only a roster can tell, and rosters take long. So a small whole program proposes the best
set that holds no conflict known so far; rosters say whether it fits; if not, a smallest part that does not fit becomes
known (combinatorial Benders cuts: Codato and Fischetti, 2006). The first proposal that fits is the best of all, as long
as whatever fits still fits when somebody takes his request back.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

Fits = Callable[[frozenset[int]], bool]
"""Whether some requests fit together, by their positions."""


@dataclass(frozen=True)
class Fitting:
    """A best set.

    Parameters
    ----------
    granted
        Positions of its requests.
    conflicts
        Smallest sets that do not fit, as far as they had to be known.
    """

    granted: frozenset[int]
    conflicts: tuple[frozenset[int], ...] = field(default=())


def best_fitting(ranks: Sequence[int], fits: Fits, is_late: Callable[[], bool] = lambda: False) -> Fitting:
    """As many requests of the first rank as fit, then as many of the second as fit besides, and so on.

    Among sets of as many of each rank the one with the earliest requests wins: the sum of their places in the list.

    Parameters
    ----------
    ranks
        Rank of each request, 1 is the first, in the order in which they were made.
    fits
        Rosters' answer. Parts of what fits are taken to fit.
    is_late
        Once it is true, requests are granted one by one instead, as long as they fit: first come, first served.
    """
    conflicts: list[frozenset[int]] = []
    while True:
        proposal = _proposal(ranks, conflicts)
        if not proposal or fits(proposal):
            return Fitting(proposal, tuple(conflicts))
        if is_late():
            return Fitting(_one_by_one(ranks, fits), tuple(conflicts))
        conflicts.append(smallest_conflict(proposal, fits, _last_first(ranks)))


def smallest_conflict(
    found: frozenset[int], fits: Fits, order: Sequence[int], kept: frozenset[int] = frozenset()
) -> frozenset[int]:
    """A part of what does not fit that fits as soon as any one of its requests is taken back.

    Those in `kept` stay in it; others are tried in their order, the first to be left out first.
    """
    for n in order:
        if n in found and n not in kept and not fits(found - {n}):
            found -= {n}
    return found


def _one_by_one(ranks: Sequence[int], fits: Fits) -> frozenset[int]:
    granted: frozenset[int] = frozenset()
    for n in sorted(range(len(ranks)), key=lambda n: (ranks[n], n)):
        if fits(granted | {n}):
            granted |= {n}
    return granted


def _last_first(ranks: Sequence[int]) -> list[int]:
    return sorted(range(len(ranks)), key=lambda n: (ranks[n], n))


def _proposal(ranks: Sequence[int], conflicts: Sequence[frozenset[int]]) -> frozenset[int]:
    """The best set that holds no known conflict whole: one rank after the other is counted, the earliest come last."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    count = len(ranks)
    if not count:
        return frozenset()
    rows = [np.array([float(n in conflict) for n in range(count)]) for conflict in conflicts]
    most = [row.sum() - 1 for row in rows]
    aims = [np.array([float(own == rank) for own in ranks]) for rank in sorted(set(ranks))]
    early = np.arange(count, 0, -1, dtype=float)
    for aim in (*aims, early):
        held = [LinearConstraint(np.array(rows), -np.inf, np.array(most))] if rows else []
        found = milp(-aim, integrality=np.ones(count), bounds=Bounds(0, 1), constraints=held)
        rows.append(-aim)
        most.append(round(found.fun))
    return frozenset(np.flatnonzero(np.rint(found.x)).tolist())
