"""Judge: what tours break, what they leave short, and what they cost. Needs no solver."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from scheduler.activities.problem import TourProblem
from scheduler.activities.tours import DesignedShift, Piece, Tours, cover_of


@dataclass(frozen=True)
class Breach:
    """What somebody's tour breaks: the rule, its person, the slot, what was found and what is allowed."""

    rule: str
    person: str
    slot: int
    found: int
    allowed: int


@dataclass(frozen=True)
class Judged:
    """What tours are worth.

    Parameters
    ----------
    cost
        Sum over slots and activities of the squared number of heads above `high`.
    short
        Heads missing below `low`, summed over slots and activities.
    breaches
        Broken rules of shifts and rows.
    """

    cost: int
    short: int
    breaches: tuple[Breach, ...]

    @property
    def is_feasible(self) -> bool:
        """Whether nothing is broken or short."""
        return not self.breaches and not self.short


def judge(problem: TourProblem, tours: Tours) -> Judged:
    """Judges everybody's shifts."""
    cover = cover_of(tours, problem.slots, problem.activities)
    short = int(np.maximum(problem.low - cover, 0).sum())
    return Judged(cost_of(problem, cover), short, tuple(_breaches(problem, tours)))


def cost_of(problem: TourProblem, cover: np.ndarray) -> int:
    """Squared heads above `high`, summed; `cover` int, shape (slots, activities)."""
    return int((np.maximum(cover - problem.high, 0) ** 2).sum())


def _breaches(problem: TourProblem, tours: Tours) -> Iterator[Breach]:
    by_person: dict[int, list[DesignedShift]] = {person: [] for person in range(len(problem.people))}
    for shift in sorted(tours, key=lambda shift: shift.start):
        by_person[shift.person].append(shift)
    for person, shifts in by_person.items():
        for shift in shifts:
            yield from _in_shift(problem, shift)
        yield from _between(problem, shifts)
        yield from _in_all(problem, person, shifts)


def _in_shift(problem: TourProblem, shift: DesignedShift) -> Iterator[Breach]:
    name, law = problem.people[shift.person], problem.law
    if not 0 <= shift.start < problem.slots or shift.end > problem.slots:
        yield Breach("horizon", name, shift.start, shift.end, problem.slots)
        return
    if not problem.may_start[shift.start]:
        yield Breach("start", name, shift.start, 1, 0)
    if shift.slots < law.shortest:
        yield Breach("shortest", name, shift.start, shift.slots, law.shortest)
    if shift.slots > law.longest:
        yield Breach("longest", name, shift.start, shift.slots, law.longest)
    at = shift.start
    for piece in _joined(shift.pieces):
        if piece.slots < law.piece:
            yield Breach("piece", name, at, piece.slots, law.piece)
        at += piece.slots


def _joined(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """Pieces of one activity after one another are one."""
    for activity, same in groupby(pieces, lambda piece: piece.activity):
        yield Piece(activity, sum(piece.slots for piece in same))


def _between(problem: TourProblem, shifts: list[DesignedShift]) -> Iterator[Breach]:
    for one, two in pairwise(shifts):
        name, law = problem.people[one.person], problem.law
        if two.start - one.end < law.rest:
            yield Breach("rest", name, two.start, two.start - one.end, law.rest)
        if problem.day[two.start] == problem.day[one.start]:
            yield Breach("one_start", name, two.start, 2, 1)


def _in_all(problem: TourProblem, person: int, shifts: list[DesignedShift]) -> Iterator[Breach]:
    name, law = problem.people[person], problem.law
    worked = sum(shift.slots for shift in shifts)
    if worked < problem.least[person]:
        yield Breach("least", name, 0, worked, int(problem.least[person]))
    if worked > problem.most[person]:
        yield Breach("most", name, 0, worked, int(problem.most[person]))
    days = sorted({int(problem.day[shift.start]) for shift in shifts if 0 <= shift.start < problem.slots})
    for _, run in groupby(enumerate(days), lambda pair: pair[1] - pair[0]):
        row = [day for _, day in run]
        if len(row) > law.days_in_row:
            yield Breach("days_in_row", name, int(np.argmax(problem.day == row[0])), len(row), law.days_in_row)
