"""Theta: half the past's straight trend, and a smoothed level."""

import warnings

import numpy as np

from forecast.models.adjustment import Adjuster
from forecast.models.daily import DailyCounts
from forecast.models.series import AHEAD, SmoothedSeries, series_of
from forecast.models.services import CannotFit, FittedServices, each_service


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
            return SmoothedSeries(series, _ahead(series.values))

        return each_service(counts, smoothed, self.NEEDS_DAYS)


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
