"""Waits with service times of any spread: exact for one server (Pollaczek-Khinchine), a rule of thumb for more."""

import numpy as np

from staffing.erlang import mean_wait


def pollaczek_khinchine(load: np.ndarray | float, minutes: float, cv: float) -> np.ndarray:
    """Expected wait for the first call in an M/G/1 queue: load x minutes x (1 + cv^2) / (2 (1 - load)).

    Parameters
    ----------
    load
        Arrivals per minute x minutes each, at least 0, any shape.
    minutes
        Mean service time, above 0.
    cv
        Standard deviation of the service time / its mean, at least 0.

    Returns
    -------
    numpy.ndarray
        Minutes, shape of `load`; infinite where the load is not below 1.

    Raises
    ------
    ValueError
        If a load or the cv is negative, or a service takes no time.

    References
    ----------
    .. [1] Gross, D. and Harris, C. M. (1998). *Fundamentals of Queueing Theory*, 3rd ed. Wiley, section 5.1.
    """
    return allen_cunneen(1, load, minutes, cv)  # with one server the rule of thumb is exact


def allen_cunneen(servers: int, load: np.ndarray | float, minutes: float, cv: float) -> np.ndarray:
    """Approximate wait in an M/G/c queue: that of M/M/c x (1 + cv^2) / 2.

    Exact for one server and for exponential services; elsewhere a rule of thumb, best when load is heavy.
    Parameters, returns and errors as for `pollaczek_khinchine`; infinite where the load is not below the servers.

    References
    ----------
    .. [1] Allen, A. O. (1990). *Probability, Statistics, and Queueing Theory*, 2nd ed. Academic Press, section 5.3.
    """
    if not cv >= 0:
        raise ValueError(f"a service time with cv {cv}")
    return mean_wait(servers, load, minutes) * (1 + cv**2) / 2
