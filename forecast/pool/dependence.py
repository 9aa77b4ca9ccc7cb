"""Dependence: what days of a week, and services on a day, have in common."""

from dataclasses import dataclass

import numpy as np

PRIOR_WEEKS = 8.0
WEEKS = 4
"""Weeks of a past forecast."""
PRIOR_DAYS = 12.0
MOST = 0.9
USUAL_LASTING, USUAL_STEADY = 0.15, 0.08
"""What a short log cannot tell: a level that is wrong today is wrong for weeks."""


@dataclass(frozen=True)
class Dependence:
    """Correlations of normal scores.

    Parameters
    ----------
    lasting
        Of two days of one week, shape (services,), 0 to 0.9.
    steady
        Of two days of different weeks of one forecast, shape (services,), 0 to `lasting`: what is wrong with the level
        stays wrong.
    shared
        Of two services on one day, 0 to 0.9.
    """

    lasting: np.ndarray
    steady: np.ndarray
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
    inside, within = _pairs(filled.reshape(weeks), known.reshape(weeks))
    inside, within = inside.sum(axis=-1), within.sum(axis=-1)
    anywhere, all_ = _pairs(filled, known)
    lasting = _drawn(inside, within, worth * WEEKS, USUAL_LASTING)
    steady = _drawn(anywhere - inside, all_ - within, worth, USUAL_STEADY)
    return Dependence(lasting, np.minimum(steady, lasting), _shared(filled, known, worth))


def _drawn(together: np.ndarray, pairs: np.ndarray, worth: np.ndarray, usual: float) -> np.ndarray:
    """Mean products of pairs, shape (services,), a service drawn to the office and the office to what is usual.

    `together` and `pairs` have shape (origins, services); `worth` says how many fresh weeks, or origins, each is worth.
    """
    weight = worth[:, None]
    number = (weight * (pairs > 0)).sum(axis=0)
    found, possible = (weight * together).sum(axis=0), (weight * pairs).sum(axis=0)
    total = float(number.sum())
    all_ = found.sum() / possible.sum() if possible.sum() > 0 else 0.0
    office = (total * all_ + PRIOR_WEEKS * usual) / (total + PRIOR_WEEKS)
    own = np.where(possible > 0, found / np.where(possible > 0, possible, 1.0), 0.0)
    return np.clip((number * own + PRIOR_WEEKS * office) / (number + PRIOR_WEEKS), 0.0, MOST)


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
