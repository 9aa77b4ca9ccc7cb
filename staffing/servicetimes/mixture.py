"""Mixture: a body and tails as normal components of log minutes, fitted by EM to exact and bounded values."""

from dataclasses import dataclass

import numpy as np

from staffing.servicetimes.law import Z

BINS = 120
MOST_COMPONENTS = 3
ROUNDS = 150
SMALLEST = 8
"""Fewer values than this are no component of their own."""
NARROWEST, WIDEST = 0.3, 2.5
"""Standard deviations of a component over that of all values: narrower ones fit single values, wider ones garbage."""


@dataclass(frozen=True)
class Mixture:
    """Normal components: shares that sum to 1, means and standard deviations, each of shape (components,)."""

    share: np.ndarray
    mean: np.ndarray
    spread: np.ndarray

    def quantiles(self) -> np.ndarray:
        """Values at the standard normal's `Z`, shape (181,)."""
        from scipy.special import ndtr, ndtri

        reach = 6 * self.spread
        grid = np.linspace((self.mean - reach).min(), (self.mean + reach).max(), 4000)
        below = ndtr((grid[:, None] - self.mean) / self.spread) @ self.share
        inside = (below > 1e-9) & (below < 1 - 1e-9)
        return np.interp(Z, ndtri(below[inside]), grid[inside])


@dataclass(frozen=True)
class _Values:
    """Values put into bins: places and how many, of exact ones and of upper bounds."""

    at: np.ndarray
    times: np.ndarray
    bound: np.ndarray
    bounds: np.ndarray

    @property
    def count(self) -> float:
        return float(self.times.sum() + self.bounds.sum())


def fit_mixture(exact: np.ndarray, bounds: np.ndarray, most: int = MOST_COMPONENTS) -> Mixture:
    """The mixture with the best BIC.

    A value of which only an upper bound u is known adds log P(X <= u): it is left-censored. EM for censored normal
    mixtures [1]_; the number of components by the Bayesian information criterion [2]_.

    Parameters
    ----------
    exact
        Known values (log minutes), shape (n,), at least 2 different ones.
    bounds
        Upper bounds of further values, shape (m,).
    most
        Components at most; 1 gives the normal with the greatest likelihood.

    References
    ----------
    .. [1] Lee, G. and Scott, C. (2012). EM algorithms for multivariate Gaussian mixture models with truncated and
       censored data. *Computational Statistics & Data Analysis* 56.
    .. [2] Schwarz, G. (1978). Estimating the dimension of a model. *Annals of Statistics* 6.
    """
    values = _binned(exact, bounds)
    best, least = None, np.inf
    for start in _starts(exact, most):
        found, loglik = _climb(start, values, float(exact.std()))
        if len(found.share) > 1 and (found.share * values.count).min() < SMALLEST:
            continue
        bic = (3 * len(found.share) - 1) * np.log(values.count) - 2 * loglik
        if bic < least:
            best, least = found, bic
    if best is None:
        raise ValueError("no values to fit")
    return best


def _binned(exact: np.ndarray, bounds: np.ndarray) -> _Values:
    low, high = exact.min(), exact.max()
    edges = np.linspace(low - 1e-9, high + 1e-9, BINS + 1)
    place = np.clip(np.searchsorted(edges, exact, side="right") - 1, 0, BINS - 1)
    times = np.bincount(place, minlength=BINS).astype(float)
    sums = np.bincount(place, weights=exact, minlength=BINS)
    full = times > 0
    bound, many = np.unique(np.round(bounds, 2), return_counts=True)
    return _Values(sums[full] / times[full], times[full], bound, many.astype(float))


def _starts(exact: np.ndarray, most: int) -> list[Mixture]:
    """A normal; a body with a tail on either side; a body with both."""
    centre, spread = float(np.median(exact)), max(float(exact.std()), 1e-3)
    offsets: tuple[tuple[float, ...], ...] = ((0.0,), (0.0, 1.5), (0.0, -1.5), (0.0, 1.5, -1.5), (0.0, 0.7, 2.0))
    return [
        Mixture(
            np.array([1 - 0.1 * (len(at) - 1), *[0.1] * (len(at) - 1)]),
            centre + spread * np.array(at),
            np.full(len(at), spread * (1.0 if len(at) == 1 else 0.8)),
        )
        for at in offsets
        if len(at) <= most
    ]


def _climb(now: Mixture, values: _Values, spread: float) -> tuple[Mixture, float]:
    """EM until the likelihood stands still: the mixture and its log-likelihood."""
    before = -np.inf
    for _ in range(ROUNDS):
        at, first, second, loglik = _expected(now, values)
        total = at.sum(axis=0)
        mean = first.sum(axis=0) / total
        variance = np.maximum(second.sum(axis=0) / total - mean**2, 1e-12)
        sd = np.sqrt(variance)
        if len(total) > 1:
            sd = np.clip(sd, NARROWEST * spread, WIDEST * spread)
        now = Mixture(total / total.sum(), mean, np.maximum(sd, 1e-3))
        if loglik - before < 2e-6 * values.count:
            break
        before = loglik
    return now, float(_expected(now, values)[3])


def _expected(now: Mixture, values: _Values) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """Expected count, sum and sum of squares in each component by value, (values, components); log-likelihood."""
    with np.errstate(divide="ignore"):
        share = np.log(now.share) - 0.5 * np.log(2 * np.pi)
    t = (values.at[:, None] - now.mean) / now.spread
    dense = share - 0.5 * t**2 - np.log(now.spread)
    mass = _log_sum(dense)
    held = values.times[:, None] * np.exp(dense - mass[:, None])
    loglik = float(values.times @ mass)
    first, second = held * values.at[:, None], held * values.at[:, None] ** 2
    if not len(values.bound):
        return held, first, second, loglik
    bounded, inner, square, more = _expected_below(now, share, values)
    return (
        np.concatenate([held, bounded]),
        np.concatenate([first, bounded * inner]),
        np.concatenate([second, bounded * square]),
        loglik + more,
    )


def _expected_below(
    now: Mixture, share: np.ndarray, values: _Values
) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """The same for values below a bound: counts, means and mean squares of normals that are cut off above."""
    from scipy.special import log_ndtr

    b = (values.bound[:, None] - now.mean) / now.spread
    below = share + log_ndtr(b) + 0.5 * np.log(2 * np.pi)
    mass = _log_sum(below)
    held = values.bounds[:, None] * np.exp(below - mass[:, None])
    hazard = np.exp(-0.5 * b**2 - 0.5 * np.log(2 * np.pi) - log_ndtr(b))
    inner = now.mean - now.spread * hazard
    square = inner**2 + now.spread**2 * np.clip(1 - b * hazard - hazard**2, 0.0, 1.0)
    return held, inner, square, float(values.bounds @ mass)


def _log_sum(logs: np.ndarray) -> np.ndarray:
    """Logarithm of the sum over components, (values, components) -> (values,)."""
    highest = logs.max(axis=1, initial=-np.inf)
    return highest + np.log(np.exp(logs - highest[:, None]).sum(axis=1))
