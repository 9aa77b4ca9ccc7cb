# mypy: disable-error-code="no-untyped-def, no-untyped-call"
"""Paths: the cheapest line of one officer over days in a row, by dynamic programming.

The state after a day is the kind and length of the run so far, the class of the last shift, minutes and weekends
worked: all that what follows may depend on. Resource-constrained shortest paths as in Jaumard, Semet, Vovor, EJOR
107 (1998).

work[n, k, c, m, w] is the least price of n days that end with k days held, the last of class c; rest[n, f, m, w] with
f days free. Where a kind of run has no most, its longest length stands for all that are longer.
"""

import numpy as np
from numba import njit

NONE, HELD, FREE = 0, 1, 2


@njit(cache=True, nogil=True)
def cheapest(price, minutes, classes, may_follow, occasion, day, runs, before, room, least, after, may_end):
    """The cheapest line and its price.

    Parameters
    ----------
    price
        Of each shift on each day, float, shape (days, shifts); infinite where it may not be held.
    minutes, classes
        Of each shift, int, shape (shifts,).
    may_follow
        Which shifts may follow which class from the day before, bool, shape (days, classes, shifts).
    occasion
        Weekend of each day, -1 where none or where it is worked anyway; int, shape (days,).
    day
        Position of the first of the days in the horizon: runs from its day 0 on are never too short.
    runs
        Least and most of held days, least and most of free days; a most of 0 is none.
    before
        Kind, length and class of the run on the day before, and the weekend of that day.
    room
        Most minutes and weekends of these days.
    least
        Least minutes of these days.
    after
        Kind and length of the run that follows, and whether it reaches the end of the horizon; NONE at the end.
    may_end
        Which classes may come before what follows, bool, shape (classes,).

    Returns
    -------
    price, line
        Infinite when there is none; else the shift of each day, -1 for a free one.
    """
    days = len(price)
    held_cap = runs[1] if runs[1] > 0 else runs[0]
    free_cap = runs[3] if runs[3] > 0 else runs[2]
    work = np.full((days + 1, held_cap + 1, may_follow.shape[1], room[0] + 1, room[1] + 1), np.inf)
    rest = np.full((days + 1, free_cap + 1, room[0] + 1, room[1] + 1), np.inf)
    if before[0] == HELD:
        work[0, min(before[1], held_cap), before[2], 0, 0] = 0.0
    else:
        rest[0, min(before[1], free_cap) if before[0] == FREE else 0, 0, 0] = 0.0
    for n in range(days):
        options = np.flatnonzero(price[n] < np.inf)
        seen = occasion[n - 1] if n > 0 else before[3]
        again = 1 if occasion[n] >= 0 and occasion[n] != seen else 0
        for k in range(1, held_cap + 1):
            may_stop = k >= runs[0] or k == day + n
            longer = _longer(k, held_cap, runs[1])
            _after_work(work, rest, n, k, longer, may_stop, again, options, price[n], minutes, classes, may_follow[n])
        again = 1 if occasion[n] >= 0 else 0
        for f in range(free_cap + 1):
            may_stop = f >= runs[2] or f == day + n
            longer = _longer(f, free_cap, runs[3])
            _after_rest(work, rest, n, f, longer, may_stop, again, options, price[n], minutes, classes)
    best, state = _last(work[days], rest[days], day + days, runs, max(least, 0), after, may_end)
    line = np.full(days, -1)
    if best < np.inf:
        _trace(line, state, work, rest, price, minutes, classes, may_follow, occasion, day, runs, before)
    return best, line


@njit(cache=True, nogil=True)
def _longer(length, cap, most):
    """Length of a run a day later; 0 where it may not go on."""
    if length < cap:
        return length + 1
    return 0 if most > 0 else cap


@njit(cache=True, nogil=True)
def _after_work(work, rest, n, k, longer, may_stop, again, options, price, minutes, classes, may_follow):
    """Where k days held may lead on day n."""
    _, _, count, most, weekends = work.shape
    for c in range(count):
        for m in range(most):
            for w in range(weekends):
                value = work[n, k, c, m, w]
                if value == np.inf:
                    continue
                if may_stop and value < rest[n + 1, 1, m, w]:
                    rest[n + 1, 1, m, w] = value
                if longer == 0 or w + again >= weekends:
                    continue
                for s in options:
                    total = m + minutes[s]
                    if total < most and may_follow[c, s]:
                        found = value + price[s]
                        if found < work[n + 1, longer, classes[s], total, w + again]:
                            work[n + 1, longer, classes[s], total, w + again] = found


