"""What every model of a day's visitors takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from forecast.features import Features


@dataclass(frozen=True)
class DailyCounts:
    """The past by days.

    Parameters
    ----------
    services
        Ids along the service axis.
    visitors
        Visitors a day, int, shape (services, days).
    observed
        Whether the number is known, bool, same shape.
    features
        What is special about each day.
    """

    services: tuple[str, ...]
    visitors: np.ndarray
    observed: np.ndarray
    features: Features

    def first_days(self, days: int) -> "DailyCounts":
        """The first `days` days: the past as it was known then."""
        return DailyCounts(
            self.services, self.visitors[:, :days], self.observed[:, :days], self.features.first_days(days)
        )

    @property
    def weeks(self) -> np.ndarray:
        """ISO weeks with any known day, int, shape (services,)."""
        monday = self.features.ordinal - self.features.weekday
        return np.array([len(set(monday[known])) for known in self.observed], dtype=int)


@dataclass(frozen=True)
class DailyRates:
    """The distribution of coming days: visitors are Poisson about `mean` x a gamma factor of mean 1.

    Parameters
    ----------
    mean
        Expected visitors, shape (services, days); 0 when closed.
    spread
        Variance of the day's factor, same shape: the variance of visitors is mean + spread x mean².
    lasting
        Part of that variance that all days of a week have in common, 0 to 1, shape (services,).
    """

    mean: np.ndarray
    spread: np.ndarray
    lasting: np.ndarray


class FittedModel(Protocol):
    """A model that has seen the past.

    `left_out` names the services that it could not be fitted to, each with the reason. `expected` is what it would
    have said of the past days about ten days ahead, shape (services, days), NaN where it could not.
    """

    @property
    def left_out(self) -> Mapping[str, str]: ...

    @property
    def expected(self) -> np.ndarray: ...

    def predict(self, features: Features) -> DailyRates: ...


class DailyModel(Protocol):
    """A way to learn a day's visitors. `name` stands in the report."""

    @property
    def name(self) -> str: ...

    def fit(self, counts: DailyCounts) -> FittedModel: ...
