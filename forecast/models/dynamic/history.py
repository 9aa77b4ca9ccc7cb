"""History: the known days of one service, or of the office as a whole, as the filter reads them."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from forecast.features import Features
from forecast.models.daily import DailyCounts
from forecast.models.dynamic.columns import columns_of
from forecast.models.services import known_days


@dataclass(frozen=True)
class History:
    """Known open days from the first visitor on.

    `ordinal`, `weekday` (int), `visitors` (float) and `exposure` have shape (n,), `columns` (n, columns).
    """

    ordinal: np.ndarray
    weekday: np.ndarray
    visitors: np.ndarray
    exposure: np.ndarray
    columns: np.ndarray

    @classmethod
    def of_service(cls, counts: DailyCounts, index: int) -> "History":
        """One service's days; there is a visitor on one of them."""
        columns = columns_of(counts.features, index)
        known = known_days(counts, index)
        return cls._of(counts.features, columns, counts.visitors[index], counts.features.exposure[index], known)

    @classmethod
    def of_office(cls, counts: DailyCounts) -> "History":
        """The total of the services known on each day; kinds of days are those that hold for every service."""
        features = counts.features
        visitors = np.where(counts.observed, counts.visitors, 0).sum(axis=0)
        exposure = np.where(counts.observed, features.exposure, 0.0).max(axis=0)
        together = replace(features, classes=features.classes.min(axis=0, keepdims=True))
        return cls._of(features, columns_of(together, 0), visitors, exposure, exposure > 0)

    @classmethod
    def _of(
        cls, features: Features, columns: np.ndarray, visitors: np.ndarray, exposure: np.ndarray, known: np.ndarray
    ) -> "History":
        days = np.flatnonzero(known)
        days = days[(visitors[days] > 0).argmax() :]  # a service that has not begun says nothing of one that has
        return cls(
            features.ordinal[days],
            features.weekday[days],
            visitors[days].astype(float),
            exposure[days],
            np.ascontiguousarray(columns[days]),
        )

    @cached_property
    def gaps(self) -> np.ndarray:
        """Days since the known day before, 0 for the first, int, shape (n,)."""
        return np.diff(self.ordinal, prepend=self.ordinal[0]).astype(np.int64)

    @property
    def days(self) -> float:
        """From the first to the last."""
        return float(self.ordinal[-1] - self.ordinal[0] + 1)

    @cached_property
    def mean(self) -> float:
        """Visitors of a usual full day."""
        return float(self.visitors.sum() / self.exposure.sum())
