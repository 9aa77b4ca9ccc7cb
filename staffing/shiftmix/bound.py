"""Bound: what every mix must have that reaches the target, whoever is called when.

A visitor in time is called within the target's minutes of his arrival. So all who arrive in a stretch of hours and are
in time are called before its end and those minutes. How much work an officer can call in a stretch is limited, even
if he always takes the visitors who suit best: nobody knows how long a visitor will take before he is called.
"""

from collections.abc import Iterator
from itertools import combinations, islice

import numpy as np

from staffing.routes import routes_of
from staffing.shiftmix.demand import Demand
from staffing.shiftmix.pooled import MOST_SETS
from staffing.shiftmix.problem import CELL_MINUTES, ShiftMix

STEP_MINUTES = 0.1
"""Service times are rounded down to these, which can only raise what an officer is thought to do."""
SCALE = 100


def necessary(problem: ShiftMix) -> tuple[Demand, ...]:
    """Rows that every mix keeps which reaches the target, in expectation over service times like those of the paths.

    For each set of services and each stretch of hours: officers who serve any of their first steps can call, in their
    slots of the stretch and its minutes of grace, at least the work of those who must be in time.
    """
    services = [int(k) for k in np.unique(problem.visitors.service)]
    sets = (chosen for size in range(1, len(services) + 1) for chosen in combinations(services, size))
    return tuple(row for chosen in islice(sets, MOST_SETS) for row in _rows(problem, chosen))


def _rows(problem: ShiftMix, services: tuple[int, ...]) -> Iterator[Demand]:
    kinds = tuple(_first_minutes(problem, k) for k in services)
    means = np.zeros(len(problem.office.services))
    means[list(services)] = [minutes.mean() for minutes in kinds]
    spared = means @ problem.allowed.reshape(len(means), problem.hours)
    comes = _work_that_comes(problem, means)
    able = problem.able({int(step) for step in routes_of(problem.office).step[list(services), 0]})
    most = callable_work(kinds, _day(problem))
    if not np.isfinite(most).all():
        return
    for start, end in combinations(range(problem.hours + 1), 2):
        least = least_capacity(comes[:, start:end].sum(axis=1), float(spared[start:end].sum()))
        work = np.array([_work(problem, on, start, end, most) for on in problem.shifts])
        yield Demand(np.ceil(SCALE * np.outer(able, work)).astype(np.int64), int(np.floor(SCALE * least)))


def _work_that_comes(problem: ShiftMix, means: np.ndarray) -> np.ndarray:
    """Expected minutes of those who arrive, shape (paths, hours)."""
    path = problem.visitors.cell
    place = path * problem.hours + problem.cell % problem.hours
    weights = means[problem.visitors.service]
    shape = (problem.visitors.paths, problem.hours)
    return np.bincount(place, weights=weights, minlength=shape[0] * shape[1]).reshape(shape)


def least_capacity(work: np.ndarray, spared: float) -> float:
    """The least C for which the mean of min(work, C) is at most `spared` below the mean work.

    On a path with much work no more than C is called in time, on one with little no more than there is.

    Parameters
    ----------
    work
        Minutes on each path, shape (paths,).
    spared
        Minutes that may be late on average, 0 or more.
    """
    high_first = np.sort(work)[::-1]
    count = np.arange(1, len(work) + 1)
    late_at = (np.cumsum(high_first) - count * high_first) / len(work)  # when C is this path's work
    k = int(np.searchsorted(late_at, spared, side="right"))  # so many paths have more work than C
    return max(0.0, float((high_first[:k].sum() - spared * len(work)) / k))


def _first_minutes(problem: ShiftMix, service: int) -> np.ndarray:
    return np.asarray(problem.visitors.minutes[problem.visitors.service == service, 0])


def _day(problem: ShiftMix) -> float:
    grid = problem.visitors.grid
    return float(grid.slots * grid.slot_minutes + problem.office.target.call_minutes)


def _work(problem: ShiftMix, on: np.ndarray, start: int, end: int, most: np.ndarray) -> float:
    """What an officer on this shift can call between two hours and the minutes of grace after them."""
    each, grace = problem.visitors.grid.slot_minutes, problem.office.target.call_minutes
    low, high = float(start * CELL_MINUTES), float(end * CELL_MINUTES + grace)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], on.astype(np.int8), [0]]))).reshape(-1, 2)
    stays = edges * float(each)
    stays[-1, 1] += grace if on[-1] else 0.0  # the last crew stays for whoever is left
    lengths = np.minimum(stays[:, 1], high) - np.maximum(stays[:, 0], low)
    return float(sum(most[int(np.ceil(length / STEP_MINUTES))] for length in lengths if length > 0))


def callable_work(minutes: tuple[np.ndarray, ...], length: float) -> np.ndarray:
    """The most work, in expectation, whose service one officer can begin within 0, 1, 2, ... steps of time.

    U(t) = max over kinds of m + E[U(t - S)], U(t) = 0 for t <= 0: he takes the kind of visitor that is best for the
    time left, has always one to take, and learns how long each takes only by serving. Its overshoot over t is that of
    renewal theory.

    Parameters
    ----------
    minutes
        Service times of each kind, a sample.
    length
        Longest stretch, minutes.

    Returns
    -------
    numpy.ndarray
        Minutes, shape (steps + 1,), from 0 on; infinite where a kind takes no time.
    """
    steps = int(np.ceil(length / STEP_MINUTES))
    whole = [np.minimum(np.floor(m / STEP_MINUTES + 1e-9), steps).astype(int) for m in minutes]
    kinds = [(m.mean(), np.bincount(takes) / len(m)) for m, takes in zip(minutes, whole, strict=True)]
    if any(share[0] == 1 for _, share in kinds):
        return np.full(steps + 1, np.inf)
    most = np.zeros(steps + 1)
    for t in range(1, steps + 1):
        for mean, share in kinds:
            ends = share[1 : t + 1]
            most[t] = max(most[t], (mean + ends @ most[t - len(ends) : t][::-1]) / (1 - share[0]))
    return most
