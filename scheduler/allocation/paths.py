# mypy: disable-error-code="no-untyped-def, no-untyped-call"
"""Paths: the cheapest day of one officer at given prices of places, by dynamic programming.

A day is a chain of stints. Its price falls apart into stints, but for the kinds of place that it sees, each of which
costs once: these are chosen first, in all ways that can still be cheapest. Where rules limit moves or sitting, moves
and the time at counters so far are part of the state.
"""

import numpy as np

from office.compiled import compiled


@compiled
def cheapest_day(
    at: np.ndarray, bounds: np.ndarray, used: np.ndarray, least: int, most: np.ndarray, charges: np.ndarray
) -> tuple[float, np.ndarray]:
    """The cheapest day and its price.

    Parameters
    ----------
    at
        Price of each place in each free slot, place 0 being no counter; float, shape (slots, places).
    bounds
        First slot of each free stretch, and the number of slots; int, shape (stretches + 1,).
    used
        Price of each place that is seen at all, at least 0, float, shape (places,).
    least
        Slots that a stint should last, or all of a shorter stretch.
    most
        Moves that cost nothing and slots at counters in a row that cost nothing, int, shape (2,); -1 is no limit.
    charges
        Price of a stint that is too short, of a change inside a stretch, of a move or slot too many, and of each move
        to a counter inside a stretch, shape (4,).

    Returns
    -------
    price, places
        The place of each free slot, int, shape (slots,).
    """
    slots, count = at.shape
    sums = np.zeros((slots + 1, count))
    for slot in range(slots):
        for place in range(count):
            sums[slot + 1, place] = sums[slot, place] + at[slot, place]
    shape = slots + 1, max(0, most[0]) + 1, max(0, most[1]) + 1
    value, came = np.empty(shape), np.empty((*shape, 4), dtype=np.int64)
    chosen, days = np.ones(count, dtype=np.bool_), np.zeros(slots, dtype=np.int64)
    least_price = _chain(sums, bounds, chosen, least, most, charges, value, came)
    _read(days, value, came)
    chosen[:] = False
    for slot in range(slots):
        chosen[days[slot]] = True
    best = least_price + used[chosen].sum()
    # depth first: places are taken into the choice in their order, as long as what they cost leaves room below the best
    stack, depth, spent = np.zeros(count + 1, dtype=np.int64), 0, 0.0
    chosen[:] = False
    place = 0
    while True:
        if place == count:
            if depth == 0:
                return best, days
            depth -= 1
            place = stack[depth]
            chosen[place] = False
            spent -= used[place]
            place += 1
        elif least_price + spent + used[place] >= best - 1e-9:
            place += 1
        else:
            chosen[place] = True
            spent += used[place]
            found = spent + _chain(sums, bounds, chosen, least, most, charges, value, came)
            if found < best - 1e-9:
                best = found
                _read(days, value, came)
            stack[depth] = place
            depth += 1
            place += 1


@compiled
def _chain(sums, bounds, chosen, least, most, charges, value, came):
    """Price of the cheapest chain of stints at the chosen places; value and came hold how it is reached."""
    value[:] = np.inf
    value[0, 0, 0] = 0.0
    _, moves, sits = value.shape
    for stretch in range(len(bounds) - 1):
        first, stop = bounds[stretch], bounds[stretch + 1]
        enough = min(least, stop - first)
        for start in range(first, stop):
            change = charges[1] if start > first else 0.0
            for m in range(moves):
                for s in range(sits):
                    now = value[start, m, s]
                    if now == np.inf:
                        continue
                    for place in range(sums.shape[1]):
                        if not chosen[place]:
                            continue
                        then, toll = m, change
                        if place > 0 and start > first:
                            toll += charges[3]
                        if place > 0 and start > first and most[0] >= 0:
                            if m == most[0]:
                                toll += charges[2]
                            else:
                                then = m + 1
                        for end in range(start + 1, stop + 1):
                            price = now + toll + sums[end, place] - sums[start, place]
                            if end - start < enough:
                                price += charges[0]
                            sat = 0
                            if place > 0 and most[1] >= 0:
                                sat = s + end - start
                                if sat > most[1]:
                                    price += charges[2] * (sat - most[1])
                                    sat = most[1]
                                if end == stop:
                                    sat = 0
                            if price < value[end, then, sat]:
                                value[end, then, sat] = price
                                came[end, then, sat, 0] = start
                                came[end, then, sat, 1] = m
                                came[end, then, sat, 2] = s
                                came[end, then, sat, 3] = place
    return value[-1].min()


