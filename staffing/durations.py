"""Service times: how long a step takes, as a distribution with a mean and a spread."""

from typing import Protocol

import numpy as np

from office.services import Service


class Durations(Protocol):
    """How long each stop of each service takes."""

    def draw(self, service: Service, stop: int, count: int, rng: np.random.Generator) -> np.ndarray:
        """Minutes at the counter of `count` visitors, above 0, shape (count,)."""
        ...


class Written:
    """What the office's file says: lognormal with the route's mean and spread."""

    def draw(self, service: Service, stop: int, count: int, rng: np.random.Generator) -> np.ndarray:
        """As `Durations.draw`."""
        entry = service.route[stop]
        return draw_minutes(entry.minutes, entry.cv, count, rng)


def draw_minutes(mean: float, cv: float, count: int, rng: np.random.Generator) -> np.ndarray:
    """Service times in minutes, lognormal with this mean and coefficient of variation.

    With s^2 = log(1 + cv^2), exp(s z - s^2 / 2) of a standard normal z has mean 1 and this cv [1]_. A `cv` of 0 gives
    the mean itself, and as many random numbers are drawn.

    Parameters
    ----------
    mean
        Minutes, above 0.
    cv
        Standard deviation / mean, at least 0.
    count
        How many.
    rng
        Source of randomness.

    Returns
    -------
    numpy.ndarray
        Minutes, shape (count,), above 0.

    Raises
    ------
    ValueError
        If the mean is not positive or the cv negative.

    References
    ----------
    .. [1] Johnson, N. L., Kotz, S. and Balakrishnan, N. (1994). *Continuous Univariate Distributions* 1, ch. 14.
    """
    if mean <= 0 or cv < 0:
        raise ValueError(f"a service time of {mean} min with cv {cv}")
    spread = np.sqrt(np.log1p(cv**2))
    return mean * np.exp(spread * rng.standard_normal(count) - spread**2 / 2)
