"""Dependence: what the days of a forecast, and services on a day, have in common."""

from dataclasses import dataclass

import numpy as np

PRIOR_WEEKS = 8.0
PRIOR_DAYS = 12.0
WEEKS = 4
"""Weeks of a past forecast."""
MOST = 0.9
USUAL_LASTING, USUAL_STEADY, USUAL_LEVEL = 0.3, 0.15, 0.05
"""What a short log cannot tell: a level that is wrong today is wrong for weeks, and for more than one service."""


@dataclass(frozen=True)
class Dependence:
    """Correlations of normal scores; all shape (services,), 0 to 0.9.

    Parameters
    ----------
    lasting
        Of two days of one week.
    steady
        Of two days of different weeks of one forecast, at most `lasting`: what is wrong with the level stays wrong.
    shared
        Part of a week's and a day's score that is the office's: two services correlate by the root of their product.
    level
        The same part of what lasts all weeks.
    """

    lasting: np.ndarray
    steady: np.ndarray
    shared: np.ndarray
    level: np.ndarray


def fit_dependence(scores: np.ndarray, worth: np.ndarray, swing: np.ndarray) -> Dependence:
    """By moments of pairs, each drawn to what the office shows, and that to what is usual.

    Chance in counting has nothing in common with anything, so a service can correlate only as far as its days swing by
    more than chance; what the office shows is therefore scaled by `swing`.

    Parameters
    ----------
    scores
        Normal scores of what came in past forecasts, shape (origins, services, days ahead), NaN where unknown; days
        ahead fill whole weeks.
    worth
        Weight of each origin, shape (origins,).
    swing
        Part of each service's variance that is more than chance, 0 to 1, shape (services,).
    """
    known = np.isfinite(scores)
    filled = np.where(known, scores, 0.0)
    weeks = (*scores.shape[:2], scores.shape[2] // 7, 7)
    inside, within = _pairs(filled.reshape(weeks), known.reshape(weeks))
    inside, within = inside.sum(axis=-1), within.sum(axis=-1)
    anywhere, all_ = _pairs(filled, known)
    office = _level(filled.reshape(weeks), known.reshape(weeks), worth, swing) * swing
    own = _drawn(anywhere - inside, all_ - within, worth, swing, USUAL_STEADY)
    steady = np.clip(np.maximum(own, office), 0.0, MOST)
    lasting = np.maximum(_drawn(inside, within, worth * WEEKS, swing, USUAL_LASTING), steady)
    shared = np.clip(_shared(filled, known, worth, swing) * swing, 0.0, MOST)
    level = np.where(steady > 0, office / np.where(steady > 0, steady, 1.0), 0.0)
    return Dependence(lasting, steady, shared, np.clip(level, 0.0, MOST))


def _drawn(together: np.ndarray, pairs: np.ndarray, worth: np.ndarray, swing: np.ndarray, usual: float) -> np.ndarray:
    """Mean products of pairs, shape (services,), a service drawn to the office and the office to what is usual.

    `together` and `pairs` have shape (origins, services); `worth` says how many fresh weeks, or origins, each is worth.
    """
    weight = worth[:, None]
    number = (weight * (pairs > 0)).sum(axis=0)
    found, possible = (weight * together).sum(axis=0), (weight * pairs).sum(axis=0)
    total, due = float(number.sum()), float((swing**2 * possible).sum())
    common = float((swing * found).sum()) / due if due > 0 else usual
    office = (total * common + PRIOR_WEEKS * usual) / (total + PRIOR_WEEKS)
    own = np.where(possible > 0, found / np.where(possible > 0, possible, 1.0), 0.0)
    return np.clip((number * own + PRIOR_WEEKS * office * swing) / (number + PRIOR_WEEKS), 0.0, MOST)


def _shared(filled: np.ndarray, known: np.ndarray, worth: np.ndarray, swing: np.ndarray) -> float:
    """Correlation of two services' swings on one day."""
    scale = np.sqrt(swing)
    found, due = _both(filled * scale[:, None], known * swing[:, None], worth)
    days = float((worth[:, None] * (known.sum(axis=1) >= 2)).sum())
    return found / due * days / (days + PRIOR_DAYS) if due > 0 else 0.0


def _level(filled: np.ndarray, known: np.ndarray, worth: np.ndarray, swing: np.ndarray) -> float:
    """Correlation of what lasts in two services' swings, from days of different weeks: many pairs tell of one level.

    Arrays have shape (origins, services, weeks, 7).
    """
    scores, days = filled.sum(axis=-1), known.sum(axis=-1)
    scale = np.sqrt(swing)[:, None]
    found, due = _both(
        (scores * scale).sum(axis=-1, keepdims=True), (days * scale**2).sum(axis=-1, keepdims=True), worth
    )
    same, same_due = _both(scores * scale, days * scale**2, worth)
    origins = float((worth * ((days.sum(axis=-1) > 0).sum(axis=1) >= 2)).sum())
    left = due - same_due
    common = (found - same) / left if left > 0 else USUAL_LEVEL
    return float(np.clip((origins * common + PRIOR_WEEKS * USUAL_LEVEL) / (origins + PRIOR_WEEKS), 0.0, MOST))


def _both(values: np.ndarray, due: np.ndarray, worth: np.ndarray) -> tuple[float, float]:
    """Weighted sums over origins and days of products of pairs of services, and of what a correlation of 1 gives."""
    found, _ = _pairs(np.moveaxis(values, 1, -1), np.moveaxis(values != 0, 1, -1))
    possible, _ = _pairs(np.moveaxis(due, 1, -1), np.moveaxis(due != 0, 1, -1))
    weight = worth.reshape(-1, *([1] * (found.ndim - 1)))
    return float((weight * found).sum()), float((weight * possible).sum())


def _pairs(values: np.ndarray, known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sum of the products of all pairs along the last axis, and how many pairs are known."""
    number = known.sum(axis=-1)
    return (values.sum(axis=-1) ** 2 - (values**2).sum(axis=-1)) / 2, number * (number - 1) / 2
