"""Scores of counts: how far off, how often inside the range, and how good anyone could be."""

from collections.abc import Callable
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

    def quantile(self, share: float | np.ndarray) -> np.ndarray:
        """The smallest count with at least this probability, below 1, at or below it."""
        from scipy.special import nbdtrik

        size = 1 / np.maximum(self.spread, POISSON_BELOW)
        wide = _least(nbdtrik(share, size, size / (size + self.mean)), self.cdf, share)
        found = np.where(self.spread > POISSON_BELOW, wide, poisson_quantile(share, self.mean))
        return np.where(self.mean > 0, found, 0.0)


def poisson_quantile(share: float | np.ndarray, mean: np.ndarray) -> np.ndarray:
    """The smallest Poisson count with at least this probability, below 1, at or below it."""
    from scipy.special import pdtr, pdtrik

    return _least(pdtrik(share, mean), lambda count: pdtr(count, mean), share)


def _least(guess: np.ndarray, below: Callable[[np.ndarray], np.ndarray], share: float | np.ndarray) -> np.ndarray:
    """The smallest count that reaches a share, from a real one that is hardly off; where that fails, at least zero."""
    above = np.maximum(np.ceil(guess), 0.0)
    one_less = np.maximum(above - 1, 0.0)
    found = np.where(below(one_less) >= share, one_less, above)
    return np.where(below(np.zeros_like(above)) >= share, 0.0, found)


DECILES = tuple(n / 10 for n in range(1, 10))
"""The quantiles of which wQL is the mean."""


def poisson_error(mean: np.ndarray) -> np.ndarray:
    """Expected distance of a Poisson count from its median, shape of `mean`.

    With the median m, E|Y - m| = 2 (m F(m) - mean F(m - 1)) + mean - m.
    """
    median = poisson_quantile(0.5, mean)
    return np.asarray(2 * _below(mean, median) + mean - median)


def poisson_loss(mean: np.ndarray) -> np.ndarray:
    """Expected mean over the deciles of 2 x pinball loss of a Poisson count whose rate is known, shape of `mean`.

    With the quantile q of a share, E max(Y - q, 0) = mean - q + E max(q - Y, 0).
    """
    loss = np.zeros(np.shape(mean))
    for share in DECILES:
        at = poisson_quantile(share, mean)
        under = _below(mean, at)
        loss += 2 * (share * (mean - at + under) + (1 - share) * under)
    return loss / len(DECILES)


def _below(mean: np.ndarray, at: np.ndarray) -> np.ndarray:
    """E max(at - Y, 0) = at F(at) - mean F(at - 1) of Poisson counts."""
    from scipy.special import pdtr

    before = np.where(at > 0, pdtr(np.maximum(at - 1, 0), mean), 0.0)
    return np.asarray(at * pdtr(at, mean) - mean * before)


def pinball(visitors: np.ndarray, quantile: np.ndarray, share: float) -> np.ndarray:
    """Twice the pinball loss of a quantile: 2 x share x what came above it, 2 x (1 - share) x what was missing below.

    The mean over `DECILES`, summed over cells and divided by the visitors, is the weighted quantile loss wQL.
    """
    error = visitors - quantile
    return np.asarray(2 * np.maximum(share * error, (share - 1) * error))


def inside(below: np.ndarray, upto: np.ndarray, share: float) -> np.ndarray:
    """Chance that a randomised PIT lies in the central range of `share`, for each count.

    The expected hit instead of a drawn one: the part of a count's own step of the distribution function that lies in
    the range (Czado, Gneiting and Held, *Biometrics* 65, 2009, nonrandomised PIT). Plain counting would call every
    range of small counts too wide.

    Parameters
    ----------
    below, upto
        P(forecast < what came) and P(forecast <= what came), equal shapes.
    share
        Between 0 and 1.
    """
    low, high = (1 - share) / 2, (1 + share) / 2
    step = upto - below
    part = np.clip(upto, low, high) - np.clip(below, low, high)
    at_a_point = ((below >= low) & (below <= high)).astype(float)  # what came is no value of the forecast
    return np.where(step > 0, part / np.where(step > 0, step, 1.0), at_a_point)


def clustered_interval(
    hits: np.ndarray, cells: np.ndarray, draws: int, generator: np.random.Generator
) -> tuple[float, float]:
    """90 % bootstrap interval of a share, origins drawn with replacement: days of one origin err together.

    Parameters
    ----------
    hits, cells
        Hits and cells of each origin, shape (origins,).
    draws
        Bootstrap samples.
    generator
        Random numbers.

    Returns
    -------
    tuple of float
        5 % and 95 % quantile; NaN without cells.
    """
    if not cells.sum():
        return float("nan"), float("nan")
    picked = generator.integers(0, len(hits), size=(draws, len(hits)))
    sums, counts = hits[picked].sum(axis=1), cells[picked].sum(axis=1)
    low, high = np.quantile(sums[counts > 0] / counts[counts > 0], [0.05, 0.95])
    return float(low), float(high)
