"""History: the known days of one service, or of the office as a whole, as the filter reads them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from forecast.models.daily import DailyCounts
from forecast.models.dynamic.columns import columns_of
from forecast.models.services import known_days


@dataclass(frozen=True)
class History:
    """Known open days from the first visitor on.

    `ordinal`, `gaps` (days since the known day before, int), `weekday` (int), `visitors` (float) and `exposure` have
    shape (n,), `columns` (n, columns).
    """

    ordinal: np.ndarray
    weekday: np.ndarray
    visitors: np.ndarray
    exposure: np.ndarray
    columns: np.ndarray

    @classmethod
    def of_service(cls, counts: DailyCounts, index: int) -> "History":
        """One service's days; there is a visitor on one of them."""
        return cls._of(
            counts, index, counts.visitors[index], counts.features.exposure[index], known_days(counts, index)
        )

    @classmethod
    def of_office(cls, counts: DailyCounts) -> "History":
        """The total of the services known on each day; kinds of days are those that hold for every service."""
        visitors = np.where(counts.observed, counts.visitors, 0).sum(axis=0)
        exposure = np.where(counts.observed, counts.features.exposure, 0.0).max(axis=0)
        return cls._of(counts, 0, visitors, exposure, exposure > 0)

    @classmethod
    def _of(
        cls, counts: DailyCounts, index: int, visitors: np.ndarray, exposure: np.ndarray, known: np.ndarray
    ) -> "History":
        days = np.flatnonzero(known)
        days = days[(visitors[days] > 0).argmax() :]  # a service that has not begun says nothing of one that has
        features = counts.features
        return cls(
            features.ordinal[days],
            features.weekday[days],
            visitors[days].astype(float),
            exposure[days],
            np.ascontiguousarray(columns_of(features, index)[days]),
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
