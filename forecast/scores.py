"""Scores of counts: how far off, how often inside the range, and how good anyone could be."""

from dataclasses import dataclass

import numpy as np

POISSON_BELOW = 1e-6
"""Spread below which a count is taken as plain Poisson."""


@dataclass(frozen=True)
class CountDistribution:
    """Negative-binomial counts: Poisson about `mean` x a gamma factor of mean 1 and variance `spread`; equal shapes."""

    mean: np.ndarray
    spread: np.ndarray

    def cdf(self, count: np.ndarray) -> np.ndarray:
        """P(visitors <= count), 0 below 0.

        The regularised incomplete beta function I(size, count + 1) at size / (size + mean), size = 1 / spread
        (Johnson, Kemp and Kotz, *Univariate Discrete Distributions*, 2005, section 5.6).
        """
        from scipy.special import betainc, pdtr

        size = 1 / np.maximum(self.spread, POISSON_BELOW)
        known = np.maximum(count, 0)
        wide = betainc(size, known + 1.0, size / (size + self.mean))
        found = np.where(self.spread > POISSON_BELOW, wide, pdtr(known, self.mean))
        return np.where(count < 0, 0.0, found)

    def quantile(self, share: float) -> np.ndarray:
        """The smallest count with at least this probability at or below it."""
        from scipy.stats import nbinom, poisson

        size = 1 / np.maximum(self.spread, POISSON_BELOW)
        wide = nbinom.ppf(share, size, size / (size + self.mean))
        found = np.where(self.spread > POISSON_BELOW, wide, poisson.ppf(share, self.mean))
        return np.where(self.mean > 0, np.maximum(found, 0.0), 0.0)


def wape(visitors: np.ndarray, forecast: np.ndarray) -> float:
    """Sum of absolute errors over the sum of visitors; 0 without visitors and errors, infinite with errors only."""
    wrong, total = float(np.abs(visitors - forecast).sum()), float(visitors.sum())
    if total == 0:
        return 0.0 if wrong == 0 else float("inf")
    return wrong / total


def coverage(visitors: np.ndarray, distribution: CountDistribution, share: float = 0.8) -> float:
    """Part of the probability of what came that lies inside the central range of `share`.

    The expected hits of the randomised range: a count's own step of the distribution function counts as far as it
    lies inside (Czado, Gneiting and Held, *Biometrics* 65, 2009, nonrandomised PIT). Plain counting would call every
    range of small counts too wide.
    """
    if not visitors.size:
        return float("nan")
    below, at = distribution.cdf(visitors - 1), distribution.cdf(visitors)
    low, high = (1 - share) / 2, (1 + share) / 2
    inside = np.clip(at, low, high) - np.clip(below, low, high)
    step = at - below
    hit = np.where(step > 0, inside / np.where(step > 0, step, 1.0), 0.0)
    return float(hit.mean())


def poisson_floor(mean: np.ndarray) -> float:
    """WAPE that is left to a forecaster who knows every rate, when counts are Poisson.

    With the median m, E|Y - m| = 2 (m F(m) - mean F(m - 1)) + mean - m.
    """
    from scipy.special import pdtr
    from scipy.stats import poisson

    mean = mean[mean > 0]
    if not mean.size:
        return 0.0
    median = poisson.ppf(0.5, mean)
    below = np.where(median > 0, pdtr(np.maximum(median - 1, 0), mean), 0.0)
    error = 2 * (median * pdtr(median, mean) - mean * below) + mean - median
    return float(error.sum() / mean.sum())
