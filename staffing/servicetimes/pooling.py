"""Pooling: thin data lean on the same step of other services, and these on what is written."""

from dataclasses import dataclass

import numpy as np

SHARED_DOUBT, OWN_DOUBT = 0.3, 0.15
"""Scales of the half-normal priors: how far a step as a whole, and one service at it, is from what is written (on the
logarithmic scale, so 0.3 is about 30 %)."""
LEAST_DOUBT = 0.1
"""Smallest of both: what is written is a guess, even where a log of few services happens to agree with it."""


@dataclass(frozen=True)
class Pooled:
    """Each item's value after pooling, and what it rests on.

    Parameters
    ----------
    value
        Posterior means, shape (items,).
    own, shared
        Weights of the item's own data and of the other items of its group, shape (items,); what is missing to 1 is
        the weight of what is written.
    """

    value: np.ndarray
    own: np.ndarray
    shared: np.ndarray


def pool(found: np.ndarray, variance: np.ndarray, group: np.ndarray) -> Pooled:
    """Empirical Bayes for deviations from what is written.

    Item i of group g deviates by theta_i = shared_g + own_i, both normal around 0; `found` is theta_i plus noise of
    known variance. The two variances are the mode of their posterior under half-normal priors (not below
    `LEAST_DOUBT`), the deviations their posterior mean given these [1]_, which is linear in what was found: its
    coefficients are the weights.

    Parameters
    ----------
    found
        Measured deviations, shape (items,); of an item without data anything.
    variance
        Variance of each measurement, infinite without data, shape (items,).
    group
        Group (step) of each item, shape (items,).

    References
    ----------
    .. [1] Efron, B. and Morris, C. (1975). Data analysis using Stein's estimator and its generalizations. *Journal of
       the American Statistical Association* 70.
    """
    members = [np.flatnonzero(group == g) for g in np.unique(group)]
    shared_sd, own_sd = _deviations(found, variance, members)
    value, own, shared = np.zeros((3, len(found)))
    for each in members:
        known = each[np.isfinite(variance[each])]
        if not len(known):
            continue
        within = own_sd**2 * (each[:, None] == known) + shared_sd**2
        gain = np.linalg.solve(_covariance(variance[known], shared_sd, own_sd), within.T).T
        value[each] = gain @ found[known]
        own[each] = np.where(each[:, None] == known, gain, 0.0).sum(axis=1)
        shared[each] = gain.sum(axis=1) - own[each]
    return Pooled(value, own, shared)


def _covariance(variance: np.ndarray, shared_sd: float, own_sd: float) -> np.ndarray:
    return np.diag(variance + own_sd**2) + shared_sd**2


def _deviations(found: np.ndarray, variance: np.ndarray, members: list[np.ndarray]) -> tuple[float, float]:
    """The two standard deviations."""
    from scipy.optimize import minimize

    known = [each[np.isfinite(variance[each])] for each in members]

    def badness(logs: np.ndarray) -> float:
        shared_sd, own_sd = np.exp(logs)
        total = 0.5 * ((shared_sd / SHARED_DOUBT) ** 2 + (own_sd / OWN_DOUBT) ** 2) - logs.sum()  # of the logarithms
        for each in known:
            if len(each):
                matrix = _covariance(variance[each], shared_sd, own_sd)
                _, logdet = np.linalg.slogdet(matrix)
                total += 0.5 * (logdet + found[each] @ np.linalg.solve(matrix, found[each]))
        return float(total)

    start = np.log([SHARED_DOUBT / 2, OWN_DOUBT / 2])
    result = minimize(badness, start, method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-6})
    shared_sd, own_sd = np.maximum(np.exp(result.x), LEAST_DOUBT)
    return float(shared_sd), float(own_sd)
