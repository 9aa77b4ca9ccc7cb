"""Shifts with their activities, as values and as a table of people x slots."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import numpy as np

OFF = -1
"""What stands in a table where nobody works."""


@dataclass(frozen=True)
class Piece:
    """An activity kept for some slots."""

    activity: int
    slots: int


@dataclass(frozen=True)
class DesignedShift:
    """A person's shift: where it starts, and what he does in it, piece after piece."""

    person: int
    start: int
    pieces: tuple[Piece, ...]

    @property
    def slots(self) -> int:
        """How long it is."""
        return sum(piece.slots for piece in self.pieces)

    @property
    def end(self) -> int:
        """The first slot after it."""
        return self.start + self.slots


Tours = tuple[DesignedShift, ...]
"""Everybody's shifts."""


def tours_of(table: np.ndarray) -> Tours:
    """The shifts of a table of activities, `OFF` where off, int, shape (people, slots)."""
    return tuple(shift for person, row in enumerate(table) for shift in _shifts_of(person, row))


def table_of(tours: Iterable[DesignedShift], people: int, slots: int) -> np.ndarray:
    """Activity of each person in each slot, `OFF` where off; what lies outside the horizon is left out."""
    table = np.full((people, slots), OFF, dtype=np.int64)
    for shift in tours:
        done = np.repeat([p.activity for p in shift.pieces], [p.slots for p in shift.pieces])[: slots - shift.start]
        table[shift.person, shift.start : shift.start + len(done)] = done
    return table


def cover_of(tours: Iterable[DesignedShift], slots: int, activities: int) -> np.ndarray:
    """Heads at each activity in each slot, int, shape (slots, activities)."""
    cover = np.zeros((slots, activities), dtype=np.int64)
    for shift in tours:
        at = shift.start
        for piece in shift.pieces:
            cover[at : at + piece.slots, piece.activity] += 1
            at += piece.slots
    return cover


def _shifts_of(person: int, row: np.ndarray) -> Iterable[DesignedShift]:
    at = 0
    for works, run in groupby(row.tolist(), lambda activity: activity != OFF):
        held = list(run)
        if works:
            yield DesignedShift(person, at, tuple(Piece(a, len(list(part))) for a, part in groupby(held)))
        at += len(held)
