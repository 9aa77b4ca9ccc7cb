"""Differences: what one officer more in one slot would do to the cells that miss, and the cuts that follow."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from staffing.shiftmix.demand import Demand
from staffing.shiftmix.problem import ShiftMix
from staffing.shiftmix.trial import Fare, Trial, posts_of

SCALE = 200
"""The best officer's weight in a cut."""
NEGLIGIBLE = 0.02
"""Weights below this share of the best are noise."""
FEW_LATE, FEW_MINUTES = 0.02, 0.1
"""Added to late visitors and minutes before their logarithm, so that none at all stays finite."""
Each = Callable[[Callable[[Any], Fare], Sequence[Any]], Iterable[Fare]]


def cuts(problem: ShiftMix, mix: np.ndarray, fare: Fare, trial: Trial, reach: float, each: Each) -> tuple[Demand, ...]:
    """What must change where a mix misses, by differences on common random numbers.

    For every cell above what is allowed, and the overtime above its limit: the logarithm of the late visitors falls by
    a like amount with each officer, more nearly than their number does, so the cut asks for the fall that is missing,
    but for no more than `reach` times what the best officer brings: beyond that the differences say little.

    Parameters
    ----------
    problem, mix, fare
        The day, the mix that misses, and how it fared.
    trial
        Paths on which the differences are taken.
    reach
        Trust region, in best officers, above 0.
    each
        `map`, or one that works in parallel.

    References
    ----------
    .. [1] Atlason, J., Epelman, M. A. and Henderson, S. G. (2004). *Call center staffing with simulation and cutting
       plane methods*, Annals of Operations Research 127; the logarithm and the trust region are ours.
    """
    missing = figures(fare) - limits(problem)
    before = figures(trial.of_mix(mix))
    falls = np.maximum(before - _with_one_more(problem, mix, trial, each), 0.0)
    wanted = np.flatnonzero((missing > 0) & (falls.max(axis=(0, 1)) > 0))
    return tuple(_cut(problem, mix, falls[..., c], float(missing[c]), reach) for c in wanted)


def _cut(problem: ShiftMix, mix: np.ndarray, falls: np.ndarray, missing: float, reach: float) -> Demand:
    best = falls.max()
    of_slot = np.floor(np.where(falls < NEGLIGIBLE * best, 0.0, falls) / best * SCALE).astype(np.int64)
    weights = of_slot @ problem.shifts.T.astype(np.int64)
    return Demand(weights, int(np.floor(min(missing / best, reach) * SCALE)) + int((weights * mix).sum()))


def _with_one_more(problem: ShiftMix, mix: np.ndarray, trial: Trial, each: Each) -> np.ndarray:
    """Figures with one officer of each group more in each slot, shape (groups, slots, cells + 1)."""
    group, on = posts_of(problem, mix)
    slots = np.eye(on.shape[1], dtype=np.bool_)
    more = [(np.append(group, g), np.vstack([on, slot])) for g in range(len(problem.groups)) for slot in slots]
    fares = each(lambda posts: trial.of_posts(*posts), more)
    return np.array([figures(fare) for fare in fares]).reshape(len(problem.groups), len(slots), -1)


def figures(fare: Fare) -> np.ndarray:
    """Logarithms of the late visitors of each cell and of the overtime, shape (cells + 1,)."""
    return np.log(np.append(fare.late + FEW_LATE, fare.overtime + FEW_MINUTES))


def limits(problem: ShiftMix) -> np.ndarray:
    """What `figures` may be at most."""
    return np.log(np.append(problem.allowed + FEW_LATE, problem.target.overtime_minutes + FEW_MINUTES))
