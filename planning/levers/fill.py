"""Filling: places are given to sessions in fair proportion as long as the target holds."""

from collections.abc import Callable

import numpy as np


def fill(holds: Callable[[np.ndarray], bool], weights: np.ndarray, most: np.ndarray) -> np.ndarray:
    """The places that each session can carry.

    Places are given one after another, the next always to the session that has fewest for its weight (the divisor rule
    of Webster and Sainte-Lague [1]_). A session whose next place would break the target gets no more; the others go
    on, until all have been stopped. Of places that are given in a row the last that holds is found by doubling and
    halving, so that `holds` is asked little; it should not hold again with more places than some with which it fails.

    Parameters
    ----------
    holds
        Whether the target holds with these places, int, shape (sessions,). It is not asked about none at all.
    weights
        Usual demand of each session, above 0, same shape.
    most
        Places beyond which nobody asks, int, same shape.

    Returns
    -------
    numpy.ndarray
        Places, int64, same shape, at most `most`.

    References
    ----------
    .. [1] Balinski, M. L. and Young, H. P. (2001). *Fair Representation*, 2nd ed. Brookings.
    """
    places, stopped = np.zeros(len(weights), dtype=np.int64), most <= 0
    while not stopped.all():
        given = _last_that_holds(holds, places, weights, most, stopped)
        places = _given(places, weights, most, stopped, given)
        stopped = stopped | (places >= most)
        if not stopped.all():
            stopped[_next(places, weights, stopped)] = True
    return places


def _last_that_holds(
    holds: Callable[[np.ndarray], bool], places: np.ndarray, weights: np.ndarray, most: np.ndarray, stopped: np.ndarray
) -> int:
    """How many further places hold, given in turn to the sessions that are not stopped."""
    room = int((most - places)[~stopped].sum())
    good, bad, step = 0, room + 1, 1
    while bad - good > 1:
        asked = min(good + step, bad - 1)
        if holds(_given(places, weights, most, stopped, asked)):
            good, step = asked, 2 * step
        else:
            bad = asked
        if bad <= room:
            step = max(1, (bad - good) // 2)
    return good


def _given(
    places: np.ndarray, weights: np.ndarray, most: np.ndarray, stopped: np.ndarray, count: int
) -> np.ndarray:  # fmt: skip
    after = places.copy()
    for _ in range(count):
        after[_next(after, weights, stopped | (after >= most))] += 1
    return after


def _next(places: np.ndarray, weights: np.ndarray, stopped: np.ndarray) -> int:
    """The session that has fewest places for its weight."""
    return int(np.where(stopped, -1.0, weights / (2 * places + 1)).argmax())
