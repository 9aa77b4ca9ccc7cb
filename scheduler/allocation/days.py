"""Days: what a day of an officer costs by itself, and which days are worth something at given prices of places."""

from dataclasses import dataclass

import numpy as np

from scheduler.allocation.alike import Alike
from scheduler.allocation.prices import CHANGE, HOP, SHORT

MOST_DAYS = 3000
"""Days of officers who are alike that are told at once."""
FAR = 1e7
"""Price of a place that a day does not have."""


@dataclass(frozen=True)
class Days:
    """The wishes that every day is priced by, in slots.

    A day is the position in `Alike.kinds` of each free slot, int, shape (slots,).

    Parameters
    ----------
    least
        That a stint should last.
    moves, sitting
        Moves in the middle of free stretches, and slots at counters in a row, that cost nothing; None is no limit.
    setup
        What each move costs besides, in waiting minutes.
    """

    least: int
    moves: int | None = None
    sitting: int | None = None
    setup: float = 0.0

    def cheapest(self, team: Alike, at: np.ndarray) -> tuple[float, np.ndarray]:
        """The cheapest day and its price, where each kind in each slot costs `at` besides, shape (slots, kinds)."""
        from scheduler.allocation.paths import cheapest_day

        price, day = cheapest_day(at, team.bounds, team.used, self.least, self._most, self._charges)
        return float(price), day

    def within(self, team: Alike, at: np.ndarray, limit: float) -> tuple[np.ndarray, bool]:
        """Days that cost at most `limit`, shape (days, slots), and whether these are all."""
        from scheduler.allocation.paths import days_within

        days, is_all = days_within(at, team.bounds, team.used, self.least, self._most, self._charges, limit, MOST_DAYS)
        return days, bool(is_all)

    def price(self, team: Alike, day: np.ndarray) -> float:
        """What a day costs by itself."""
        elsewhere = np.full((len(day), len(team.kinds)), FAR)
        elsewhere[np.arange(len(day)), day] = 0.0
        return self.cheapest(team, elsewhere)[0]

    @property
    def _charges(self) -> np.ndarray:
        return np.array([SHORT, CHANGE, HOP, self.setup])

    @property
    def _most(self) -> np.ndarray:
        return np.array([-1 if most is None else most for most in (self.moves, self.sitting)])
