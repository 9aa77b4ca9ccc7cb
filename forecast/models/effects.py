"""Effects: what a regression learnt of weekdays, kinds of days and the year, and the days it applies them to."""

from dataclasses import dataclass

import numpy as np

from forecast.features import CLASSES, Features
from forecast.models import design


@dataclass(frozen=True)
class ServiceDays:
    """The days of one service as the regression sees them; all shape (days,) but `classes` (days, kinds)."""

    ordinal: np.ndarray
    weekday: np.ndarray
    classes: np.ndarray
    exposure: np.ndarray
    known: np.ndarray

    @classmethod
    def of(cls, features: Features, index: int, known: np.ndarray) -> "ServiceDays":
        exposure = features.exposure[index]
        return cls(features.ordinal, features.weekday, features.classes[index], exposure, known & (exposure > 0))

    def columns(self, harmonics: int) -> np.ndarray:
        """Weekdays, kinds, yearly pattern."""
        yearly = design.yearly_columns(self.ordinal, harmonics)
        return np.hstack([design.weekday_columns(self.weekday), self.classes, yearly])


@dataclass(frozen=True)
class Effects:
    """Effects on the log of a day's visitors: weekdays (7,), kinds of days, yearly sines and cosines."""

    weekday: np.ndarray
    kinds: np.ndarray
    yearly: np.ndarray

    @classmethod
    def none(cls) -> "Effects":
        """No effect at all."""
        return cls(np.zeros(7), np.zeros(len(CLASSES)), np.zeros(0))

    def vector(self, harmonics: int) -> np.ndarray:
        """All effects in the order of the columns, the yearly ones 0 where there are none."""
        yearly = self.yearly if len(self.yearly) == 2 * harmonics else np.zeros(2 * harmonics)
        return np.concatenate([self.weekday, self.kinds, yearly])

    def log(self, days: ServiceDays) -> np.ndarray:
        """Their sum on each day, shape (days,)."""
        harmonics = len(self.yearly) // 2
        return np.asarray(days.columns(harmonics) @ self.vector(harmonics))
