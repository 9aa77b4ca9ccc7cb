"""DailyRates: the distribution of coming days, one by one and together."""

from dataclasses import dataclass, replace

import numpy as np

from forecast.pool.dependence import Dependence
from forecast.pool.shape import Shape
from forecast.scores import CountDistribution


@dataclass(frozen=True)
class DailyRates:
    """Visitors of coming days: negative binomial about `mean`, its chances bent by what past ranges held.

    Parameters
    ----------
    mean
        Expected visitors before bending, shape (services, days); 0 when closed.
    spread
        Variance of the day's factor, same shape: the variance of visitors is mean + spread x mean².
    shapes
        How each service's chances are bent, length services.
    common
        What days and services have in common.
    """

    mean: np.ndarray
    spread: np.ndarray
    shapes: tuple[Shape, ...]
    common: Dependence

    @property
    def counting(self) -> CountDistribution:
        """The distribution before bending."""
        return CountDistribution(self.mean, self.spread)

    def cdf(self, visitors: np.ndarray) -> np.ndarray:
        """P(visitors of a day <= `visitors`), shape (services, days)."""
        stated = self.counting.cdf(visitors)
        return np.array([shape.true_chance(row) for shape, row in zip(self.shapes, stated, strict=True)])

    def quantile(self, share: float) -> np.ndarray:
        """The smallest number with at least this chance at or below it, shape (services, days)."""
        asked = np.array([float(shape.of_chance(np.array(share))) for shape in self.shapes])
        return self.counting.quantile(asked[:, None])

    def opened(self, is_open: np.ndarray) -> "DailyRates":
        """The same distribution, nobody on days that are not open; `is_open` bool, shape (services, days)."""
        return replace(self, mean=np.where(is_open, self.mean, 0.0))
