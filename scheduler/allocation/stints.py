"""Stints: a line of slots cut into stretches at one place each, as a network that almost has whole corners.

A stint is an arc over the slots that it fills; a line is a path of them. The relaxation of such a network is almost
integral (Côté, Gendron, Rousseau, 2011), where Booleans of single slots are not.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from scheduler.allocation.linear import Linear


@dataclass(frozen=True)
class Stint:
    """An arc: line `who` at `place` from slot `start` up to `end`; `column` is 1 where it is taken."""

    who: int
    start: int
    end: int
    place: int
    column: int


class StintNetwork:
    """Lines of stints in a program.

    Attributes
    ----------
    stints
        All that may be taken.
    at
        The column that is 1 if a line is at a place in a slot, by (who, slot, place).
    """

    def __init__(self, program: Linear) -> None:
        self.program = program
        self.stints: list[Stint] = []
        self.at: dict[tuple[int, int, int], int] = {}

    def add(self, who: int, stretch: range, stints: Iterable[tuple[int, int, int, float]]) -> None:
        """A line over a stretch of slots, filled by stints (place, start, end, price); neighbours differ in place."""
        begins: dict[tuple[int, int], list[int]] = defaultdict(list)
        ends: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place, start, end, price in stints:
            column = self.program.column(price, whole=True)
            self.stints.append(Stint(who, start, end, place, column))
            begins[place, start].append(column)
            ends[place, end].append(column)
        places = sorted({place for place, _ in begins})
        for place in places:
            self._follow(who, stretch, place, begins, ends)
        for slot in stretch:
            self.program.row([(self.at[who, slot, place], 1.0) for place in places], low=1, high=1)
        self._part(stretch, places, begins, ends)

    def _follow(
        self,
        who: int,
        stretch: range,
        place: int,
        begins: dict[tuple[int, int], list[int]],
        ends: dict[tuple[int, int], list[int]],
    ) -> None:
        """Who is at a place was there or has come, and stays until he goes."""
        before: int | None = None
        for slot in stretch:
            now = self.at[who, slot, place] = self.program.column(0.0)
            terms = [(now, 1.0), *((column, -1.0) for column in begins.get((place, slot), ()))]
            if before is not None:
                terms += [(before, -1.0), *((column, 1.0) for column in ends.get((place, slot), ()))]
            self.program.row(terms, low=0, high=0)
            before = now

    def _part(
        self,
        stretch: range,
        places: list[int],
        begins: dict[tuple[int, int], list[int]],
        ends: dict[tuple[int, int], list[int]],
    ) -> None:
        """Where a stint ends, another place's begins: of those that begin and end in a slot, no place has both."""
        for slot in stretch[1:]:
            change = self.program.column(0.0)
            came = [(column, 1.0) for place in places for column in begins.get((place, slot), ())]
            self.program.row([*came, (change, -1.0)], low=0, high=0)
            for place in places:
                both = [*begins.get((place, slot), ()), *ends.get((place, slot), ())]
                if (place, slot) in begins and (place, slot) in ends:
                    self.program.row([*((column, 1.0) for column in both), (change, -1.0)], high=0)

    def taken(self, values: np.ndarray) -> Iterable[Stint]:
        """The stints of a solution."""
        return (stint for stint in self.stints if values[stint.column] > 0.5)
