"""Excess: by how much a mix misses its target, as one number for a search and as cells with names for people."""

from dataclasses import dataclass

import numpy as np

from staffing.shiftmix.problem import CELL_MINUTES, ShiftMix
from staffing.shiftmix.trial import Fare

OVERTIME_WEIGHT = 0.2
"""Late visitors that a minute of overtime beyond its limit counts for."""


@dataclass(frozen=True)
class Miss:
    """A service and hour with more late visitors than are allowed.

    Parameters
    ----------
    service
        Its id.
    minute
        Of the day at which the hour begins.
    expected, late, allowed
        Visitors, means over the paths.
    """

    service: str
    minute: int
    expected: float
    late: float
    allowed: float


def excess(problem: ShiftMix, late: np.ndarray, overtime: np.ndarray) -> np.ndarray:
    """Late visitors above what is allowed, summed over the cells, and the overtime's excess at its weight.

    Parameters
    ----------
    problem
        The day.
    late
        Late visitors, shape (..., cells).
    overtime
        Minutes, shape (...).

    Returns
    -------
    numpy.ndarray
        0 where all is kept, shape (...).
    """
    over = np.maximum(late - problem.allowed, 0.0).sum(axis=-1)
    return np.asarray(over + OVERTIME_WEIGHT * np.maximum(overtime - problem.target.overtime_minutes, 0.0))


def shortfall(problem: ShiftMix, mix: np.ndarray, fare: Fare) -> float:
    """The excess of a mix and a visitor for each step and slot that nobody covers; 0 where the target is reached."""
    return float(excess(problem, fare.late, np.asarray(fare.overtime)) + problem.uncovered(mix).sum())


def misses(problem: ShiftMix, fare: Fare) -> tuple[Miss, ...]:
    """Cells above what is allowed, the worst first."""
    over = fare.late - problem.allowed
    found = [int(cell) for cell in np.argsort(-over, kind="stable") if over[cell] > 0]
    services = problem.office.service_ids
    return tuple(
        Miss(
            service=services[cell // problem.hours],
            minute=problem.visitors.grid.first + cell % problem.hours * CELL_MINUTES,
            expected=float(problem.expected[cell]),
            late=float(fare.late[cell]),
            allowed=float(problem.allowed[cell]),
        )
        for cell in found
    )
