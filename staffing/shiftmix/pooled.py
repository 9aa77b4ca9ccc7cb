"""Pooled: how many officers closed formulas ask for, for each set of steps and each slot.

What a set of steps needs must stand among those who serve any of it: Hall's condition for queues. Taken as one queue
of officers who can do everything, a set needs less than its steps do side by side.
"""

from itertools import combinations, islice

import numpy as np

from staffing.erlang import fewest_servers
from staffing.routes import routes_of
from staffing.shiftmix.demand import Demand, at_counters
from staffing.shiftmix.problem import CELL_MINUTES, ShiftMix

MOST_SETS = 64
Steps = tuple[int, ...]


def pooled_needs(problem: ShiftMix, less: int = 0) -> tuple[Demand, ...]:
    """Erlang C on the load of each set of steps, less so many officers, and never nobody where somebody comes."""
    return _demands(
        problem, {steps: np.maximum(n - less, np.minimum(n, 1)) for steps, n in _as_one_queue(problem).items()}
    )


def separate_needs(problem: ShiftMix) -> tuple[Demand, ...]:
    """Erlang C for each step by itself, each officer counted for one step at a time: the usual two-step recipe.

    That so many can be told off to single steps is Hall's condition: each set has the sum of what its steps need.
    """
    needs = _as_one_queue(problem)
    return _demands(problem, {steps: np.sum([needs[step,] for step in steps], axis=0) for steps in needs})


def cover_needs(problem: ShiftMix) -> tuple[Demand, ...]:
    """One officer in each slot for each step that anybody comes for."""
    ones = np.ones(problem.visitors.grid.slots, dtype=np.int64)
    return _demands(problem, {(step,): ones for step in problem.steps})


def _demands(problem: ShiftMix, needs: dict[Steps, np.ndarray]) -> tuple[Demand, ...]:
    rows = (at_counters(problem.able(steps), problem.shifts, least) for steps, least in needs.items())
    return tuple(demand for row in rows for demand in row)


def _as_one_queue(problem: ShiftMix) -> dict[Steps, np.ndarray]:
    """Sets of steps, small ones first, and the officers that Erlang C asks for each as one queue, shape (slots,)."""
    steps = problem.steps
    found: dict[Steps, np.ndarray] = {}
    count, minutes = _inflow(problem)
    every = (chosen for size in range(1, len(steps) + 1) for chosen in combinations(steps, size))
    for chosen in islice(every, max(MOST_SETS, len(steps))):
        come, work = count[list(chosen)].sum(axis=0), minutes[list(chosen)].sum(axis=0)
        load, mean = work / problem.visitors.grid.slot_minutes, work.sum() / come.sum()
        limit = float(problem.office.target.call_minutes)
        found[chosen] = fewest_servers(load, mean, limit, 1 - problem.target.share)
    return found


def _inflow(problem: ShiftMix) -> tuple[np.ndarray, np.ndarray]:
    """Visits to each step and their minutes by slot of arrival, means over paths, shape (steps, slots).

    Both are levelled within each judged hour, because a slot's own mean is noise.
    """
    visitors = problem.visitors
    step = routes_of(problem.office, visitors.ways).step[visitors.route]
    goes, each = step >= 0, CELL_MINUTES // visitors.grid.slot_minutes
    place = (step * problem.hours + (problem.cell % problem.hours)[:, None])[goes]
    shape = (len(problem.office.steps), problem.hours)
    count = np.bincount(place, minlength=shape[0] * shape[1]).reshape(shape)
    minutes = np.bincount(place, weights=visitors.minutes[goes], minlength=shape[0] * shape[1]).reshape(shape)
    slots, per = visitors.grid.slots, each * visitors.paths
    return np.repeat(count, each, axis=1)[:, :slots] / per, np.repeat(minutes, each, axis=1)[:, :slots] / per
