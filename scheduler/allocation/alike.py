"""Alike: officers of a day who may do the same and cost the same, so that only their number matters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from scheduler.allocation.board import STANDBY, Board

Kind = tuple[int, frozenset[str]]
"""A place, and the steps that an officer serves there."""


@dataclass(frozen=True)
class Alike:
    """Officers with the same free slots, the same steps at every place, and the same prices of places.

    Parameters
    ----------
    people
        Their positions on the board.
    stretches
        Runs of free slots.
    kinds
        What they may do, the first is standby.
    used
        Price of each kind that one of them sees in a day, float, shape (kinds,).
    """

    people: tuple[int, ...]
    stretches: tuple[range, ...]
    kinds: tuple[Kind, ...]
    used: np.ndarray = field(compare=False)

    @cached_property
    def slots(self) -> np.ndarray:
        """All free slots in order."""
        return np.array([slot for stretch in self.stretches for slot in stretch])

    @cached_property
    def bounds(self) -> np.ndarray:
        """Position in `slots` at which each stretch begins, and their number."""
        return np.cumsum([0, *map(len, self.stretches)])


def alike(board: Board, prices: Sequence[dict[int, float]]) -> Iterator[Alike]:
    """The officers of a board who have free slots, those who are alike together.

    Parameters
    ----------
    prices
        For each person, what seeing a place in the day costs him, by place.
    """
    found: dict[tuple[object, ...], list[int]] = {}
    for who, person in enumerate(board.people):
        kinds = _kinds(board, who)
        used = tuple(prices[who][place] for place, _ in kinds)
        if person.stretches:
            found.setdefault((person.stretches, kinds, used), []).append(who)
    for people in found.values():
        first = people[0]
        kinds = _kinds(board, first)
        used_by_kind = np.array([prices[first][place] for place, _ in kinds])
        yield Alike(tuple(people), board.people[first].stretches, kinds, used_by_kind)


def _kinds(board: Board, who: int) -> tuple[Kind, ...]:
    return ((STANDBY, frozenset()), *sorted(board.people[who].serves.items()))
