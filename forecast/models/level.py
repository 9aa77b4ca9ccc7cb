"""Level: how much more or less is going on lately than a fitted pattern says."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SMOOTHINGS = (0.0, 0.02, 0.05, 0.1, 0.2)
DAMPINGS = (1.0, 0.98)
HORIZONS = (3, 9, 18)
"""Days ahead at which smoothing and damping are compared on the past."""
PRIOR_VISITORS = 5.0
LOSS_HALF_LIFE_DAYS = 180.0


@dataclass(frozen=True)
class Level:
    """An exponentially smoothed ratio of actual to fitted visitors, damped towards 1 the further ahead.

    Parameters
    ----------
    smoothing
        Weight of the latest day, 0 = no level at all.
    damping
        Power a day: a level L known h days before counts as L ** (damping ** h).
    known
        Days on which the level was known, increasing, float ordinals, shape (n,).
    ratio
        The level after each of these days, shape (n,).
    """

    smoothing: float
    damping: float
    known: np.ndarray
    ratio: np.ndarray

    def at(self, days: np.ndarray, ahead: int = 0) -> np.ndarray:
        """The factor for each day, from what was known `ahead` days before it; 1 where nothing was.

        Parameters
        ----------
        days
            Float ordinals, shape (m,).
        ahead
            Days of notice.
        """
        last = np.searchsorted(self.known, days - ahead, side="right") - 1
        distance = np.where(last >= 0, days - self.known[np.maximum(last, 0)], 0.0)
        ratio = np.where(last >= 0, self.ratio[np.maximum(last, 0)], 1.0)
        return np.asarray(ratio ** (self.damping**distance))


def smooth(days: np.ndarray, visitors: np.ndarray, fitted: np.ndarray, smoothing: float, damping: float) -> Level:
    """Smooths sums of visitors and of fitted values apart, so that days without visitors do no harm.

    The ratio begins at 1 with the weight of `PRIOR_VISITORS`.

    Parameters
    ----------
    days, visitors, fitted
        Known days (float ordinals), their visitors and fitted values, shape (n,).
    smoothing, damping
        See `Level`.
    """
    if smoothing == 0:
        return Level(0.0, 1.0, days, np.ones(len(days)))
    from scipy.signal import lfilter

    keep = [1.0], [1.0, smoothing - 1.0]
    seen, due = lfilter(*keep, visitors), lfilter(*keep, fitted)
    return Level(smoothing, damping, days, (seen + PRIOR_VISITORS) / (due + PRIOR_VISITORS))


def choose_level(
    days: np.ndarray, visitors: np.ndarray, fitted: np.ndarray, smoothings: Sequence[float] = SMOOTHINGS
) -> Level:
    """The level whose forecasts some days ahead would have had the smallest Poisson deviance on the past."""
    candidates = [
        smooth(days, visitors, fitted, smoothing, damping)
        for smoothing in smoothings
        for damping in (DAMPINGS if smoothing else DAMPINGS[:1])
    ]
    return min(candidates, key=lambda level: _loss(level, days, visitors, fitted))


def _loss(level: Level, days: np.ndarray, visitors: np.ndarray, fitted: np.ndarray) -> float:
    weights = 0.5 ** ((days[-1] - days) / LOSS_HALF_LIFE_DAYS)
    loss = 0.0
    for ahead in HORIZONS:
        expected = fitted * level.at(days, ahead)
        loss += float(np.sum(weights * (expected - visitors * np.log(expected))))
    return loss
