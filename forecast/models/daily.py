"""What every model of a day's visitors takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
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

    @cached_property
    def digest(self) -> bytes:
        """A hash of all its numbers."""
        days = self.features
        digest = sha256()
        for part in (self.visitors, self.observed, days.ordinal, days.classes, days.exposure, days.named):
            digest.update(f"{part.dtype}{part.shape}".encode())
            digest.update(np.ascontiguousarray(part).tobytes())
        return digest.digest()

    @property
    def weeks(self) -> np.ndarray:
        """ISO weeks with any known day, int, shape (services,)."""
        monday = self.features.ordinal - self.features.weekday
        return np.array([len(set(monday[known])) for known in self.observed], dtype=int)


class FittedModel(Protocol):
    """A model that has seen the past.

    `left_out` names the services that it could not be fitted to, each with the code of the reason. `predict` gives
    the expected visitors of coming days, float, shape (services, days): 0 when closed, never negative, NaN for services
    that were left out.
    """

    @property
    def left_out(self) -> Mapping[str, str]: ...

    def predict(self, features: Features) -> np.ndarray: ...


class DailyModel(Protocol):
    """A way to learn a day's visitors: what is expected, not how far off it may be (forecast/pool learns that).

    `name` stands in the report. A fit is a function of its arguments alone: no clock, no chance.
    """

    @property
    def name(self) -> str: ...

    def fit(self, counts: DailyCounts) -> FittedModel: ...
