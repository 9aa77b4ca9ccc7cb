"""Climb: a day's plan is changed as long as simulation says that it gets better: a trust-region search.

Each round simulates many single changes of the plan, on the same paths as the plan itself: one officer more here is
one less there, so every change is priced in both directions at once. The best changes that do not touch each other
are the local model's step: its gain is the sum of theirs, as long as no kind of counter gains or loses more than a
radius of officers in any slot. The step is simulated as a whole and taken only if it keeps what the model promised;
otherwise it is halved. What is found is a plan that nothing near it improves: not a proven optimum.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.refine.judge import Judge
from scheduler.refine.limits import Limits, keeps
from scheduler.refine.moves import moves
from scheduler.refine.state import DayState

MOST_CHANGES = 400
"""Changes that a round looks at; of more a random part."""
LOOKED_AT = 24
"""Changes that are simulated on all paths."""
RADIUS = 1
"""Officers by whom a step may change a kind of counter in a slot."""
KEPT = 0.5
"""Part of the promised gain that a step must keep."""
BEYOND_CHANCE = 1.0
"""Standard errors by which a change must be better on the paths of the search."""


@dataclass(frozen=True)
class Change:
    """A plan next to another, and by how much it is better on the paths: mean and standard error."""

    state: DayState
    gain: float
    error: float


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
    offered = [near for near in _some(list(seen.values()), rng) if keeps(judge.ground, limits, near)]
    first = ranked(judge.glance, state, offered, is_over)
    looked = ranked(judge.look, state, [change.state for change in first[:LOOKED_AT] if change.gain > 0], is_over)
    return [change for change in looked if change.gain > BEYOND_CHANCE * change.error + 1e-9]


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


def _some(states: list[DayState], rng: np.random.Generator) -> list[DayState]:
    if len(states) <= MOST_CHANGES:
        return states
    return [states[i] for i in rng.choice(len(states), MOST_CHANGES, replace=False)]


def _step(judge: Judge, limits: Limits, state: DayState, changes: Sequence[Change]) -> DayState:
    """The largest part of the local model's step that keeps its promise; at least the best single change."""
    chosen = _apart(judge, limits, state, changes)
    while len(chosen) > 1:
        whole = _together(state, chosen)
        gain = float((judge.look(state) - judge.look(whole)).mean())
        promised = sum(change.gain for change in chosen)
        if gain >= max(KEPT * promised, chosen[0].gain):
            return whole
        chosen = chosen[: len(chosen) // 2]
    return chosen[0].state


def _apart(judge: Judge, limits: Limits, state: DayState, changes: Sequence[Change]) -> list[Change]:
    """Changes of different people within the radius, the best first, as long as they keep the limits together."""
    chosen: list[Change] = []
    for change in changes:
        touched = _people(state, change.state)
        if any(np.intersect1d(touched, _people(state, other.state)).size for other in chosen):
            continue
        whole = _together(state, [*chosen, change])
        if _reach(judge, state, whole) <= RADIUS * max(1, len(_people(state, change.state))) and keeps(
            judge.ground, limits, whole
        ):
            chosen.append(change)
    return chosen


def _people(state: DayState, other: DayState) -> np.ndarray:
    """Rows in which two plans differ."""
    return np.flatnonzero((state.code != other.code).any(axis=1) | (state.turn != other.turn))


def _together(state: DayState, changes: Sequence[Change]) -> DayState:
    for change in changes:
        for p in _people(state, change.state).tolist():
            state = state.with_row(p, change.state.code[p], int(change.state.turn[p]))
    return state


def _reach(judge: Judge, state: DayState, other: DayState) -> int:
    """Most officers by whom a kind of counter changes in a slot."""
    kinds = np.arange(len(judge.ground.desks))[:, None, None]
    before, after = (state.code[None] == kinds).sum(axis=1), (other.code[None] == kinds).sum(axis=1)
    return int(np.abs(after - before).max(initial=0))