@njit(cache=True, nogil=True)
def _after_rest(work, rest, n, f, longer, may_stop, again, options, price, minutes, classes):
    """Where f days free may lead on day n."""
    _, _, most, weekends = rest.shape
    for m in range(most):
        for w in range(weekends):
            value = rest[n, f, m, w]
            if value == np.inf:
                continue
            if longer > 0 and value < rest[n + 1, longer, m, w]:
                rest[n + 1, longer, m, w] = value
            if not may_stop or w + again >= weekends:
                continue
            for s in options:
                total = m + minutes[s]
                if total < most:
                    found = value + price[s]
                    if found < work[n + 1, 1, classes[s], total, w + again]:
                        work[n + 1, 1, classes[s], total, w + again] = found


@njit(cache=True, nogil=True)
def _fits(kind, length, least, most, other, end, after):
    """Whether a run of these days fits what follows; `other` is the least of the other kind."""
    if after[0] == NONE:
        return True
    if after[0] == kind:
        total = length + after[1]
        return (most == 0 or total <= most) and (after[2] == 1 or total >= least or length == end)
    return (length >= least or length == end) and (after[2] == 1 or after[1] >= other)


@njit(cache=True, nogil=True)
def _last(work, rest, end, runs, least, after, may_end):
    """The best last state: its price; kind, run, class, minutes, weekends."""
    best, state = np.inf, np.zeros(5, dtype=np.int64)
    lengths, count, most, weekends = work.shape
    for m in range(least, most):
        for w in range(weekends):
            for k in range(1, lengths):
                if not _fits(HELD, k, runs[0], runs[1], runs[2], end, after):
                    continue
                for c in range(count):
                    if work[k, c, m, w] < best and (after[0] != HELD or may_end[c]):
                        best = work[k, c, m, w]
                        state[:] = (HELD, k, c, m, w)
            for f in range(len(rest)):
                if rest[f, m, w] < best and _fits(FREE, f, runs[2], runs[3], runs[0], end, after):
                    best = rest[f, m, w]
                    state[:] = (FREE, f, 0, m, w)
    return best, state


@njit(cache=True, nogil=True)
def _trace(line, state, work, rest, price, minutes, classes, may_follow, occasion, day, runs, before):
    """Writes the line that ends in a state, day by day back by what led there at the same price."""
    for n in range(len(line) - 1, -1, -1):
        if state[0] == FREE:
            _before_rest(state, work[n], rest[n], rest[n + 1], day + n, runs)
            continue
        seen = occasion[n - 1] if n > 0 else before[3]
        again = 1 if occasion[n] >= 0 and occasion[n] != seen else 0
        new = 1 if occasion[n] >= 0 else 0
        for s in range(len(minutes)):
            if classes[s] == state[2] and minutes[s] <= state[3]:
                at = work[n + 1], price[n, s], day + n, runs, minutes[s]
                has_begun = _before_first(state, rest[n], new, at)
                if has_begun or _before_work(state, work[n], again, may_follow[n, :, s], at):
                    line[n] = s
                    break


@njit(cache=True, nogil=True)
def _before_rest(state, work, rest, later, now, runs):
    """The state that a free day followed."""
    value = later[state[1], state[3], state[4]]
    for f in range(len(rest)):
        if _longer(f, len(rest) - 1, runs[3]) == state[1] and rest[f, state[3], state[4]] == value:
            state[1] = f
            return
    for k in range(1, len(work)):
        for c in range(work.shape[1]):
            if (k >= runs[0] or k == now) and work[k, c, state[3], state[4]] == value:
                state[0], state[1], state[2] = HELD, k, c
                return


@njit(cache=True, nogil=True)
def _before_first(state, rest, new, at):
    """Whether a run of held days began here, and then the state of rest before it."""
    later, price, now, runs, minutes = at
    if state[1] != 1 or state[4] < new:
        return False
    value = later[state[1], state[2], state[3], state[4]]
    for f in range(len(rest)):
        if (f >= runs[2] or f == now) and rest[f, state[3] - minutes, state[4] - new] + price == value:
            state[0], state[1], state[2] = FREE, f, 0
            state[3] -= minutes
            state[4] -= new
            return True
    return False


@njit(cache=True, nogil=True)
def _before_work(state, work, again, may_follow, at):
    """Whether a held day came before, and then its state."""
    later, price, _, runs, minutes = at
    if state[4] < again:
        return False
    value = later[state[1], state[2], state[3], state[4]]
    for k in range(1, len(work)):
        if _longer(k, len(work) - 1, runs[1]) != state[1]:
            continue
        for c in range(work.shape[1]):
            if may_follow[c] and work[k, c, state[3] - minutes, state[4] - again] + price == value:
                state[1], state[2] = k, c
                state[3] -= minutes
                state[4] -= again
                return True
    return False
