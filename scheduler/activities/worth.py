"""Worth: what a shift would cost beside all others, with the activity of each of its slots chosen best."""

import numpy as np

from office.compiled import compiled


@compiled
def marginal_costs(
    cover: np.ndarray, low: np.ndarray, high: np.ndarray, short_price: float, first: int, last: int
) -> np.ndarray:
    """Cost of one head more, float, shape (last - first, activities): a shortage saved, or the next square."""
    costs = np.empty((last - first, cover.shape[1]))
    for p in range(first, last):
        for a in range(cover.shape[1]):
            above = cover[p, a] - high[p, a]
            if cover[p, a] < low[p, a]:
                costs[p - first, a] = -short_price
            else:
                costs[p - first, a] = 2.0 * above + 1.0 if above >= 0 else 0.0
    return costs


@compiled
def shift_costs(costs: np.ndarray, start: int, longest: int, piece: int) -> np.ndarray:
    """Least cost of a shift from `start` by its length: activities in pieces of at least `piece` slots.

    best[n, a] is the least cost of n slots of which the last ones are a whole piece of activity a: it goes on by one
    slot, or a new piece follows what was best before it.

    Returns
    -------
    numpy.ndarray
        Shape (longest + 1,); inf for lengths that no pieces make or that leave the horizon.
    """
    activities = costs.shape[1]
    best = np.full(activities, np.inf)
    run = np.zeros(activities)  # cost of the last `piece` slots
    least = np.full(longest + 1, np.inf)
    least[0] = 0.0
    for n in range(1, min(longest, costs.shape[0] - start) + 1):
        now = start + n - 1
        for a in range(activities):
            run[a] += costs[now, a]
            if n > piece:
                run[a] -= costs[now - piece, a]
            if n < piece:
                continue
            best[a] = min(best[a] + costs[now, a], least[n - piece] + run[a])
            least[n] = min(least[n], best[a])
    least[0] = np.inf
    return least


@compiled
def best_activities(costs: np.ndarray, start: int, length: int, piece: int) -> np.ndarray:
    """The activity of each slot of the cheapest shift of that start and length, int, shape (length,)."""
    activities = costs.shape[1]
    best = np.full((length + 1, activities), np.inf)
    least = np.full(length + 1, np.inf)
    which = np.zeros(length + 1, dtype=np.int64)
    goes_on = np.zeros((length + 1, activities), dtype=np.bool_)
    least[0] = 0.0
    for n in range(piece, length + 1):
        for a in range(activities):
            new = least[n - piece]
            for p in range(start + n - piece, start + n):
                new += costs[p, a]
            on = best[n - 1, a] + costs[start + n - 1, a]
            goes_on[n, a] = on <= new
            best[n, a] = min(on, new)
            if best[n, a] < least[n]:
                least[n], which[n] = best[n, a], a
    done = np.empty(length, dtype=np.int64)
    n, a = length, which[length]
    while n > 0:
        if goes_on[n, a]:
            done[n - 1] = a
            n -= 1
        else:
            done[n - piece : n] = a
            n -= piece
            a = which[n]
    return done
