"""ETS: exponential smoothing of the level, and of trend or weekdays where the past speaks for them."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from forecast.models.adjustment import Adjuster
from forecast.models.daily import DailyCounts
from forecast.models.series import AHEAD, SmoothedSeries, series_of
from forecast.models.services import CannotFit, FittedServices, each_service

LEAST_SEASONS = 4
"""Weeks from which the weekdays may change over time."""


class ExponentialSmoothing:
    """Exponential smoothing of the series without calendar and weekdays, weighted over three forms.

    Level alone; level and damped trend; level and weekdays that change (Hyndman, Koehler, Ord and Snyder,
    *Forecasting with Exponential Smoothing*, 2008: ANN, AAdN, ANA). Their forecasts are weighted by
    exp(-AICc / 2) (Burnham and Anderson, *Model Selection and Multimodel Inference*, 2002, section 2.9).
    """

    name = "ets"
    NEEDS_DAYS = 21

    def fit(self, counts: DailyCounts) -> FittedServices:
        """Fits every service with three weeks of history."""
        adjuster = Adjuster.of(counts)

        def smoothed(counts: DailyCounts, index: int) -> SmoothedSeries:
            series = series_of(counts, index, adjuster.service(index))
            scale = float(series.values.mean())
            if scale <= 0:
                raise CannotFit("no_visitors")
            return SmoothedSeries(series, scale * _weighted(series.values / scale, series.week.season))

        return each_service(counts, smoothed, self.NEEDS_DAYS)


@dataclass(frozen=True)
class _Form:
    """One form of smoothing: with a damped trend, with a season of so many values (0 = none)."""

    trend: bool
    season: int


@dataclass(frozen=True)
class _Smoothed:
    """A fitted form: its AICc, and the values ahead."""

    criterion: float
    ahead: np.ndarray


def _weighted(values: np.ndarray, season: int) -> np.ndarray:
    """The forms' forecasts, weighted; shape (AHEAD,)."""
    found = [fit for form in _forms(len(values), season) for fit in _fits(values, form)]
    if not found:
        raise CannotFit("no_form_fits")
    criterion = np.array([fit.criterion for fit in found])
    weights = np.exp((criterion.min() - criterion) / 2)
    return np.asarray(weights @ np.array([fit.ahead for fit in found]) / weights.sum())


def _forms(length: int, season: int) -> list[_Form]:
    seasonal = [_Form(False, season)] if season > 1 and length >= LEAST_SEASONS * season else []
    return [_Form(False, 0), _Form(True, 0), *seasonal]


def _fits(values: np.ndarray, form: _Form) -> Iterator[_Smoothed]:
    """The fitted form; nothing where the fit breaks down."""
    from statsmodels.tools.sm_exceptions import ConvergenceWarning
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", ConvergenceWarning)  # nearly there is good enough for one form of three
        try:
            model = ETSModel(
                values,
                trend="add" if form.trend else None,
                damped_trend=form.trend,
                seasonal="add" if form.season else None,
                seasonal_periods=form.season or None,
                initialization_method="heuristic" if form.season else "estimated",  # many first weekdays take long
            )
            fit = model.fit(disp=False)
            found = _Smoothed(float(fit.aicc), np.asarray(fit.forecast(AHEAD)))
        except (Warning, ValueError, ArithmeticError, np.linalg.LinAlgError):
            return
    if np.isfinite(found.criterion) and np.isfinite(found.ahead).all():
        yield found
