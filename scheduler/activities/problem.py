"""Tours with activities: each person gets designed shifts, and in every slot of them one activity."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class ShiftLaw:
    """What every shift and every row of shifts must keep, in slots and days.

    Parameters
    ----------
    shortest, longest
        Slots of a shift.
    rest
        Slots between the end of a shift and the start of the next.
    days_in_row
        Most days in a row on which a shift starts.
    piece
        Fewest slots of one activity before another.
    """

    shortest: int
    longest: int
    rest: int
    days_in_row: int
    piece: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.piece <= self.shortest <= self.longest:
            raise ValueError(f"piece {self.piece}, shortest {self.shortest} and longest {self.longest} do not fit.")
        if self.rest < 0 or self.days_in_row < 1:
            raise ValueError(f"rest {self.rest} is negative, or days_in_row {self.days_in_row} is below 1.")


@dataclass(frozen=True, eq=False)
class TourProblem:
    """People, slots in a row, and how many of them each activity needs in each slot.

    Everybody can do everything; who differ, differ in how much they work. Fewer than `low` is a shortage, each one
    above `high` costs: k above cost k squared.

    Parameters
    ----------
    people
        Ids.
    least, most
        Slots that each works in all, int, shape (people,).
    day
        Day of each slot, int from 0, never falling, shape (slots,). At most one shift starts on a day.
    may_start
        Where shifts may start, bool, shape (slots,).
    low, high
        Heads needed and wanted, int, shape (slots, activities).
    law
        What shifts must keep.
    """

    people: tuple[str, ...]
    least: np.ndarray
    most: np.ndarray
    day: np.ndarray
    may_start: np.ndarray
    low: np.ndarray
    high: np.ndarray
    law: ShiftLaw

    def __post_init__(self) -> None:
        people, slots = len(self.people), len(self.day)
        if self.least.shape != (people,) or self.most.shape != (people,):
            raise ValueError(
                f"least {self.least.shape} and most {self.most.shape} are not one for each of {people} people."
            )
        if self.may_start.shape != (slots,) or self.low.shape[:1] != (slots,) or self.low.shape != self.high.shape:
            raise ValueError(f"day, may_start, low and high do not have the same {slots} slots.")
        if self.low.ndim != 2 or self.low.shape[1] < 1:
            raise ValueError("there is no activity.")
        if slots and (self.day[0] < 0 or (np.diff(self.day) < 0).any() or (np.diff(self.day) > 1).any()):
            raise ValueError("days of slots fall, skip or are negative.")
        if (self.low < 0).any() or (self.low > self.high).any():
            raise ValueError("low is negative or above high.")

    @property
    def slots(self) -> int:
        """Slots of the horizon."""
        return len(self.day)

    @property
    def activities(self) -> int:
        """Kinds of work."""
        return int(self.low.shape[1])

    @property
    def days(self) -> int:
        """Days that any slot lies on."""
        return int(self.day[-1]) + 1 if self.slots else 0
