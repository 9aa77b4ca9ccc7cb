"""Spread: how far days differ from what was expected of them, beyond the chance of counting."""

from dataclasses import dataclass

import numpy as np

from forecast.models.daily import DailyCounts

HALF_LIFE_DAYS = 224.0
MEMORY_DAYS = 56.0
PRIOR_SPREAD = 0.04
PRIOR_DAYS = 10.0
PRIOR_WEEKS = 8.0
MOST_SPREAD = 4.0
MOST_LASTING = 0.9


@dataclass(frozen=True)
class Spread:
    """Variance of the day's factor and the part of it that lasts a week, both shape (services,)."""

    day: np.ndarray
    lasting: np.ndarray


def spread_of(counts: DailyCounts, expected: np.ndarray) -> Spread:
    """Spread by moments: E[(y - mean)² - mean] = spread x mean².

    A prior of `PRIOR_SPREAD` with the worth of ten days keeps short logs honest. The lasting part compares pairs of
    days of one week, whose counting errors are independent: E[(y - m)(y' - m')] = lasting x spread x m m'.

    Parameters
    ----------
    counts
        The past.
    expected
        What was expected of it, shape (services, days), NaN where nothing was.
    """
    found = [_one(counts, index, means) for index, means in enumerate(expected)]
    return Spread(np.array([day for day, _ in found]), np.array([lasting for _, lasting in found]))


def shared_part(counts: DailyCounts, expected: np.ndarray, spread: np.ndarray) -> float:
    """Correlation of the day's factors of two services, one for the office, 0 to 0.9.

    By the same moments over pairs of services on one day, drawn to 0 with the worth of 30 days.
    """
    known = counts.observed & np.isfinite(expected)
    error = np.where(known, counts.visitors - np.nan_to_num(expected), 0.0)
    size = np.where(known, np.nan_to_num(expected), 0.0) * np.sqrt(spread)[:, None]
    together = _pairs(error)
    possible = _pairs(size)
    days = float((known.sum(axis=0) >= 2).sum())
    if possible <= 0:
        return 0.0
    return float(np.clip(together / possible * days / (days + 30.0), 0.0, MOST_LASTING))


def _pairs(values: np.ndarray) -> float:
    """Sum over columns of the products of all ordered pairs of different rows."""
    return float((values.sum(axis=0) ** 2 - (values**2).sum(axis=0)).sum())


def _one(counts: DailyCounts, index: int, expected: np.ndarray) -> tuple[float, float]:
    known = counts.observed[index] & np.isfinite(expected)
    if not known.any():
        return PRIOR_SPREAD, 0.0
    ordinal = counts.features.ordinal[known]
    monday = ordinal - counts.features.weekday[known]
    weights = 0.5 ** ((ordinal[-1] - ordinal) / HALF_LIFE_DAYS)
    mean, error = expected[known], counts.visitors[index][known] - expected[known]
    inflation = _inflation(counts.features.weekday[known], ordinal)
    usual = float(np.average(mean**2, weights=weights))
    excess = float(np.sum(weights * (inflation * error**2 - mean)))
    total = float(np.sum(weights * mean**2))
    if usual <= 0:
        return PRIOR_SPREAD, 0.0
    spread = (excess + PRIOR_DAYS * PRIOR_SPREAD * usual) / (total + PRIOR_DAYS * usual)
    spread = float(np.clip(spread, 0.0, MOST_SPREAD))
    return spread, _lasting(monday, np.sqrt(weights), mean, error, spread)


def _inflation(weekday: np.ndarray, ordinal: np.ndarray) -> float:
    """By how much squared errors of a forecast exceed squared residuals of its fit: (n + p) / (n - p).

    p is one number a weekday, n the days that a memory of `MEMORY_DAYS` half-life holds (Akaike's final prediction
    error, *Annals of the Institute of Statistical Mathematics* 21, 1969).
    """
    days = float(np.sum(0.5 ** ((ordinal[-1] - ordinal) / MEMORY_DAYS)))
    parameters = min(float(len(set(weekday))), days / 2)
    return (days + parameters) / (days - parameters)


def _lasting(monday: np.ndarray, roots: np.ndarray, mean: np.ndarray, error: np.ndarray, spread: float) -> float:
    _, week = np.unique(monday, return_inverse=True)
    weeks = int(week.max()) + 1

    def pairs(values: np.ndarray) -> float:
        return float((np.bincount(week, values) ** 2 - np.bincount(week, values**2)).sum())

    possible = pairs(roots * mean) * spread
    if possible <= 0:
        return 0.0
    return float(np.clip(pairs(roots * error) / possible * weeks / (weeks + PRIOR_WEEKS), 0.0, MOST_LASTING))
