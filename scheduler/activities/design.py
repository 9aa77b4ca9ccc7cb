"""Design: which few shifts, worked by how many people on each day, leave visitors waiting least.

The demand curve says what n heads at work cost in each slot. Every shift that might be worked is known with its
breaks; a program counts heads without names, as convex costs need no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.activities.program import Program


@dataclass(frozen=True, eq=False)
class Demand:
    """The demand curve of some days.

    Parameters
    ----------
    cost
        What it costs when n heads are at work, convex and not increasing in n, float, shape (days, slots, heads + 1).
    heads
        People who work on each day, int, shape (days,).
    """

    cost: np.ndarray
    heads: np.ndarray

    def __post_init__(self) -> None:
        steps = np.diff(self.cost, axis=-1)
        if self.cost.ndim != 3 or self.heads.shape != self.cost.shape[:1]:
            raise ValueError(f"cost has shape {self.cost.shape} for {self.heads.shape} days.")
        if (steps > 1e-6).any() or (np.diff(steps, axis=-1) < -1e-6).any():
            raise ValueError("cost is not convex and falling in heads.")


@dataclass(frozen=True, eq=False)
class Way:
    """One way to work a shift on a day: which shift, the day, and the slots at work, bool, shape (slots,)."""

    shift: int
    day: int
    works: np.ndarray


@dataclass(frozen=True, eq=False)
class Designed:
    """The shifts chosen.

    Parameters
    ----------
    shifts
        Which, in their order.
    people
        How many work each on each day, int, shape (days, all shifts).
    cost
        What it costs by the demand curve.
    bound
        No choice of so many shifts costs less.
    """

    shifts: tuple[int, ...]
    people: np.ndarray
    cost: float
    bound: float


def design_shifts(
    demand: Demand, ways: Sequence[Way], shifts: int, most: int, seconds: float = 20.0
) -> Designed | None:
    """At most `most` of `shifts` shifts, and how many people work each, at the least cost found in the time.

    Everybody who works on a day works one of its ways; on a day without any nobody does. None when the time was not
    enough for anything.

    Raises
    ------
    ValueError
        If a way has other slots than the demand.
    """
    days, slots, top = demand.cost.shape
    if any(way.works.shape != (slots,) for way in ways):
        raise ValueError(f"ways do not have the demand's {slots} slots.")
    program = Program()
    of_day, of_shift = (np.array([getattr(way, name) for way in ways], dtype=int) for name in ("day", "shift"))
    people = program.columns((len(ways),), high=demand.heads[of_day], whole=True)
    chosen = program.columns((shifts,), high=1.0, whole=True)
    saved = program.columns((days, slots, top - 1), high=1.0, cost=np.diff(demand.cost, axis=-1))
    program.rows(-np.inf, most, (chosen[None, :], 1))
    for day in range(days):
        here = of_day == day
        if not here.any():
            program.rows(0, 0, (saved[day].reshape(1, -1), 1))
            continue
        program.rows(0, int(demand.heads[day]), (people[here][None, :], 1))
        at_work = np.stack(
            [np.where(way.works, column, -1) for way, column in zip(ways, people, strict=True) if way.day == day]
        )
        program.rows(0, np.inf, (at_work.T, 1), (saved[day], -1))
        for shift in np.unique(of_shift[here]):
            its = people[here & (of_shift == shift)][None, :]
            program.rows(-np.inf, 0, (its, 1), (chosen[shift : shift + 1][None, :], -float(demand.heads[day])))
    answer = program.solve(seconds, gap=1e-4)
    if answer.values is None:
        return None
    counts = np.rint(answer.values[people]).astype(int)
    table = np.zeros((days, shifts), dtype=int)
    np.add.at(table, (of_day, of_shift), counts)
    nobody = float(demand.cost[:, :, 0].sum())
    used = tuple(int(s) for s in np.flatnonzero(table.sum(axis=0)))
    return Designed(used, table, cost_of(demand, ways, counts), nobody + answer.bound)


def cost_of(demand: Demand, ways: Sequence[Way], people: np.ndarray) -> float:
    """What it costs when so many work each way, int, shape (ways,)."""
    days, slots, top = demand.cost.shape
    heads = np.zeros((days, slots), dtype=int)
    for way, count in zip(ways, people, strict=True):
        heads[way.day] += count * way.works
    at = np.minimum(heads, top - 1)[:, :, None]
    return float(np.take_along_axis(demand.cost, at, axis=2).sum())


def together(costs: np.ndarray, heads: int) -> np.ndarray:
    """The cost of n heads in all when they are split best among queues, shape (..., heads + 1).

    Parameters
    ----------
    costs
        Cost of n heads at each queue, convex and not increasing, shape (..., queues, heads + 1).
    heads
        Heads in all, at most.

    Notes
    -----
    The cheapest split of convex costs takes the greatest savings first, whichever queue they are of.
    """
    saved = np.diff(costs, axis=-1)
    ordered = np.sort(saved.reshape(*costs.shape[:-2], -1), axis=-1)[..., :heads]
    missing = heads - ordered.shape[-1]
    ordered = np.concatenate([ordered, np.zeros((*ordered.shape[:-1], max(0, missing)))], axis=-1)
    nobody = costs[..., 0].sum(axis=-1)[..., None]
    return np.concatenate([nobody, nobody + np.cumsum(ordered, axis=-1)], axis=-1)
