"""Waits of priority classes who do not interrupt each other."""

import numpy as np

from staffing.erlang import erlang_c


def priority_waits(servers: int, loads: np.ndarray, minutes: float) -> np.ndarray:
    """Expected wait for the first call of each class in an M/M/c queue with non-preemptive priorities.

    With s_k the load of class k and all above it per server, class k waits
    C(c, a) minutes / c / ((1 - s_{k-1}) (1 - s_k)), where a is the load of all classes that are served in the end
    (Cobham [1]_ for one server, Kella and Yechiali [2]_ for more, equal service rates).

    Parameters
    ----------
    servers
        Open counters c, at least 1.
    loads
        Offered load of each class in erlangs, highest class first, at least 0, shape (classes,).
    minutes
        Mean service time of all classes, above 0.

    Returns
    -------
    numpy.ndarray
        Minutes, shape (classes,); infinite from the class on with which the load reaches the servers.

    Raises
    ------
    ValueError
        If there is no server, a load is negative, or a service takes no time.

    References
    ----------
    .. [1] Cobham, A. (1954). Priority assignment in waiting line problems. *Operations Research* 2, 70-76.
    .. [2] Kella, O. and Yechiali, U. (1985). Waiting times in the non-preemptive priority M/M/c queue. *Stochastic
       Models* 1, 257-262.
    """
    if not minutes > 0:
        raise ValueError(f"a service of {minutes} min")
    delayed = float(erlang_c(servers, np.asarray(loads, dtype=float).sum()))  # raises where loads make no sense
    if (np.asarray(loads) < 0).any():
        raise ValueError("a load must not be negative")
    used = np.cumsum(loads) / servers
    above = np.concatenate([[0.0], used[:-1]])
    with np.errstate(divide="ignore"):
        waits = delayed * minutes / servers / ((1 - above) * np.maximum(1 - used, 0.0))
    return np.where(used < 1, waits, np.inf)
