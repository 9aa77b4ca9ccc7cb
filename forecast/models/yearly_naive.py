"""Yearly naive: last year's weeks, at this year's level."""

from dataclasses import dataclass

import numpy as np

from forecast.features import Features
from forecast.models.adjustment import Adjuster, Adjustment
from forecast.models.daily import DailyCounts
from forecast.models.lags import YEAR_DAYS, mean
from forecast.models.services import CannotFit, FittedServices, each_service, full_day_rates, known_days

GROWTH_DAYS = 56
"""Days that are compared with the same days a year before."""
LEAST_PAIRS = 10
WEEKS_AROUND = 2


class YearlyNaive:
    """The same weekday 52 weeks before and two weeks around it, times what the last eight weeks have grown since.

    Effects of holidays are taken out of last year and put where they fall this year (adjustment.py).
    """

    name = "yearly_naive"
    NEEDS_DAYS = YEAR_DAYS + GROWTH_DAYS + 7 * WEEKS_AROUND

    def fit(self, counts: DailyCounts) -> FittedServices:
        """Fits every service with a year and two months of history."""
        adjuster = Adjuster.of(counts)

        def yearly(counts: DailyCounts, index: int) -> LastYear:
            return _last_year(counts, index, adjuster.service(index).holidays(counts.features))

        return each_service(counts, yearly, self.NEEDS_DAYS)


@dataclass(frozen=True)
class LastYear:
    """A service's full days without holidays, NaN where not known, shape (days,), from ordinal `first` on."""

    values: np.ndarray
    first: float
    growth: float
    holidays: Adjustment
    index: int

    def full_days(self, features: Features) -> np.ndarray:
        """See `forecast.models.services.ServiceModel`; weekdays that had none last year get the last weeks' mean."""
        days = (features.ordinal - self.first).astype(int)
        years = np.maximum(1, -(-(days - len(self.values) + 1) // YEAR_DAYS))
        same = same_weekdays(self.values, days - YEAR_DAYS * years) * self.growth
        usual = float(mean(self.values[-GROWTH_DAYS:]))
        return np.asarray(np.where(np.isfinite(same), same, usual) * self.holidays.factor(features, self.index))


def same_weekdays(values: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Mean of some positions and the same weekdays around them that are known, NaN where none is; shape (days,)."""
    at = days[None] + 7 * np.arange(-WEEKS_AROUND, WEEKS_AROUND + 1)[:, None]
    inside = (at >= 0) & (at < len(values))
    return mean(np.where(inside, values[np.clip(at, 0, len(values) - 1)], np.nan))


def _last_year(counts: DailyCounts, index: int, holidays: Adjustment) -> LastYear:
    known = known_days(counts, index)
    values = np.full(len(known), np.nan)
    values[known] = full_day_rates(counts, index) / holidays.factor(counts.features, index)[known]
    now = np.arange(len(values) - GROWTH_DAYS, len(values))
    before = same_weekdays(values, now - YEAR_DAYS)
    paired = np.isfinite(values[now]) & np.isfinite(before)
    total = before[paired].sum()
    if paired.sum() < LEAST_PAIRS or total <= 0:
        raise CannotFit("short_history")
    growth = float(values[now][paired].sum() / total)
    return LastYear(values, counts.features.ordinal[0], growth, holidays, index)
