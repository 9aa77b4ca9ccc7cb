"""Law: the distribution of a service time, as log minutes over the standard normal."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

STEP = 0.05
Z = np.arange(-90, 91) * STEP
"""Where a law is told: what lies beyond 4.5 standard deviations happens to 7 visitors in a million."""


@dataclass(frozen=True)
class Law:
    """Minutes T with log T = logs(z), z standard normal: a straight line is a lognormal, a bend upwards a long tail.

    A draw uses exactly one normal number, whatever the law, so two laws can be compared visitor by visitor; nothing
    is ever drawn beyond the first and the last value.

    Parameters
    ----------
    logs
        Log minutes at each of `Z`, not decreasing, finite, shape (181,).
    """

    logs: np.ndarray = field(repr=False)

    def __post_init__(self) -> None:
        if self.logs.shape != Z.shape or not np.isfinite(self.logs).all() or (np.diff(self.logs) < 0).any():
            raise ValueError("log minutes must be finite and not decreasing, one at each of Z")

    def draw(self, count: int, rng: np.random.Generator) -> np.ndarray:
        """Minutes of `count` visitors, above 0, shape (count,)."""
        return np.exp(np.interp(rng.standard_normal(count), Z, self.logs))

    @cached_property
    def mean(self) -> float:
        """Mean minutes."""
        return float(weights() @ np.exp(self.logs))

    @cached_property
    def cv(self) -> float:
        """Standard deviation / mean."""
        return float(np.sqrt(max(0.0, weights() @ np.exp(2 * self.logs) / self.mean**2 - 1)))

    def quantile(self, share: float) -> float:
        """Minutes within which this share of visitors is served; `share` between 0 and 1."""
        from scipy.special import ndtri

        return float(np.exp(np.interp(ndtri(share), Z, self.logs)))

    def beyond(self, minutes: float) -> float:
        """Share of visitors who take longer than `minutes`."""
        return float(weights()[self.logs > np.log(minutes)].sum())

    def density(self, minutes: np.ndarray) -> np.ndarray:
        """Density at these minutes (above 0), a minute; same shape."""
        z = np.interp(np.log(minutes), self.logs, Z, left=np.nan, right=np.nan)
        slope = np.interp(z, Z, np.maximum(np.gradient(self.logs, Z), 1e-9))
        return np.nan_to_num(np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi) / slope / minutes)

    def with_mean(self, minutes: float) -> "Law":
        """The law of the same shape with this mean."""
        return Law(self.logs + np.log(minutes / self.mean))


def weights() -> np.ndarray:
    """Probability of the normal number nearest to each of `Z`, the ends taking what lies beyond; shape (181,)."""
    from scipy.special import ndtr

    return np.diff(ndtr(Z[:-1] + STEP / 2), prepend=0.0, append=1.0)


def lognormal(mean: float, spread: float) -> Law:
    """A lognormal law with this mean in minutes and this standard deviation of the logarithm."""
    return Law(spread * Z).with_mean(mean)
