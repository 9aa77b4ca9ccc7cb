"""Neighbourhoods: which days of which officers are decided anew, and how large such a part may be."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

START = 0.25
"""Part of all days of all officers that is open at first."""
LARGER, SMALLER = 1.15, 0.87
EASY = 0.3
"""Part of its time after which a part that was solved to its end was too easy."""


def whole_lines(shape: tuple[int, int], share: float, rng: np.random.Generator) -> np.ndarray:
    """All days of some officers."""
    is_open = np.zeros(shape, dtype=bool)
    is_open[rng.permutation(shape[0])[: max(2, round(share * shape[0]))]] = True
    return is_open


def windows(shape: tuple[int, int], share: float, rng: np.random.Generator) -> np.ndarray:
    """Some days in a row of all officers."""
    is_open = np.zeros(shape, dtype=bool)
    is_open[:, _days(shape[1], max(2, round(share * shape[1])), rng)] = True
    return is_open


def blocks(shape: tuple[int, int], share: float, rng: np.random.Generator) -> np.ndarray:
    """Some days in a row of some officers."""
    length = int(rng.integers(max(1, shape[1] // 3), shape[1] + 1))
    officers = max(2, round(share * shape[0] * shape[1] / length))
    is_open = np.zeros(shape, dtype=bool)
    is_open[np.ix_(rng.permutation(shape[0])[:officers], np.arange(shape[1])[_days(shape[1], length, rng)])] = True
    return is_open


def _days(days: int, length: int, rng: np.random.Generator) -> slice:
    start = int(rng.integers(-(length // 2), days - length // 2))
    return slice(max(0, start), start + length)


@dataclass
class Neighbourhood:
    """A way to open days, with the share that has proven right for the time that it gets."""

    choose: Callable[[tuple[int, int], float, np.random.Generator], np.ndarray]
    share: float = START

    def learn(self, is_over: bool, part_of_time: float) -> None:
        """Larger after what was easy, smaller after what did not come to its end."""
        if not is_over:
            self.share *= SMALLER
        elif part_of_time < EASY:
            self.share = min(1.0, self.share * LARGER)


def every() -> tuple[Neighbourhood, ...]:
    """One of each kind."""
    return tuple(Neighbourhood(choose) for choose in (whole_lines, windows, blocks))
