"""Seasonal naive: as many as on the same weekday last time. The baseline that any model must beat."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import numpy as np

from forecast.features import Features
from forecast.models.daily import DailyCounts

HALF_A_VISITOR = 0.5
"""What a day without visitors says of its rate, at most."""


class SeasonalNaive:
    """As many visitors as on the last known same weekday, corrected for other hours."""

    name = "seasonal_naive"

    def fit(self, counts: DailyCounts) -> "FittedSeasonalNaive":
        """Remembers the past; nothing can fail."""
        return FittedSeasonalNaive(counts)


@dataclass(frozen=True)
class FittedSeasonalNaive:
    """See `forecast.models.daily.FittedModel`."""

    counts: DailyCounts
    left_out: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def predict(self, features: Features) -> np.ndarray:
        """Expected visitors of coming days."""
        return np.nan_to_num(self._means(features)) * (features.exposure > 0)

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
