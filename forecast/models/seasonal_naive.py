"""Seasonal naive: as many as on the same weekday last time. The baseline that any model must beat."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import numpy as np

from forecast.features import Features
from forecast.models.daily import DailyCounts, DailyRates

HALF_A_VISITOR = 0.5
"""What a day without visitors says of its rate, at most."""
LASTING = 0.3
"""Part of the error that all days of a week share; assumed, the baseline does not learn it."""


class SeasonalNaive:
    """As many visitors as on the last known same weekday, corrected for other hours; error from the past's errors."""

    name = "seasonal_naive"

    def fit(self, counts: DailyCounts) -> "FittedSeasonalNaive":
        """Remembers the past; nothing can fail."""
        return FittedSeasonalNaive(counts)


@dataclass(frozen=True)
class FittedSeasonalNaive:
    """See `forecast.models.daily.FittedModel`."""

    counts: DailyCounts
    left_out: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def expected(self) -> np.ndarray:
        """What it would have said of the past from the last same weekday at least a week before."""
        means = self._means(self.counts.features)
        return np.where(self.counts.observed & np.isfinite(means), means, np.nan)

    def predict(self, features: Features) -> DailyRates:
        """Visitors of coming days."""
        means = np.nan_to_num(self._means(features)) * (features.exposure > 0)
        variance = np.maximum(self._variance[:, None], means)
        with np.errstate(divide="ignore", invalid="ignore"):
            spread = np.where(means > 0, (variance - means) / means**2, 0.0)
        return DailyRates(means, spread, np.full(len(means), LASTING))

    @cached_property
    def _variance(self) -> np.ndarray:
        """Mean square error of the past, shape (services,); the usual number's own where there is no past."""
        error = np.where(np.isfinite(self.expected), self.counts.visitors - np.nan_to_num(self.expected), 0.0)
        days = np.isfinite(self.expected).sum(axis=1)
        return np.where(days > 0, (error**2).sum(axis=1) / np.maximum(days, 1), self._usual)

    @cached_property
    def _usual(self) -> np.ndarray:
        """Mean visitors of a known day, shape (services,)."""
        known = np.where(self.counts.observed, self.counts.visitors, 0).sum(axis=1)
        return known / np.maximum(self.counts.observed.sum(axis=1), 1)

    def _means(self, features: Features) -> np.ndarray:
        """The last same weekday's visitors for each day, shape (services, days).

        Days of a weekday that was never known get the mean day; before the first known day it is NaN.
        """
        return np.array([self._service_means(index, features) for index in range(len(self.counts.services))])

    def _service_means(self, index: int, features: Features) -> np.ndarray:
        past = self.counts.features
        known = np.flatnonzero(self.counts.observed[index] & (past.exposure[index] > 0))
        rate = np.maximum(self.counts.visitors[index][known], min(HALF_A_VISITOR, self._usual[index]))
        rate = rate / past.exposure[index][known]
        means = np.full(len(features.dates), np.nan)
        for weekday in range(7):
            here = features.weekday == weekday
            same = past.weekday[known] == weekday
            means[here] = _last_before(past.ordinal[known][same], rate[same], features.ordinal[here])
            if not same.any() and len(known):
                means[here] = self._usual[index]
        return means * features.exposure[index]


def _last_before(days: np.ndarray, values: np.ndarray, at: np.ndarray) -> np.ndarray:
    """The last value known before each of some days, NaN where there is none; all shapes (n,)."""
    if not len(days):
        return np.full(len(at), np.nan)
    last = np.searchsorted(days, at, side="left") - 1
    return np.where(last >= 0, values[np.maximum(last, 0)], np.nan)
