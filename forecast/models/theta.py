"""Theta: half the past's straight trend, and a smoothed level."""

import warnings

import numpy as np

from forecast.models.adjustment import Adjuster
from forecast.models.daily import DailyCounts
from forecast.models.series import AHEAD, Series, SmoothedSeries, series_of
from forecast.models.services import CannotFit, FittedServices, each_service

HALF_LIFE_WEEKS = 4.0
"""Age at which a week weighs half in what is special about its weekdays lately."""
DRIFT = 0.05
"""Standard deviation of that between times, relative to an ordinary day."""
LEAST_FACTOR = 0.05


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
    from statsmodels.tsa.forecasting.theta import ThetaModel

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            ahead = np.asarray(ThetaModel(values, deseasonalize=False).fit(disp=False).forecast(AHEAD))
        except (Warning, ValueError, ArithmeticError, np.linalg.LinAlgError) as failed:
            raise CannotFit(type(failed).__name__) from failed
    if not np.isfinite(ahead).all():
        raise CannotFit("not_finite")
    return ahead
