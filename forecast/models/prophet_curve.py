"""Prophet's curve: what its Stan program is given, and what comes of the parameters that it finds.

The library does the same by data frames, which takes several times as long as the program itself. Taylor and Letham,
*The American Statistician* 72, 2018, sections 3.1 and 3.2, with the library's usual settings.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

YEAR_DAYS = 365.25
WEEK_DAYS = 7
WEEKLY_WAVES = 3
EPOCH = 719163
"""Ordinal of 1 January 1970, from which the library's waves are counted."""
CHANGES_WITHIN = 0.8
"""Part of the history within which the trend may change."""
CHANGE_SCALE = 0.05
WAVE_SCALE = 10.0


@dataclass(frozen=True)
class Curve:
    """A piecewise straight trend, times one plus the waves of the year and the week.

    Parameters
    ----------
    ordinal
        Days of the history, increasing, float, shape (n,).
    rates
        Their values, shape (n,).
    waves
        Waves of the yearly pattern, 0 for none.
    changes
        Changes of the trend at most.
    """

    ordinal: np.ndarray
    rates: np.ndarray
    waves: int
    changes: int

    @property
    def scale(self) -> float:
        """The largest rate; 1 where all are 0."""
        return float(np.abs(self.rates).max()) or 1.0

    @property
    def is_flat(self) -> bool:
        """Whether every rate is the same, which the program cannot take."""
        return bool(self.rates.min() == self.rates.max())

    def time(self, ordinal: np.ndarray) -> np.ndarray:
        """Days as the trend counts them: 0 for the first of the history, 1 for the last."""
        return np.asarray((ordinal - self.ordinal[0]) / (self.ordinal[-1] - self.ordinal[0]))

    @property
    def change_times(self) -> np.ndarray:
        """When the trend may change; one at 0 where it never does."""
        early = int(CHANGES_WITHIN * len(self.ordinal))
        number = min(self.changes, early - 1)
        if number <= 0:
            return np.zeros(1)
        return self.time(self.ordinal)[np.linspace(0, early - 1, number + 1).round().astype(int)[1:]]

    def columns(self, ordinal: np.ndarray) -> np.ndarray:
        """Sines and cosines of the year, then of the week, shape (days, columns)."""
        days = ordinal - EPOCH
        turns = np.concatenate([np.arange(1, self.waves + 1) / YEAR_DAYS, np.arange(1, WEEKLY_WAVES + 1) / WEEK_DAYS])
        angle = np.outer(2 * np.pi * days, turns)
        return np.stack([np.sin(angle), np.cos(angle)], axis=2).reshape(len(days), -1)

    def data(self) -> dict[str, object]:
        """What the program calls its data, as JSON takes it."""
        columns = self.columns(self.ordinal)
        times, width = self.change_times, columns.shape[1]
        return {
            "T": len(self.ordinal),
            "S": len(times),
            "K": width,
            "tau": CHANGE_SCALE,
            "trend_indicator": 0,
            "y": (self.rates / self.scale).tolist(),
            "t": self.time(self.ordinal).tolist(),
            "cap": [0.0] * len(self.ordinal),
            "t_change": times.tolist(),
            "s_a": [0] * width,
            "s_m": [1] * width,
            "X": columns.tolist(),
            "sigmas": [WAVE_SCALE] * width,
        }

    def start(self) -> dict[str, object]:
        """Parameters to begin with: a straight line from the first value to the last."""
        first, last = self.rates[0] / self.scale, self.rates[-1] / self.scale
        width = 2 * (self.waves + WEEKLY_WAVES)
        changes = [0.0] * len(self.change_times)
        return {"k": last - first, "m": first, "delta": changes, "beta": [0.0] * width, "sigma_obs": 1.0}

    def values(self, found: Mapping[str, object], ordinal: np.ndarray) -> np.ndarray:
        """The curve with parameters as `start` has them, shape (days,)."""
        slope, level, changes, waves = (np.asarray(found[name], dtype=float) for name in ("k", "m", "delta", "beta"))
        after = self.time(ordinal)[:, None] - self.change_times
        trend = level + slope * self.time(ordinal) + (np.maximum(after, 0.0) * changes).sum(axis=1)
        return np.asarray(self.scale * trend * (1 + self.columns(ordinal) @ waves))
