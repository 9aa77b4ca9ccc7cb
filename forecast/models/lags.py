"""Lags: what the weeks and the year before an origin tell of a day, relative to the level at that origin."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

LEVEL_DAYS = 56
LEVEL_HALF_LIFE_DAYS = 21.0
SAME_WEEKDAYS = 8
RECENT_DAYS = (7, 14, 28)
YEAR_DAYS = 364
"""A year of whole weeks: the same weekday at about the same date."""
AROUND_DAYS = 7


@dataclass(frozen=True)
class Lags:
    """What one service's past tells at an origin.

    Parameters
    ----------
    values
        A value a day, NaN where none is known, shape (days,).
    origin
        Number of days known; the days from it on are to be told.
    """

    values: np.ndarray
    origin: int

    @cached_property
    def level(self) -> float:
        """Weighted mean of the last weeks; 0 where nothing is known."""
        recent = self.values[max(0, self.origin - LEVEL_DAYS) : self.origin]
        age = np.arange(len(recent))[::-1]
        weights = np.where(np.isfinite(recent), 0.5 ** (age / LEVEL_HALF_LIFE_DAYS), 0.0)
        return float((weights * np.nan_to_num(recent)).sum() / max(weights.sum(), 1e-9))

    def columns(self, days: np.ndarray) -> np.ndarray:
        """What is told of days by position (at or after the origin); NaN where nothing is known.

        The same weekdays of the last eight weeks, of four, the last one; last year's day and the days around it
        relative to the weeks before that date's origin; the last 1, 2, 4 weeks; shape (days, 8).
        """
        level = self.level
        same = self._same_weekdays()[:, days % 7] / level
        weekdays = [mean(same), mean(same[: SAME_WEEKDAYS // 2]), same[0]]
        known = self.values[: self.origin]
        recent = [np.full(len(days), mean(known[-span:]) / level) for span in RECENT_DAYS]
        return np.column_stack([*weekdays, *self._last_year(days), *recent])

    def _same_weekdays(self) -> np.ndarray:
        """The last values by weeks back and by day modulo 7, shape (SAME_WEEKDAYS, 7)."""
        back = np.arange(7 * SAME_WEEKDAYS)
        at = self.origin - 1 - back
        out = np.full((SAME_WEEKDAYS, 7), np.nan)
        out[back[at >= 0] // 7, at[at >= 0] % 7] = self.values[at[at >= 0]]
        return out

    def _last_year(self, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Last year's same day, and the mean of the days around it that are known, both shape (days,)."""
        years = np.maximum(1, -(-(days - self.origin + 1) // YEAR_DAYS))
        then = self.origin - YEAR_DAYS
        level = float(mean(self.values[max(0, then - LEVEL_DAYS) : max(0, then)]))
        offsets = np.arange(-AROUND_DAYS, AROUND_DAYS + 1)
        at = (days - YEAR_DAYS * years)[None] + offsets[:, None]
        usable = (at >= 0) & (at < self.origin) & (level > 0)
        around = np.where(usable, self.values[np.clip(at, 0, len(self.values) - 1)], np.nan)
        scale = level if level > 0 else 1.0
        return around[AROUND_DAYS] / scale, mean(around) / scale


def mean(values: np.ndarray) -> np.ndarray:
    """Mean of the known values along the first axis, NaN where there are none."""
    known = np.isfinite(values)
    number = known.sum(axis=0)
    return np.where(number > 0, np.where(known, values, 0.0).sum(axis=0) / np.maximum(number, 1), np.nan)
