"""Weekday mean: the mean of the last four same weekdays."""

from dataclasses import dataclass

import numpy as np

from forecast.features import Features
from forecast.models.daily import DailyCounts
from forecast.models.services import FittedServices, each_service, known_days

LAST_DAYS = 4


class WeekdayMean:
    """As many visitors an hour as on the last four known same weekdays; a weekday never known gets the mean day."""

    name = "weekday_mean"
    NEEDS_DAYS = 7

    def fit(self, counts: DailyCounts) -> FittedServices:
        """Remembers the last weeks."""
        return each_service(counts, _weekdays, self.NEEDS_DAYS)


@dataclass(frozen=True)
class WeekdayRates:
    """Visitors of a full day on each weekday, shape (7,)."""

    rates: np.ndarray

    def full_days(self, features: Features) -> np.ndarray:
        """See `forecast.models.services.ServiceModel`."""
        return np.asarray(self.rates[features.weekday])


def _weekdays(counts: DailyCounts, index: int) -> WeekdayRates:
    known = np.flatnonzero(known_days(counts, index))
    rates = np.full(7, np.nan)
    for weekday in range(7):
        last = known[counts.features.weekday[known] == weekday][-LAST_DAYS:]
        if len(last):
            rates[weekday] = counts.visitors[index][last].sum() / counts.features.exposure[index][last].sum()
    return WeekdayRates(np.where(np.isfinite(rates), rates, np.nanmean(rates)))
