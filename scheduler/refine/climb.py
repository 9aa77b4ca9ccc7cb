"""Climb: a day's plan is changed as long as simulation says that it gets better: a trust-region search.

Each round simulates many single changes of the plan, on the same paths as the plan itself: one officer more here is
one less there, so every change is priced in both directions at once. These prices are the local model. The step
begins with the best change and takes in the next best ones, of other people, as long as no kind of counter gains or
loses more than a radius of officers in any slot, and as long as simulation agrees that each still helps beside those
before it. What is found is a plan that nothing near it improves: not a proven optimum.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.refine.judge import Judge
from scheduler.refine.limits import Limits, keeps
from scheduler.refine.moves import moves
from scheduler.refine.state import DayState

MOST_CHANGES, BY_CHANCE = 160, 40
"""Changes that a round simulates on few paths, where there are more: this many, of these some by chance."""
LOOKED_AT = 16
"""Changes that are simulated on all paths."""
RADIUS = 2
"""Officers by whom a step may change a kind of counter in a slot."""
BEYOND_CHANCE = 1.0
"""Standard errors by which a change must be better on the paths of the search."""


@dataclass(frozen=True)
class Change:
    """A plan next to another, and by how much it is better on the paths: mean and standard error."""

    state: DayState
    gain: float
    error: float

    @property
    def is_better(self) -> bool:
        """Whether it is better beyond chance."""
        return self.gain > BEYOND_CHANCE * self.error + 1e-9


def climb(
    judge: Judge, limits: Limits, state: DayState, rng: np.random.Generator, is_over: Callable[[], bool]
) -> tuple[DayState, bool]:
    """The best plan found from a start, and whether nothing near it is better.

    Parameters
    ----------
    judge
        The day with its paths.
    limits
        What may not get worse.
    state
        Where to start.
    rng
        Draws which changes are looked at where there are many.
    is_over
        Asked before each round and between simulations; when true the best so far is returned.
    """
    while not is_over():
        found = better(judge, limits, state, moves(judge.ground, state), rng, is_over)
        if not found:
            return state, not is_over()
        state = _step(judge, limits, state, found)
    return state, False


def better(
    judge: Judge,
    limits: Limits,
    state: DayState,
    nearby: Iterable[DayState],
    rng: np.random.Generator,
    is_over: Callable[[], bool],
) -> list[Change]:
    """The changes that are better beyond chance, the best first."""
    seen = {near.key: near for near in nearby}
    kept = [near for near in seen.values() if keeps(judge.ground, limits, near)]
    offered = _promising(judge, state, kept, rng)
    first = ranked(judge.glance, state, offered, is_over)
    looked = ranked(judge.look, state, [change.state for change in first[:LOOKED_AT] if change.gain > 0], is_over)
    return [change for change in looked if change.is_better]


def ranked(
    cost: Callable[[DayState], np.ndarray], state: DayState, others: Sequence[DayState], is_over: Callable[[], bool]
) -> list[Change]:
    """Plans by how much less they cost than `state`, paired path by path."""
    usual = cost(state)
    found = []
    for other in others:
        if is_over():
            break
        gains = usual - cost(other)
        found.append(Change(other, float(gains.mean()), float(gains.std(ddof=1) / np.sqrt(len(gains)))))
    return sorted(found, key=lambda change: -change.gain)


def _promising(judge: Judge, state: DayState, others: list[DayState], rng: np.random.Generator) -> list[DayState]:
    """Those that seem to meet most waiting, and some by chance; all where there are few."""
    if len(others) <= MOST_CHANGES:
        return others
    order = np.argsort(-judge.promises(state, others), kind="stable")
    chance = rng.choice(order[MOST_CHANGES - BY_CHANCE :], BY_CHANCE, replace=False)
    return [others[i] for i in (*order[: MOST_CHANGES - BY_CHANCE], *chance)]


def _step(judge: Judge, limits: Limits, state: DayState, changes: Sequence[Change]) -> DayState:
    """The best change, and every further one of other people that still helps beside those taken before it."""
    whole = changes[0].state
    for change in changes[1:]:
        larger = _together(state, whole, change.state)
        if larger is None or _reach(judge, state, larger) > RADIUS or not keeps(judge.ground, limits, larger):
            continue
        found = ranked(judge.look, whole, [larger], lambda: False)[0]
        if found.is_better:
            whole = larger
    return whole


def _people(state: DayState, other: DayState) -> np.ndarray:
    """Rows in which two plans differ."""
    return np.flatnonzero((state.code != other.code).any(axis=1) | (state.turn != other.turn))


def _together(state: DayState, one: DayState, other: DayState) -> DayState | None:
    """Both changes of a plan; None where they change the same person's day."""
    moved = _people(state, other)
    if np.intersect1d(_people(state, one), moved).size:
        return None
    for p in moved.tolist():
        one = one.with_row(p, other.code[p], int(other.turn[p]))
    return one


def _reach(judge: Judge, state: DayState, other: DayState) -> int:
    """Most officers by whom a kind of counter changes in a slot."""
    kinds = np.arange(len(judge.ground.desks))[:, None, None]
    before, after = (state.code[None] == kinds).sum(axis=1), (other.code[None] == kinds).sum(axis=1)
    return int(np.abs(after - before).max(initial=0))
