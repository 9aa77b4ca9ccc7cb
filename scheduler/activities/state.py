"""State: a problem and its tours as the arrays that compiled loops read and change."""

from typing import NamedTuple

import numpy as np

from scheduler.activities.problem import TourProblem
from scheduler.activities.tours import cover_of, tours_of


class Ground(NamedTuple):
    """A problem as compiled loops read it."""

    least: np.ndarray
    most: np.ndarray
    day: np.ndarray
    first_slot: np.ndarray
    may_start: np.ndarray
    low: np.ndarray
    high: np.ndarray
    shortest: int
    longest: int
    rest: int
    row: int
    piece: int


class State(NamedTuple):
    """Shifts by person and day: start or -1, length, int, shape (people, days); activity or -1 by person and slot;
    heads by slot and activity."""

    starts: np.ndarray
    lengths: np.ndarray
    table: np.ndarray
    cover: np.ndarray


def ground_of(problem: TourProblem) -> Ground:
    """The arrays of a problem."""
    law = problem.law
    first_slot = np.searchsorted(problem.day, np.arange(problem.days + 1))
    return Ground(problem.least, problem.most, problem.day, first_slot, problem.may_start, problem.low, problem.high,
                  law.shortest, law.longest, law.rest, law.days_in_row, law.piece)  # fmt: skip


def empty_state(problem: TourProblem) -> State:
    """Nobody works."""
    people, days, slots = len(problem.people), problem.days, problem.slots
    starts, lengths = np.full((people, days), -1), np.zeros((people, days), dtype=np.int64)
    return State(starts, lengths, np.full((people, slots), -1), np.zeros((slots, problem.activities), dtype=np.int64))


def state_of(problem: TourProblem, table: np.ndarray) -> State:
    """The state in which everybody does what stands in a table, int, shape (people, slots)."""
    state = empty_state(problem)
    state.table[:] = table
    tours = tours_of(table)
    for shift in tours:
        day = problem.day[shift.start]
        state.starts[shift.person, day], state.lengths[shift.person, day] = shift.start, shift.slots
    state.cover[:] = cover_of(tours, problem.slots, problem.activities)
    return state
