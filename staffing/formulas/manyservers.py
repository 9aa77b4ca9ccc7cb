"""The chance to wait where many servers work at high load: square-root staffing c = a + beta sqrt(a)."""

import numpy as np


def halfin_whitt(beta: np.ndarray | float) -> np.ndarray:
    """Limit of the chance to wait in M/M/c as the load a grows and c = a + beta sqrt(a): 1 / (1 + beta / h(-beta)).

    h is the hazard rate of the standard normal distribution.

    Parameters
    ----------
    beta
        Spare servers in square roots of the load, above 0, any shape.

    Returns
    -------
    numpy.ndarray
        In (0, 1), shape of `beta`.

    Raises
    ------
    ValueError
        If `beta` is not positive: without spare servers and patience everybody waits in the end.

    References
    ----------
    .. [1] Halfin, S. and Whitt, W. (1981). Heavy-traffic limits for queues with many exponential servers. *Operations
       Research* 29, 567-588.
    """
    spare = np.asarray(beta, dtype=float)
    if not (spare > 0).all():
        raise ValueError("without spare servers everybody waits in the end")
    return 1 / (1 + spare / _hazard(-spare))


def garnett(beta: np.ndarray | float, patience: float) -> np.ndarray:
    """Limit of the chance to wait in M/M/c+M as the load a grows and c = a + beta sqrt(a).

    1 / (1 + h(beta sqrt(patience)) / (sqrt(patience) h(-beta))) with h the standard normal hazard rate.

    Parameters
    ----------
    beta
        Spare servers in square roots of the load, of either sign, any shape.
    patience
        Mean patience in mean service times, above 0.

    Returns
    -------
    numpy.ndarray
        In (0, 1), shape of `beta`.

    Raises
    ------
    ValueError
        If patience is not positive.

    References
    ----------
    .. [1] Garnett, O., Mandelbaum, A. and Reiman, M. (2002). Designing a call center with impatient customers.
       *Manufacturing & Service Operations Management* 4, 208-227.
    """
    if not patience > 0:
        raise ValueError(f"a patience of {patience} services")
    spare, root = np.asarray(beta, dtype=float), np.sqrt(patience)
    return 1 / (1 + _hazard(spare * root) / (root * _hazard(-spare)))


def _hazard(x: np.ndarray) -> np.ndarray:
    """Density / survivor function of the standard normal distribution; in logarithms, far tails underflow."""
    from scipy.special import log_ndtr

    return np.exp(-(x**2) / 2 - np.log(2 * np.pi) / 2 - log_ndtr(-x))
