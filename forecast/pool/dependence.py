"""Dependence: what days of a week, and services on a day, have in common."""

from dataclasses import dataclass

import numpy as np

PRIOR_WEEKS = 8.0
PRIOR_DAYS = 30.0
MOST = 0.9


@dataclass(frozen=True)
class Dependence:
    """Correlations of normal scores.

    Parameters
    ----------
    lasting
        Of two days of one week, shape (services,), 0 to 0.9.
    shared
        Of two services on one day, 0 to 0.9.
    """

    lasting: np.ndarray
    shared: float


def fit_dependence(scores: np.ndarray, worth: np.ndarray) -> Dependence:
    """By moments of pairs, drawn to none with the worth of some weeks and days, and a service to the office.

    Parameters
    ----------
    scores
        Normal scores of what came in past forecasts, shape (origins, services, days ahead), NaN where unknown; days
        ahead fill whole weeks.
    worth
        Weight of each origin, shape (origins,).
    """
    known = np.isfinite(scores)
    filled = np.where(known, scores, 0.0)
    weeks = (*scores.shape[:2], scores.shape[2] // 7, 7)
    together, pairs = _pairs(filled.reshape(weeks), known.reshape(weeks))
    weight = worth[:, None, None]
    number = (weight * (pairs > 0)).sum(axis=(0, 2))
    found, possible = (weight * together).sum(axis=(0, 2)), (weight * pairs).sum(axis=(0, 2))
    total = float(number.sum())
    office = found.sum() / possible.sum() * total / (total + PRIOR_WEEKS) if possible.sum() > 0 else 0.0
    own = np.where(possible > 0, found / np.where(possible > 0, possible, 1.0), 0.0)
    lasting = (number * own + PRIOR_WEEKS * office) / (number + PRIOR_WEEKS)
    return Dependence(np.clip(lasting, 0.0, MOST), _shared(filled, known, worth))


def _shared(filled: np.ndarray, known: np.ndarray, worth: np.ndarray) -> float:
    together, pairs = _pairs(np.moveaxis(filled, 1, -1), np.moveaxis(known, 1, -1))
    weight = worth[:, None]
    days, possible = float((weight * (pairs > 0)).sum()), float((weight * pairs).sum())
    if possible <= 0:
        return 0.0
    found = float((weight * together).sum()) / possible
    return float(np.clip(found * days / (days + PRIOR_DAYS), 0.0, MOST))


def _pairs(values: np.ndarray, known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sum of the products of all pairs along the last axis, and how many pairs are known."""
    number = known.sum(axis=-1)
    return (values.sum(axis=-1) ** 2 - (values**2).sum(axis=-1)) / 2, number * (number - 1) / 2
