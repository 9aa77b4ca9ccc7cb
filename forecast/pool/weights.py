"""Weights: how much each model's forecast counts, by how good its forecasts of the past have been."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forecast.pool.rolling import Rolling

NEAR_DAYS = 7
"""The first week ahead and the weeks after have weights of their own: today's level may be wrong in a month."""
HALF_LIFE_DAYS = 182.0
PRIOR_DAYS = 400.0
"""Days of forecasts that the usual loss is worth to an office, and the office's loss to one of its services."""
POWER = 12.0


@dataclass(frozen=True)
class Weights:
    """Shares of the models in the pool's mean.

    Parameters
    ----------
    names
        The models.
    near, far
        For the first `NEAR_DAYS` days ahead and for later ones, shape (models, services); each service sums to 1 over
        the models that are not left out, 0 where all are.
    """

    names: tuple[str, ...]
    near: np.ndarray
    far: np.ndarray

    def mean(self, means: np.ndarray, ahead: np.ndarray) -> np.ndarray:
        """The weighted mean of the models that know a day.

        Parameters
        ----------
        means
            Shape (models, ..., services, days); NaN where a model knows nothing.
        ahead
            Days from the last known one, at least 1, shape (days,).

        Returns
        -------
        numpy.ndarray
            Shape (..., services, days), NaN where no model knows anything.
        """
        share = np.where(ahead <= NEAR_DAYS, self.near[:, :, None], self.far[:, :, None])
        share = share.reshape(len(means), *([1] * (means.ndim - 3)), *share.shape[1:])
        known = np.isfinite(means) & (share > 0)
        total = np.where(known, share, 0.0).sum(axis=0)
        mixed = np.where(known, share * np.nan_to_num(means), 0.0).sum(axis=0)
        return np.where(total > 0, mixed / np.where(total > 0, total, 1.0), np.nan)


def weigh(rolling: Rolling, last: float, usual: Sequence[float], able: np.ndarray) -> Weights:
    """Weights by a high inverse power of the mean absolute error of past forecasts.

    Errors are compared with those of the plain mean of all models on the same days, so that models which could not
    forecast every past origin are judged fairly. A service's ratio is drawn to the office's, and the office's to what
    is usual, where services count as the root of their number because they err together. Old origins count less, and
    those whose horizons overlap.

    Parameters
    ----------
    rolling
        Forecasts of the past.
    last
        Ordinal of the last known day.
    usual
        Loss that each model usually has relative to the mean of all.
    able
        Whether a model can forecast a service now, bool, shape (models, services).
    """
    age = rolling.independence * 0.5 ** ((last - rolling.origins) / HALF_LIFE_DAYS)
    parts = (slice(0, NEAR_DAYS), slice(NEAR_DAYS, None))
    near, far = (_shares(_losses(rolling, age, part, np.asarray(usual)), able) for part in parts)
    return Weights(rolling.names, near, far)


def _shares(losses: np.ndarray, able: np.ndarray) -> np.ndarray:
    worth = np.where(able, np.maximum(losses, 1e-3) ** -POWER, 0.0)
    total = worth.sum(axis=0)
    return np.asarray(worth / np.where(total > 0, total, 1.0))


def _losses(rolling: Rolling, age: np.ndarray, part: slice, usual: np.ndarray) -> np.ndarray:
    """Absolute errors relative to those of the mean of all models, shape (models, services)."""
    means, visitors = rolling.means[..., part], rolling.visitors[..., part]
    known = np.isfinite(means) & np.isfinite(visitors)
    number = known.sum(axis=0)
    middle = np.where(known, np.nan_to_num(means), 0.0).sum(axis=0) / np.maximum(number, 1)
    weight = age[:, None, None] * known
    came = np.nan_to_num(visitors)
    own = (weight * np.abs(np.nan_to_num(means) - came)).sum(axis=(1, 3))
    all_ = (weight * np.abs(middle - came)).sum(axis=(1, 3))
    days = weight.sum(axis=(1, 3))
    unit = np.where(days > 0, np.maximum(all_ / np.where(days > 0, days, 1.0), 1e-9), 1.0)
    worth = PRIOR_DAYS * unit
    judged = days > 0
    common = np.where(judged, worth, 0.0).sum(axis=1) / np.sqrt(np.maximum(judged.sum(axis=1), 1))
    common = np.where(common > 0, common, 1.0)
    office = (own.sum(axis=1) + usual * common) / (all_.sum(axis=1) + common)
    return np.asarray((own + office[:, None] * worth) / (all_ + worth))
