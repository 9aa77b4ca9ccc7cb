"""Frontier: plans of one day with more and with less back office, each as good for the visitors as was found."""

from collections.abc import Callable, Iterable

import numpy as np

from scheduler.refine.climb import ranked
from scheduler.refine.judge import Judge
from scheduler.refine.limits import Limits, keeps
from scheduler.refine.moves import added_blocks, removed_blocks
from scheduler.refine.state import DayState

LOOKED_AT = 10
"""Places for a block that are simulated on all paths."""
GLANCED_AT = 150
"""Places that are simulated on few."""

Nearby = Callable[..., Iterable[DayState]]


def frontier(
    judge: Judge,
    limits: Limits,
    state: DayState,
    more: int,
    less: int,
    rng: np.random.Generator,
    is_over: Callable[[], bool],
) -> list[DayState]:
    """The plan, and chains of plans with one block more each and one less each, dearest last.

    Parameters
    ----------
    judge, limits, state, rng, is_over
        As for `climb`; the chains begin at `state`.
    more, less
        How many blocks are added and taken away at most.
    """
    return [
        state,
        *_chain(judge, limits, state, added_blocks, more, rng, is_over),
        *_chain(judge, limits, state, removed_blocks, less, rng, is_over),
    ]


def _chain(
    judge: Judge,
    limits: Limits,
    state: DayState,
    nearby: Nearby,
    length: int,
    rng: np.random.Generator,
    is_over: Callable[[], bool],
) -> list[DayState]:
    found: list[DayState] = []
    for _ in range(length):
        offered = [near for near in nearby(judge.ground, state) if keeps(judge.ground, limits, near)]
        if len(offered) > GLANCED_AT:
            offered = [offered[i] for i in rng.choice(len(offered), GLANCED_AT, replace=False)]
        first = ranked(judge.glance, state, offered, is_over)
        best = ranked(judge.look, state, [change.state for change in first[:LOOKED_AT]], is_over)
        if not best:
            break
        state = best[0].state
        found.append(state)
    return found