@compiled
def _read(days, value, came):
    """Writes the place of each slot of the cheapest chain."""
    end, at = len(days), np.argmin(value[-1])
    m, s = at // value.shape[2], at % value.shape[2]
    while end > 0:
        start, m, s, place = came[end, m, s]
        days[start:end] = place
        end = start


@compiled
def days_within(
    at: np.ndarray,
    bounds: np.ndarray,
    used: np.ndarray,
    least: int,
    most: np.ndarray,
    charges: np.ndarray,
    limit: float,
    room: int,
) -> tuple[np.ndarray, bool]:
    """All days up to a price, unless there are too many of them.

    Parameters
    ----------
    at, bounds, used, least, most, charges
        As `cheapest_day` has them.
    limit
        Largest price.
    room
        Most days that are told.

    Returns
    -------
    days, is_all
        The place of each free slot, int, shape (days, slots), and whether these are all.
    """
    slots, count = at.shape
    after = _after(at, bounds, least, charges)
    deepest = slots * (slots + 1) * count + 1
    stack = np.zeros((deepest, slots), dtype=np.int64)
    state = np.zeros((deepest, 4), dtype=np.int64)  # slots decided, stretch, moves, slots at counters in a row
    price = np.zeros(deepest)
    found, many, depth = np.zeros((room, slots), dtype=np.int64), 0, 1
    day = np.zeros(slots, dtype=np.int64)
    while depth > 0:
        depth -= 1
        day[:] = stack[depth]
        start, stretch, moves, sat = state[depth]
        spent = price[depth]
        if start == slots:
            if many == room:
                return found, False
            found[many] = day
            many += 1
            continue
        first, stop = bounds[stretch], bounds[stretch + 1]
        enough = min(least, stop - first)
        for place in range(count):
            if start > first and day[start - 1] == place:
                continue
            is_move = place > 0 and start > first
            now = spent + (charges[1] if start > first else 0.0)
            if is_move:
                now += charges[3]
            if is_move and most[0] >= 0 and moves >= most[0]:
                now += charges[2]
            if not (day[:start] == place).any():
                now += used[place]
            for end in range(start + 1, stop + 1):
                now += at[end - 1, place]
                sitting = sat + end - start if place > 0 else 0
                if most[1] >= 0 and sitting > most[1]:
                    now += charges[2]
                total = now + (charges[0] if end - start < enough else 0.0)
                if total + after[end] > limit:
                    continue
                stack[depth] = day
                stack[depth, start:end] = place
                price[depth] = total
                state[depth, 0] = end
                state[depth, 1] = stretch + 1 if end == stop else stretch
                state[depth, 2] = moves + 1 if is_move else moves
                state[depth, 3] = 0 if end == stop else sitting
                depth += 1
    return found[:many], True


@compiled
def _after(at, bounds, least, charges):
    """The least that the slots from each on can cost, kinds of place, moves and sitting left out."""
    slots, count = at.shape
    after = np.full(slots + 1, np.inf)
    after[slots] = 0.0
    for stretch in range(len(bounds) - 2, -1, -1):
        first, stop = bounds[stretch], bounds[stretch + 1]
        enough = min(least, stop - first)
        for start in range(stop - 1, first - 1, -1):
            for place in range(count):
                now = charges[1] if start > first else 0.0
                if place > 0 and start > first:
                    now += charges[3]
                for end in range(start + 1, stop + 1):
                    now += at[end - 1, place]
                    total = now + after[end] + (charges[0] if end - start < enough else 0.0)
                    after[start] = min(after[start], total)
    return after
