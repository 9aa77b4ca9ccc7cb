"""Theta: half the past's straight trend, and a smoothed level."""

import numpy as np

from forecast.models.adjustment import Adjuster
from forecast.models.daily import DailyCounts
from forecast.models.series import AHEAD, Series, SmoothedSeries, series_of
from forecast.models.services import CannotFit, FittedServices, each_service
from forecast.models.smoothing import loss, smooth

HALF_LIFE_WEEKS = 4.0
"""Age at which a week weighs half in what is special about its weekdays lately."""
DRIFT = 0.05
"""Standard deviation of that between times, relative to an ordinary day."""
LEAST_FACTOR = 0.05
LEAST_VALUES = 4
WEIGHTS = (1e-4, 0.01, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.55, 0.7, 0.85, 1 - 1e-4)
"""Weights of the latest error on the level, looked at first."""


class Theta:
    """The theta method on the series without calendar and weekdays.

    A straight line through the past and a series of twice its curvature, the first prolonged, the second smoothed
    exponentially, both averaged: a smoothed level with half the line's slope (Assimakopoulos and Nikolopoulos,
    *International Journal of Forecasting* 16, 2000; Hyndman and Billah, ibid. 19, 2003).
    """

    name = "theta"
    NEEDS_DAYS = 28

    def fit(self, counts: DailyCounts) -> FittedServices:
        """Fits every service with four weeks of history."""
        adjuster = Adjuster.of(counts)

        def smoothed(counts: DailyCounts, index: int) -> SmoothedSeries:
            series = series_of(counts, index, adjuster.service(index))
            return SmoothedSeries(series, _with_weekdays(series))

        return each_service(counts, smoothed, self.NEEDS_DAYS)


def _with_weekdays(series: Series) -> np.ndarray:
    """The values ahead, with what is special about each weekday lately, shape (AHEAD,)."""
    phases = np.arange(len(series.values) + AHEAD) % series.week.season
    factors = lately(series.values, series.week.season)[phases]
    past, coming = np.split(factors, [len(series.values)])
    return np.asarray(_ahead(series.values / past) * coming)


def lately(values: np.ndarray, season: int) -> np.ndarray:
    """How each weekday differs lately from the series that it was taken out of: factors about 1, shape (season,).

    Weighted means, drawn to 1 as far as their sampling error outweighs `DRIFT` (the posterior mean of a normal effect
    with known variances; Gelman et al., *Bayesian Data Analysis*, 3rd ed., 2013, section 2.5).

    Parameters
    ----------
    values
        The series, shape (n,), n at least `season`.
    season
        Values a week.
    """
    weeks = np.arange(len(values))[::-1] // season
    weights = 0.5 ** (weeks / HALF_LIFE_WEEKS)
    phases = np.arange(len(values)) % season
    relative = values / max(float(np.average(values, weights=weights)), 1e-9)

    def weighted(amounts: np.ndarray) -> np.ndarray:
        return np.bincount(phases, amounts, minlength=season)

    total = weighted(weights)
    mean = weighted(weights * relative) / total
    variance = weighted(weights * (relative - mean[phases]) ** 2) / total
    sampling = variance * weighted(weights**2) / total**2
    return np.maximum(LEAST_FACTOR, 1 + (mean - 1) * DRIFT**2 / (DRIFT**2 + sampling))


def _ahead(values: np.ndarray) -> np.ndarray:
    """The smoothed level with half the line's slope, which the level lags behind; shape (AHEAD,).

    Hyndman and Billah 2003.
    """
    if len(values) < LEAST_VALUES:
        raise CannotFit("short_history")
    start = np.array([values[0], 0.0, 0.0])
    weight = _weight(values, start)
    _, end = smooth(values, _habits(weight), start)
    slope = np.polyfit(np.arange(len(values)), values, 1)[0]
    lag = (1 - (1 - weight) ** len(values)) / weight
    ahead = end[0] + slope / 2 * (np.arange(AHEAD) + lag)
    if not np.isfinite(ahead).all():
        raise CannotFit("not_finite")
    return np.asarray(ahead)


def _habits(weight: float) -> np.ndarray:
    """A level alone that the latest error moves by so much."""
    return np.array([weight, 0.0, 1.0, 0.0])


def _weight(values: np.ndarray, start: np.ndarray) -> float:
    """The weight of the latest error on the level with the least squared errors: the best of a few, then nearby."""
    from scipy.optimize import minimize_scalar

    losses = [loss(values, _habits(weight), start, 0) for weight in WEIGHTS]
    best = min(max(int(np.argmin(losses)), 1), len(WEIGHTS) - 2)
    found = minimize_scalar(
        lambda weight: loss(values, _habits(weight), start, 0),
        bounds=(WEIGHTS[best - 1], WEIGHTS[best + 1]),
        method="bounded",
    )
    return float(found.x)
