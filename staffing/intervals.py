"""Intervals: 95 % intervals of figures that were found on independent paths."""

from dataclasses import dataclass

import numpy as np

Z95 = 1.96
"""Normal deviate of a two-sided 95 % interval."""


@dataclass(frozen=True)
class Difference:
    """A figure, or by how much one plan's exceeds another's on the same paths, with its 95 % interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Estimates:
    """Many figures with their 95 % intervals, arrays of one shape."""

    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @property
    def single(self) -> Difference:
        """The only figure there is."""
        return Difference(float(self.mean), float(self.low), float(self.high))


def ratios(counted: np.ndarray, base: np.ndarray) -> Estimates:
    """What was counted on all paths over the base of all, with the ratio estimator's normal interval; 0 without base.

    Parameters
    ----------
    counted, base
        Shape (paths, ...), such as minutes waited and visitors.

    References
    ----------
    .. [1] Cochran, W. G. (1977). *Sampling Techniques*, 3rd ed., section 6.4. Wiley.
    """
    ratio, error = _ratio(counted, base)
    return Estimates(ratio, ratio - Z95 * error, ratio + Z95 * error)


def shares(counted: np.ndarray, base: np.ndarray) -> Estimates:
    """Shares of a base with intervals that stay honest near 0 and 1; 0 with no interval where there is no base.

    Wilson's interval on the effective sample size: the number of independent visitors whose share would have the
    ratio estimator's error, never more than there were. Where all or none are counted, nothing tells how alike the
    visitors of a path are, and each path with a base counts as one: about the rule of three, 3.8 / paths. Where only
    `few` paths tell how alike they are, the normal deviate is Student's for so many (its first expansion).

    Parameters
    ----------
    counted, base
        Whole numbers, counted <= base, shape (paths, ...).

    References
    ----------
    .. [1] Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. *JASA* 22.
    .. [2] Korn, E. L. and Graubard, B. I. (1998). Confidence intervals for proportions with small expected number of
       positive counts estimated from survey data. *Survey Methodology* 24.
    """
    share, error = _ratio(counted, base)
    everyone, spread = base.sum(axis=0).astype(float), share * (1 - share)
    paths, some, all_but = ((base > 0).sum(axis=0), (counted > 0).sum(axis=0), (counted < base).sum(axis=0))
    size = np.array(paths, dtype=float)
    np.divide(spread, error**2, out=size, where=(error > 0) & (spread > 0))
    size = np.maximum(np.minimum(size, everyone), 1e-9)
    few = np.maximum(np.minimum(some, all_but), 1)
    z = np.where(error > 0, Z95 * (1 + (Z95**2 + 1) / (4 * few)), Z95)
    centre = (share + z**2 / (2 * size)) / (1 + z**2 / size)
    half = z / (1 + z**2 / size) * np.sqrt(spread / size + z**2 / (4 * size**2))
    low = np.where(share > 0, np.maximum(0.0, centre - half), 0.0)
    high = np.where(share < 1, np.minimum(1.0, centre + half), 1.0)
    return Estimates(share, np.where(everyone > 0, low, 0.0), np.where(everyone > 0, high, 0.0))


def _ratio(counted: np.ndarray, base: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    everyone = base.sum(axis=0).astype(float)
    ratio = np.divide(counted.sum(axis=0), everyone, out=np.zeros_like(everyone), where=everyone > 0)
    error = _error(counted - ratio * base) * len(base)
    return ratio, np.divide(error, everyone, out=np.zeros_like(everyone), where=everyone > 0)


def _error(values: np.ndarray) -> np.ndarray:
    """Standard error of a mean over paths, 0 on a single one."""
    if len(values) < 2:
        return np.zeros(values.shape[1:])
    return np.asarray(values.std(axis=0, ddof=1) / np.sqrt(len(values)))
