"""Forecast: sampled futures of arrivals, and what can be asked of them."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from office.grid import SlotGrid
from office.problems import Problem


@dataclass(frozen=True)
class Forecast:
    """Sample paths of arrivals per service and slot: the whole predictive distribution.

    A path keeps its index across services and parts, so path 7 of one service belongs to the same future as path 7
    of another. All three parts are zero outside the ticket hours.

    Parameters
    ----------
    grid
        The slots; the flat slot axis runs day by day.
    services
        Ids along the service axis.
    booked, walk_in, events
        Arrivals, int, shape (paths, services, slots); their sum is the forecast.
    models
        Name of the model that each service's walk-ins come from, length services; "questionnaire" marks a start
        without any history.
    notes
        What a reader must know of how it was made, as facts.
    """

    grid: SlotGrid
    services: tuple[str, ...]
    booked: np.ndarray
    walk_in: np.ndarray
    events: np.ndarray
    models: tuple[str, ...]
    notes: tuple[Problem, ...] = ()

    def __post_init__(self) -> None:
        expected = (len(self.walk_in), len(self.services), self.grid.size)
        for name in ("booked", "walk_in", "events"):
            part: np.ndarray = getattr(self, name)
            if part.shape != expected or part.dtype.kind != "i":
                raise ValueError(f"{name} is {part.dtype} {part.shape}, not int {expected}")
            if part.min(initial=0) < 0:
                raise ValueError(f"{name} holds negative arrivals")

    @property
    def paths(self) -> int:
        """Number of sampled futures."""
        return len(self.walk_in)

    @cached_property
    def arrivals(self) -> np.ndarray:
        """All arrivals, int, shape (paths, services, slots)."""
        return self.booked + self.walk_in + self.events

    @cached_property
    def daily(self) -> np.ndarray:
        """Arrivals a day, int, shape (paths, services, days)."""
        return self.arrivals.reshape(*self.arrivals.shape[:2], *self.grid.shape).sum(axis=-1)

    @cached_property
    def office_daily(self) -> np.ndarray:
        """Arrivals a day over all services, int, shape (paths, days)."""
        return self.daily.sum(axis=1)

    @cached_property
    def office_slots(self) -> np.ndarray:
        """Arrivals per slot over all services, int, shape (paths, days, slots a day)."""
        return self.arrivals.sum(axis=1).reshape(self.paths, *self.grid.shape)

    def first(self, paths: int) -> "Forecast":
        """The first so many paths."""
        if paths >= self.paths:
            return self
        booked, walk_in, events = (part[:paths] for part in (self.booked, self.walk_in, self.events))
        return replace(self, booked=booked, walk_in=walk_in, events=events)

    def is_start(self) -> bool:
        """Whether any service rests on the questionnaire alone ("perkiraan awal")."""
        return "questionnaire" in self.models


def interval(samples: np.ndarray, share: float = 0.8) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Lower end, median and upper end of the central interval that holds `share` of the paths.

    Parameters
    ----------
    samples
        Shape (paths, ...).
    share
        Between 0 and 1.

    Returns
    -------
    tuple of numpy.ndarray
        Each of shape (...), values that occur among the samples.
    """
    tail = (1 - share) / 2
    low, middle, high = np.quantile(samples, [tail, 0.5, 1 - tail], axis=0, method="inverted_cdf")
    return low, middle, high
