"""The usual: what each past day would have brought by its pattern and the level of the weeks around it."""

from dataclasses import dataclass, replace

import numpy as np

from forecast.models.count_regression import CountRegression
from forecast.models.daily import DailyCounts
from forecast.models.effects import ServiceDays
from forecast.scores import CountDistribution
from forecast.settings import ForecastSettings

WINDOW_DAYS = 28
"""Days before and after a day that tell its level."""
LEVEL_VISITORS = 3.0
"""Visitors that "no change of level" is worth."""
PRIOR_SPREAD, PRIOR_DAYS = 0.03, 20.0
ODD, ROUNDS = 1e-4, 3
"""Chance below which a day is left out when level and spread are learnt anew, and how often they are."""


@dataclass(frozen=True)
class Usual:
    """What is usual.

    Parameters
    ----------
    pattern
        Expected visitors by weekdays and kinds of days alone, shape (services, days); NaN for services that could not
        be fitted. A yearly pattern is left out: together with a trend it can bend into a step.
    mean
        Expected visitors by all that is known of a day times the level of the weeks around it, the day itself left
        out, same shape.
    spread
        Variance of a day's factor, shape (services,).
    office_spread
        The same of the office's total.
    known
        Days whose number is known and looked at, bool, shape (services, days).
    """

    pattern: np.ndarray
    mean: np.ndarray
    spread: np.ndarray
    office_spread: float
    known: np.ndarray

    @property
    def office_mean(self) -> np.ndarray:
        """Expected visitors of the services known each day, shape (days,)."""
        return np.where(self.known, np.nan_to_num(self.mean), 0.0).sum(axis=0)


def usual(days: DailyCounts, settings: ForecastSettings, known: np.ndarray) -> Usual:
    """Learns what is usual, then anew without the days that were odd.

    Parameters
    ----------
    days
        The past.
    settings
        How to forecast.
    known
        Days to look at, bool, shape (services, days).
    """
    fitted = CountRegression(settings).fit(DailyCounts(days.services, days.visitors, known, days.features))
    pattern, whole = (np.full(days.visitors.shape, np.nan) for _ in range(2))
    everything = np.ones(days.visitors.shape[1], dtype=bool)
    for index, fit in fitted.fits.items():
        seen = ServiceDays.of(days.features, index, everything)
        yearless = replace(fit.pattern.effects, yearly=np.zeros(0))
        pattern[index], whole[index] = replace(fit.pattern, effects=yearless).mean(seen), fit.pattern.mean(seen)
    known = known & np.isfinite(whole) & (np.nan_to_num(whole) > 0)
    found = _with_level(days, pattern, whole, known, known)
    for _ in range(ROUNDS):
        even = known & ~(tails(days.visitors, found.mean, found.spread[:, None]).min(axis=0) < ODD)
        found = _with_level(days, pattern, whole, known, even)
    return found


def tails(visitors: np.ndarray, mean: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """Chance of so few and of so many visitors, the number itself included; shape (2, ...)."""
    safe = np.maximum(np.nan_to_num(mean), 1e-9)
    law = CountDistribution(safe, np.broadcast_to(spread, safe.shape))
    return np.stack([law.cdf(visitors), 1 - law.cdf(visitors - 1)])


def _with_level(
    days: DailyCounts, pattern: np.ndarray, whole: np.ndarray, known: np.ndarray, even: np.ndarray
) -> Usual:
    seen, due = np.where(even, days.visitors, 0.0), np.where(even, np.nan_to_num(whole), 0.0)
    level = (_around(seen) + LEVEL_VISITORS) / (_around(due) + LEVEL_VISITORS)
    mean = whole * level
    spread = np.array([spread_about(days.visitors[n][row], mean[n][row]) for n, row in enumerate(even)])
    together = even.any(axis=0)
    office = spread_about(
        np.where(even, days.visitors, 0).sum(axis=0)[together],
        np.where(even, np.nan_to_num(mean), 0.0).sum(axis=0)[together],
    )
    return Usual(pattern, mean, spread, office, known)


def _around(values: np.ndarray) -> np.ndarray:
    """Sum over the days within the window, the day itself left out; shape of `values`."""
    sums = np.cumsum(np.pad(values, ((0, 0), (WINDOW_DAYS + 1, WINDOW_DAYS))), axis=1)
    return sums[:, 2 * WINDOW_DAYS + 1 :] - sums[:, : values.shape[1]] - values


def spread_about(visitors: np.ndarray, mean: np.ndarray) -> float:
    """Variance of a day's factor by moments, E[(y - m)² - m] = spread x m², with a prior of some days."""
    if not len(mean):
        return PRIOR_SPREAD
    usual_square = float(np.mean(mean**2))
    excess = float(np.sum((visitors - mean) ** 2 - mean)) + PRIOR_DAYS * PRIOR_SPREAD * usual_square
    return float(np.clip(excess / (float(np.sum(mean**2)) + PRIOR_DAYS * usual_square + 1e-300), 1e-4, 4.0))
