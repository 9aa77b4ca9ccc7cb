"""Line: one person's cheapest shifts on the days that are free, all his other days as they are; a shortest path.

States are (start point, days worked in a row, slots worked); a state at a point means: rested, and no start on its day
yet. From it one starts there, or waits for the next point.
"""

from typing import NamedTuple

import numpy as np

from office.compiled import compiled

LENGTHS = 4096
"""More than any length in slots; a step of the path is kept as one number."""


@compiled
def points_of(
    starts: np.ndarray, lengths: np.ndarray, free: np.ndarray, may_start: np.ndarray, first_slot: np.ndarray,
    first: int, last: int, shortest: int, longest: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """Where a shift may start from day `first` to `last`: slot, least and greatest length, and whether it must.

    On a day that is not free only what is held there, which must be.
    """
    most = first_slot[last + 1] - first_slot[first]
    slot, least, greatest = np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most, np.int64)
    must = np.zeros(most, dtype=np.bool_)
    n = 0
    for d in range(first, last + 1):
        if free[d]:
            for p in range(first_slot[d], first_slot[d + 1]):
                if may_start[p]:
                    slot[n], least[n], greatest[n] = p, shortest, longest
                    n += 1
        elif starts[d] >= 0:
            slot[n], least[n], greatest[n], must[n] = starts[d], lengths[d], lengths[d], True
            n += 1
    return slot[:n], least[:n], greatest[:n], must[:n]


class Edges(NamedTuple):
    """What holds a person's free days from both sides.

    Parameters
    ----------
    rested, run
        Slot from which the person is rested, and days in a row before the first free day.
    until, run_after
        Slot of the next shift after the last free day, and days in a row from the day after it on.
    rest, row
        Slots of rest, and most days in a row.
    """

    rested: int
    run: int
    until: int
    run_after: int
    rest: int
    row: int


@compiled
def best_line(
    points: np.ndarray, least: np.ndarray, greatest: np.ndarray, must: np.ndarray, worth: np.ndarray, day: np.ndarray,
    first_slot: np.ndarray, first: int, last: int, edges: Edges, lack: float, low: int, high: int,
) -> tuple[float, np.ndarray]:  # fmt: skip
    """The cheapest way through the points.

    Parameters
    ----------
    points, least, greatest, must
        From `points_of`, days `first` to `last`.
    worth
        Cost of each start and length, float, shape (points, longest + 1); 0 where a shift must be.
    edges
        What stands around these days.
    lack
        Cost of each slot below `low`.
    low, high
        Slots of work on the free days.

    Returns
    -------
    cost : float
        inf when there is no way.
    lengths : numpy.ndarray
        Length chosen at each point, 0 for none; int, shape (points,).
    """
    count = len(points)
    most = max(0, min(high, _most_work(points, greatest, must, day)))
    begin = first_slot[first]
    after = _first_points(points, begin, first_slot[last + 1])
    next_must = _next_musts(must)
    cost = np.full((count + 1, edges.row + 1, most + 1), np.inf)
    back = np.full((count + 1, edges.row + 1, most + 1), -1, dtype=np.int64)
    reached = np.full((count + 1, edges.row + 1), -1, dtype=np.int64)  # most work of any way to a state

    v = after[min(max(edges.rested - begin, 0), len(after) - 1)]
    if v > next_must[0]:
        return np.inf, np.zeros(count, dtype=np.int64)
    run = edges.run if v < count and day[points[v]] == first else 0
    cost[v, run, 0], reached[v, run] = 0.0, 0
    for u in range(count):
        today = day[points[u]]
        for length in range(least[u], greatest[u] + 1):
            over = points[u] + length
            ready = max(over + edges.rest, first_slot[today + 1])
            if over > len(day) or ready > edges.until:
                break
            v = after[min(ready - begin, len(after) - 1)]
            if v > next_must[u + 1]:
                break
            if worth[u, length] < np.inf:
                in_row = today == last if v == count else day[points[v]] == today + 1
                run_after = edges.run_after if v == count else 0
                _start(cost, back, reached, u, v, length, 0 if must[u] else length, worth[u, length], in_row, run_after)
        if not must[u]:
            _wait(cost, back, reached, u, u + 1 < count and day[points[u + 1]] == today)
    return _way_back(cost, back, must, lack, low)


@compiled
def _start(
    cost: np.ndarray, back: np.ndarray, reached: np.ndarray, u: int, v: int, length: int, work: int, price: float,
    in_row: bool, run_after: int,
) -> None:  # fmt: skip
    """Starts from every state at point u a shift after which one stands at point v."""
    rows, width = cost.shape[1], cost.shape[2]
    for k in range(rows - 1):
        to = k + 1 if in_row else 0
        if to > 0 and run_after > 0 and to + run_after > rows - 1:
            break
        top = min(reached[u, k], width - 1 - work)
        code = (u * rows + k) * LENGTHS + length
        for m in range(top + 1):
            new = cost[u, k, m] + price
            if new < cost[v, to, m + work]:
                cost[v, to, m + work] = new
                back[v, to, m + work] = code
        if top >= 0:
            reached[v, to] = max(reached[v, to], top + work)


@compiled
def _wait(cost: np.ndarray, back: np.ndarray, reached: np.ndarray, u: int, same_day: bool) -> None:
    """Lets every state at point u pass to the next; a day without a start ends a row."""
    rows = cost.shape[1]
    for k in range(rows):
        to = k if same_day else 0
        code = (u * rows + k) * LENGTHS
        for m in range(reached[u, k] + 1):
            if cost[u, k, m] < cost[u + 1, to, m]:
                cost[u + 1, to, m] = cost[u, k, m]
                back[u + 1, to, m] = code
        reached[u + 1, to] = max(reached[u + 1, to], reached[u, k])


@compiled
def _way_back(cost: np.ndarray, back: np.ndarray, must: np.ndarray, lack: float, low: int) -> tuple[float, np.ndarray]:
    """The best end, and the lengths that lead to it."""
    u, rows = len(must), cost.shape[1]
    lengths = np.zeros(u, dtype=np.int64)
    found, k, m = np.inf, 0, 0
    for j in range(rows):
        for n in range(cost.shape[2]):
            total = cost[u, j, n] + lack * max(0, low - n)
            if total < found:
                found, k, m = total, j, n
    while found < np.inf and back[u, k, m] >= 0:
        code = back[u, k, m]
        u, k = code // LENGTHS // rows, code // LENGTHS % rows
        lengths[u] = code % LENGTHS
        m -= 0 if must[u] else lengths[u]
    return found, lengths


@compiled
def _most_work(points: np.ndarray, greatest: np.ndarray, must: np.ndarray, day: np.ndarray) -> int:
    """The longest shift on each free day, together."""
    total, seen = 0, -1
    for u in range(len(points)):
        if not must[u] and day[points[u]] != seen:
            seen = day[points[u]]
            total += greatest[u]
    return total


@compiled
def _first_points(points: np.ndarray, begin: int, end: int) -> np.ndarray:
    """First point from each slot on, begin to end, int, shape (end - begin + 1,)."""
    after = np.empty(end - begin + 1, dtype=np.int64)
    u = len(points)
    for p in range(end, begin - 1, -1):
        if u > 0 and points[u - 1] == p:
            u -= 1
        after[p - begin] = u
    return after


@compiled
def _next_musts(must: np.ndarray) -> np.ndarray:
    """First point from each on at which a shift must start, or their count; int, shape (points + 1,)."""
    after = np.full(len(must) + 1, len(must), dtype=np.int64)
    for u in range(len(must) - 1, -1, -1):
        after[u] = u if must[u] else after[u + 1]
    return after
