"""Closed forms of queues in steady state: Erlang B and C, and what follows from them for M/M/c.

True when arrivals are Poisson at a constant rate, service times exponential and the day endless. A counter office is
none of these, so they serve as a baseline and as oracles of tests; see Whitt, W. (1991), *The pointwise stationary
approximation for M_t/M_t/s queues*, Management Science 37, for how far a changing rate leads them astray.
"""

import numpy as np


def erlang_b(servers: int, load: np.ndarray | float) -> np.ndarray:
    """Probability that all servers are busy in an M/M/c queue without waiting room.

    Parameters
    ----------
    servers
        Open counters c, at least 1.
    load
        Offered load a in erlangs (arrivals per minute x minutes each), any shape.

    Returns
    -------
    numpy.ndarray
        Shape of `load`, in [0, 1).

    Raises
    ------
    ValueError
        If there is no server, or a load is negative.

    References
    ----------
    .. [1] Cooper, R. B. (1981). *Introduction to Queueing Theory*, 2nd ed. North Holland.
    """
    offered = _checked(servers, load)
    blocked = np.ones_like(offered)
    for c in range(1, servers + 1):  # the recursion does not overflow; factorials do
        blocked = offered * blocked / (c + offered * blocked)
    return blocked


def erlang_c(servers: int, load: np.ndarray | float) -> np.ndarray:
    """Probability that a visitor has to wait in an M/M/c queue: c B / (c - a (1 - B)), 1 where the load is too high.

    Parameters and errors as for `erlang_b`.

    References
    ----------
    .. [1] Cooper, R. B. (1981). *Introduction to Queueing Theory*, 2nd ed. North Holland, section 3.6.
    """
    offered = _checked(servers, load)
    blocked = erlang_b(servers, offered)
    stable = offered < servers
    spare = np.where(stable, servers - offered * (1 - blocked), 1.0)
    return np.where(stable, servers * blocked / spare, 1.0)


def mean_wait(servers: int, load: np.ndarray | float, minutes: float) -> np.ndarray:
    """Expected wait for the first call in an M/M/c queue: C(c, a) x minutes / (c - a).

    Parameters
    ----------
    servers
        Open counters c, at least 1.
    load
        Offered load a in erlangs, any shape.
    minutes
        Mean service time, above 0.

    Returns
    -------
    numpy.ndarray
        Minutes, shape of `load`; infinite where the load is not below the servers.

    Raises
    ------
    ValueError
        If there is no server, a load is negative, or a service takes no time.

    References
    ----------
    .. [1] Gross, D. and Harris, C. M. (1998). *Fundamentals of Queueing Theory*, 3rd ed. Wiley, section 2.3.
    """
    offered = _checked(servers, load)
    if minutes <= 0:
        raise ValueError(f"a service of {minutes} min")
    with np.errstate(divide="ignore"):
        wait = erlang_c(servers, offered) * minutes / np.maximum(servers - offered, 0.0)
    return np.where(offered < servers, wait, np.inf)


def wait_exceeds(servers: int, load: np.ndarray | float, minutes: float, limit: float) -> np.ndarray:
    """Probability that a visitor of an M/M/c queue waits longer than `limit` minutes.

    P(W > t) = C(c, a) exp(-(c - a) t / minutes); 1 where the load is not below the servers.
    Parameters, errors and source as for `mean_wait`.
    """
    offered = _checked(servers, load)
    if minutes <= 0:
        raise ValueError(f"a service of {minutes} min")
    spare = np.maximum(servers - offered, 0.0)
    return erlang_c(servers, offered) * np.exp(-spare * limit / minutes)


def fewest_servers(load: np.ndarray, minutes: float, limit: float, share: float) -> np.ndarray:
    """Smallest c for which at least `share` of the visitors of an M/M/c queue wait no longer than `limit` minutes.

    Returns
    -------
    numpy.ndarray
        int, shape of `load`; 0 where there is no load.
    """
    offered = _checked(1, load)
    servers = np.zeros(offered.shape, dtype=int)
    missing = offered > 0
    c = 0
    while missing.any():
        c += 1
        met = missing & (wait_exceeds(c, offered, minutes, limit) <= 1 - share)
        servers[met] = c
        missing &= ~met
    return servers


def _checked(servers: int, load: np.ndarray | float) -> np.ndarray:
    offered = np.asarray(load, dtype=float)
    if servers < 1:
        raise ValueError(f"{servers} servers; at least 1 is needed")
    if (offered < 0).any() or not np.isfinite(offered).all():
        raise ValueError("a load must be finite and not negative")
    return offered
