"""Habits: the few numbers that say how an office's visitors move, learnt by penalised likelihood."""

from dataclasses import dataclass

import numpy as np

from forecast.models.dynamic.filter import FAST, LEVEL, SLOW, STATES

SLOW_KEEPS = 0.97
"""A slow swing halves in about three weeks."""
MOST_KEPT = 0.98
"""A fast swing keeps at most this a day."""
LEVEL_DOUBT, WEEKDAY_DOUBT = 1.5, 0.7
"""Standard deviations of level and weekdays before anything is known, on the log scale."""
WIDEST = 3.0
"""No habit is sought further than this from where it begins."""


@dataclass(frozen=True)
class Habits:
    """Standard deviations, on the log scale, of: the level's step a day, the slow and the fast swing, a weekday's step
    a day, a day's own noise and the year's first harmonic, and what the fast swing keeps a day."""

    level: float
    slow: float
    fast: float
    weekday: float
    noise: float
    year: float
    fast_keeps: float

    @classmethod
    def of(cls, values: np.ndarray) -> "Habits":
        """From logs, and the logit of the last, shape (7,)."""
        level, slow, fast, weekday, noise, year = (float(value) for value in np.exp(values[:6]))
        return cls(level, slow, fast, weekday, noise, year, MOST_KEPT / (1 + float(np.exp(-values[6]))))

    @property
    def keeps(self) -> np.ndarray:
        """What each state keeps a day, shape (10,)."""
        keeps = np.ones(STATES)
        keeps[SLOW], keeps[FAST] = SLOW_KEEPS, self.fast_keeps
        return keeps

    @property
    def moves(self) -> np.ndarray:
        """Variance of each state's disturbance a day, shape (10,); swings keep their variance."""
        moves = np.full(STATES, self.weekday**2)
        moves[LEVEL] = self.level**2
        moves[SLOW] = self.slow**2 * (1 - SLOW_KEEPS**2)
        moves[FAST] = self.fast**2 * (1 - self.fast_keeps**2)
        return moves

    @property
    def start(self) -> np.ndarray:
        """Variance of each state before the first day, shape (10,)."""
        start = np.full(STATES, WEEKDAY_DOUBT**2)
        start[LEVEL], start[SLOW], start[FAST] = LEVEL_DOUBT**2, self.slow**2, self.fast**2
        return start


@dataclass(frozen=True)
class HabitPrior:
    """A normal prior of the values that `Habits.of` takes: middle and width, shape (7,)."""

    middle: np.ndarray
    width: np.ndarray

    def penalty(self, values: np.ndarray) -> float:
        """Minus its log density, up to a constant."""
        return float(np.sum(((values - self.middle) / self.width) ** 2) / 2)

    def about(self, office: np.ndarray) -> "HabitPrior":
        """What is thought of a service once the office's values are known."""
        return HabitPrior(office, 0.6 * self.width)

    @property
    def bounds(self) -> list[tuple[float, float]]:
        return [(middle - WIDEST, middle + WIDEST) for middle in self.middle]


USUAL = HabitPrior(
    np.append(np.log([0.004, 0.04, 0.08, 0.003, 0.08, 0.03]), 0.5), np.array([0.8, 0.64, 0.64, 0.8, 0.8, 0.8, 0.8])
)
"""Before an office is known: 0.4 % a day of lasting drift, swings of 4 and 8 %, noise of 8 %, 3 % with the year."""
