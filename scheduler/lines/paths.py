"""Paths: the cheapest line of one officer over days in a row, by dynamic programming.

The state after a day is the kind and length of the run so far, the class of the last shift, minutes and weekends
worked: all that what follows may depend on. Resource-constrained shortest paths as in Jaumard, Semet, Vovor, EJOR
107 (1998).
"""

import numpy as np
from numba import njit

NONE, HELD, FREE = 0, 1, 2


@njit(cache=True, nogil=True)
def cheapest(price, minutes, classes, may_follow, occasion, day, runs, before, room, least_minutes, after, may_end):  # type: ignore[no-untyped-def]
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
    least_minutes
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
    days, shifts = price.shape
    count = may_follow.shape[1]
    most_minutes, weekends = room[0] + 1, room[1] + 1
    held_cap = runs[1] if runs[1] > 0 else runs[0]
    free_cap = runs[3] if runs[3] > 0 else runs[2]
    work = np.full((days + 1, held_cap + 1, count, most_minutes, weekends), np.inf)
    rest = np.full((days + 1, free_cap + 1, most_minutes, weekends), np.inf)
    if before[0] == HELD:
        if runs[1] > 0 and before[1] > runs[1]:
            work[0, held_cap, before[2], 0, 0] = 0.0
        else:
            work[0, min(before[1], held_cap), before[2], 0, 0] = 0.0
    elif before[0] == FREE:
        rest[0, min(before[1], free_cap), 0, 0] = 0.0
    else:
        rest[0, 0, 0, 0] = 0.0
    for n in range(days):
        now = day + n
        seen = occasion[n - 1] if n > 0 else before[3]
        for k in range(1, held_cap + 1):
            longer = k + 1 if k < held_cap else (0 if runs[1] > 0 else held_cap)
            may_stop = k >= runs[0] or k == now
            again = 1 if occasion[n] >= 0 and occasion[n] != seen else 0
            for c in range(count):
                for m in range(most_minutes):
                    for w in range(weekends):
                        value = work[n, k, c, m, w]
                        if value == np.inf:
                            continue
                        if may_stop and value < rest[n + 1, 1, m, w]:
                            rest[n + 1, 1, m, w] = value
                        if longer > 0 and w + again < weekends:
                            for s in range(shifts):
                                total = m + minutes[s]
                                if total < most_minutes and may_follow[n, c, s]:
                                    found = value + price[n, s]
                                    if found < work[n + 1, longer, classes[s], total, w + again]:
                                        work[n + 1, longer, classes[s], total, w + again] = found
        again = 1 if occasion[n] >= 0 else 0
        for f in range(free_cap + 1):
            longer = f + 1 if f < free_cap else (0 if runs[3] > 0 else free_cap)
            may_stop = f >= runs[2] or f == now
            for m in range(most_minutes):
                for w in range(weekends):
                    value = rest[n, f, m, w]
                    if value == np.inf:
                        continue
                    if longer > 0 and value < rest[n + 1, longer, m, w]:
                        rest[n + 1, longer, m, w] = value
                    if may_stop and w + again < weekends:
                        for s in range(shifts):
                            total = m + minutes[s]
                            if total < most_minutes:
                                found = value + price[n, s]
                                if found < work[n + 1, 1, classes[s], total, w + again]:
                                    work[n + 1, 1, classes[s], total, w + again] = found
    givens = price, minutes, classes, may_follow, occasion, day, runs, before, least_minutes, after, may_end
    return _trace(work, rest, *givens)


@njit(cache=True, nogil=True)
def _trace(work, rest, price, minutes, classes, may_follow, occasion, day, runs, before, least_minutes, after, may_end):  # type: ignore[no-untyped-def]
    """The best last state, and back from it by what led there at the same price."""
    days, shifts = price.shape
    held_cap, count, most_minutes, weekends = work.shape[1] - 1, work.shape[2], work.shape[3], work.shape[4]
    free_cap = rest.shape[1] - 1
    end = day + days
    best, kind, run, last, total, seen = np.inf, NONE, 0, 0, 0, 0
    for m in range(max(least_minutes, 0), most_minutes):
        for w in range(weekends):
            for k in range(1, held_cap + 1):
                if after[0] == HELD and runs[1] > 0 and k + after[1] > runs[1]:
                    continue
                if after[0] == HELD and not (after[2] == 1 or k + after[1] >= runs[0] or k == end):
                    continue
                if after[0] == FREE and not (k >= runs[0] or k == end):
                    continue
                if after[0] == FREE and not (after[2] == 1 or after[1] >= runs[2]):
                    continue
                for c in range(count):
                    if work[days, k, c, m, w] < best and (after[0] != HELD or may_end[c]):
                        best, kind, run, last, total, seen = work[days, k, c, m, w], HELD, k, c, m, w
            for f in range(free_cap + 1):
                if after[0] == FREE and runs[3] > 0 and f + after[1] > runs[3]:
                    continue
                if after[0] == FREE and not (after[2] == 1 or f + after[1] >= runs[2] or f == end):
                    continue
                if after[0] == HELD and not (f >= runs[2] or f == end):
                    continue
                if after[0] == HELD and not (after[2] == 1 or after[1] >= runs[0]):
                    continue
                if rest[days, f, m, w] < best:
                    best, kind, run, last, total, seen = rest[days, f, m, w], FREE, f, 0, m, w
    line = np.full(days, -1)
    if best == np.inf:
        return best, line
    for n in range(days - 1, -1, -1):
        now = day + n
        value = work[n + 1, run, last, total, seen] if kind == HELD else rest[n + 1, run, total, seen]
        is_found = False
        if kind == FREE:
            for f in range(free_cap + 1):
                longer = f + 1 if f < free_cap else (0 if runs[3] > 0 else free_cap)
                if not is_found and longer == run and rest[n, f, total, seen] == value:
                    kind, run, is_found = FREE, f, True
            if not is_found:
                for k in range(1, held_cap + 1):
                    for c in range(count):
                        if not is_found and (k >= runs[0] or k == now) and work[n, k, c, total, seen] == value:
                            kind, run, last, is_found = HELD, k, c, True
            continue
        known = occasion[n - 1] if n > 0 else before[3]
        for s in range(shifts):
            if is_found or classes[s] != last or minutes[s] > total:
                continue
            was = total - minutes[s]
            again = 1 if occasion[n] >= 0 else 0
            if run == 1 and seen >= again:
                for f in range(free_cap + 1):
                    if (
                        not is_found
                        and (f >= runs[2] or f == now)
                        and rest[n, f, was, seen - again] + price[n, s] == value
                    ):
                        line[n], kind, run, total, seen, is_found = s, FREE, f, was, seen - again, True
                if is_found:
                    continue
            again = 1 if occasion[n] >= 0 and occasion[n] != known else 0
            if seen < again:
                continue
            for k in range(1, held_cap + 1):
                longer = k + 1 if k < held_cap else (0 if runs[1] > 0 else held_cap)
                if is_found or longer != run:
                    continue
                for c in range(count):
                    if not is_found and may_follow[n, c, s] and work[n, k, c, was, seen - again] + price[n, s] == value:
                        line[n], kind, run, last, total, seen, is_found = s, HELD, k, c, was, seen - again, True
    return best, line
