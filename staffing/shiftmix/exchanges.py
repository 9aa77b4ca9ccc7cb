"""Exchanges: mixes a few officers away from one, ranked by what differences say of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from staffing.shiftmix.differences import FEW_LATE, FEW_MINUTES, Each, figures
from staffing.shiftmix.excess import excess
from staffing.shiftmix.problem import ShiftMix
from staffing.shiftmix.trial import Fare, Trial

REACHES = ((3, 2), (2, 2), (2, 1), (1, 1))
"""Officers taken away and put in at once, at most: the first that leaves few enough neighbours."""
MOST_NEIGHBOURS = 400_000
CHUNK = 50_000


@dataclass(frozen=True)
class Changes:
    """What taking away or putting in some officers does: each row one choice.

    Parameters
    ----------
    officers
        More or less, int, shape (choices, groups x shifts).
    effect
        Of that on the figures, shape (choices, cells + 1): effects of single officers add up.
    """

    officers: np.ndarray
    effect: np.ndarray


@dataclass(frozen=True)
class Aim:
    """What neighbours are wanted.

    Parameters
    ----------
    below
        Only those that cost less than this pay.
    price
        Pay that one late visitor above what is allowed is counted as.
    """

    below: float
    price: float


def promising(
    problem: ShiftMix, mix: np.ndarray, fare: Fare, trial: Trial, aim: Aim, each: Each
) -> Iterator[np.ndarray]:
    """Neighbours of a mix, the most promising first: the least pay and price of the excess that is foretold.

    Late visitors and overtime are foretold by the differences that single officers make on their logarithms, one more
    on each shift and one less on each shift worked: those of several add up. Only these are simulated.

    Parameters
    ----------
    problem, mix, fare
        The day, the mix in the middle, and how it fared.
    trial
        Paths on which the differences are taken.
    aim
        What neighbours are wanted.
    each
        `map`, or one that works in parallel.
    """
    lost, won = _choices(mix, *_single(mix, trial, each))
    pay = problem.pay.ravel()
    cost = problem.cost(mix) + (lost.officers @ pay)[:, None] + (won.officers @ pay)
    rows, columns = np.nonzero(cost < aim.below)
    now, score = figures(fare), cost[rows, columns].astype(float)
    for a in range(0, len(rows), CHUNK):
        part = slice(a, a + CHUNK)
        foretold = np.exp(now + lost.effect[rows[part]] + won.effect[columns[part]])
        score[part] += aim.price * excess(problem, foretold[:, :-1] - FEW_LATE, foretold[:, -1] - FEW_MINUTES)
    bare = problem.uncovered(mix).sum()
    for k in np.argsort(score, kind="stable"):
        found = mix + (lost.officers[rows[k]] + won.officers[columns[k]]).reshape(mix.shape)
        if (found.sum(axis=1) <= problem.most).all() and problem.uncovered(found).sum() <= bare:
            yield found


def _single(mix: np.ndarray, trial: Trial, each: Each) -> tuple[Changes, Changes]:
    """One officer less on each shift worked, and one more on each shift."""
    more = np.eye(mix.size, dtype=np.int64)
    less = -more[mix.ravel() > 0]
    around = [mix + change.reshape(mix.shape) for change in (*less, *more)]
    now, *rows = (figures(fare) for fare in each(trial.of_mix, [mix, *around]))
    effect = np.array(rows) - now
    return Changes(less, effect[: len(less)]), Changes(more, effect[len(less) :])


def _choices(mix: np.ndarray, less: Changes, more: Changes) -> tuple[Changes, Changes]:
    """Officers to take away and to put in, as many at once as leave few enough neighbours."""
    for away, new in REACHES:
        lost, won = _sums(less, away), _sums(more, new)
        there = (mix.ravel() + lost.officers >= 0).all(axis=1)
        lost = Changes(lost.officers[there], lost.effect[there])
        if len(lost.officers) * len(won.officers) <= MOST_NEIGHBOURS:
            break
    return lost, won


def _sums(single: Changes, most: int) -> Changes:
    """Sums of up to `most` of the single changes, none at all among them."""
    chosen = [
        picks for size in range(most + 1) for picks in combinations_with_replacement(range(len(single.officers)), size)
    ]
    times = np.zeros((len(chosen), len(single.officers)), dtype=np.int64)
    for row, picks in enumerate(chosen):
        np.add.at(times[row], list(picks), 1)
    return Changes(times @ single.officers, times @ single.effect)
