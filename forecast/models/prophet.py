"""Prophet: a trend with changes, weekdays and the year, by the library of that name; left out wherever it fails."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import numpy as np

from forecast.features import Features
from forecast.models.adjustment import Adjuster, Adjustment
from forecast.models.daily import DailyCounts
from forecast.models.services import CannotFit, FittedServices, each_service, full_day_rates, known_days

MOST_DAYS = 1100
"""History that it looks at: three years."""
YEARLY_FROM_DAYS = 438
"""A yearly pattern is learnt from 1.2 years on."""
SHORT_DAYS = 730
YEARLY_WAVES = 10
SHORT_YEARLY_WAVES = 3
"""Waves of the yearly pattern; few before two years are known."""
CHANGEPOINTS = 15
AHEAD_DAYS = 200
"""Days that are worked out; later ones repeat the last week."""
LOGGERS = ("prophet", "prophet.models", "prophet.plot", "cmdstanpy")


class ProphetModel:
    """Prophet (Taylor and Letham, *The American Statistician* 72, 2018) on full-day rates without holidays' effects.

    The effects of kinds of days and of named holidays are those of adjustment.py: a holiday that the log never held has
    the effect of its kind, which Prophet's own holidays cannot give. Closed days are no part of its past.
    """

    name = "prophet"
    NEEDS_DAYS = 56

    def fit(self, counts: DailyCounts) -> FittedServices:
        """Fits every service with eight weeks of history; without the library all are left out."""
        adjuster = Adjuster.of(counts)

        def dated(counts: DailyCounts, index: int) -> DatedRates:
            holidays = adjuster.service(index).holidays(counts.features)
            return _fit(counts, index, holidays)

        return each_service(counts, dated, self.NEEDS_DAYS)


@dataclass(frozen=True)
class DatedRates:
    """Visitors of full days without holidays from `first` on, shape (AHEAD_DAYS,), and the effects of holidays."""

    first: date
    rates: np.ndarray
    holidays: Adjustment
    index: int

    def full_days(self, features: Features) -> np.ndarray:
        """See `forecast.models.services.ServiceModel`."""
        ahead = (features.ordinal - self.first.toordinal()).astype(int)
        beyond = np.maximum(0, -(-(ahead - len(self.rates) + 1) // 7))
        rates = self.rates[np.clip(ahead - 7 * beyond, 0, len(self.rates) - 1)]
        return np.asarray(rates * self.holidays.factor(features, self.index))


def _fit(counts: DailyCounts, index: int, holidays: Adjustment) -> DatedRates:
    known = np.flatnonzero(known_days(counts, index))
    rates = full_day_rates(counts, index) / holidays.factor(counts.features, index)[known]
    recent = known > known[-1] - MOST_DAYS
    dates = [counts.features.dates[day] for day in known[recent]]
    first = date.fromordinal(counts.features.dates[-1].toordinal() + 1)
    with _silent(), warnings.catch_warnings():
        warnings.simplefilter("error")
        for theirs in (DeprecationWarning, FutureWarning, PendingDeprecationWarning):  # of Prophet's calls to pandas
            warnings.simplefilter("ignore", theirs)
        try:
            found = _ahead(dates, rates[recent], first)
        except ImportError as missing:
            raise CannotFit("not_installed") from missing
        except (Warning, ValueError, TypeError, ArithmeticError, RuntimeError, OSError) as failed:
            raise CannotFit(type(failed).__name__) from failed
    if not np.isfinite(found).all():
        raise CannotFit("not_finite")
    return DatedRates(first, np.maximum(found, 0.0), holidays, index)


def _ahead(dates: list[date], rates: np.ndarray, first: date) -> np.ndarray:
    """Prophet's expected rates of the days from `first` on, shape (AHEAD_DAYS,)."""
    import pandas as pd
    from prophet import Prophet

    span = (dates[-1] - dates[0]).days
    waves = 0 if span < YEARLY_FROM_DAYS else SHORT_YEARLY_WAVES if span < SHORT_DAYS else YEARLY_WAVES
    model = Prophet(
        seasonality_mode="multiplicative",
        weekly_seasonality=True,
        yearly_seasonality=waves,
        daily_seasonality=False,
        n_changepoints=CHANGEPOINTS,
        uncertainty_samples=0,
    )
    model.fit(pd.DataFrame({"ds": pd.to_datetime(dates), "y": rates}), seed=0)
    coming = pd.DataFrame({"ds": pd.date_range(pd.Timestamp(first), periods=AHEAD_DAYS)})
    return model.predict(coming)["yhat"].to_numpy(dtype=float)


@contextmanager
def _silent() -> Iterator[None]:
    """Keeps the library's progress and its notice of missing drawings from the screen."""
    loggers = [logging.getLogger(name) for name in LOGGERS]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled
