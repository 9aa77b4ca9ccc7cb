"""One queue, first come first served, whose officers change from slot to slot: compiled.

The state between two visitors is short: the next visitor `i`, and the sorted minutes `free[:c]` at which the `c`
officers on duty are free. Who leaves at a slot's end finishes the visitor in hand. Who leaves is a draw among all on
duty, busy or not; a fixed sequence of low discrepancy stands for chance, so that two runs which have served the same
visitors draw alike, meet again, and need not be followed further. All compiled functions stand in this one file
because numba's cache watches no other.
"""

import numpy as np

from office.compiled import compiled

NEVER = np.inf
GOLDEN = 0.6180339887498949
LATE_CLOSER = 120.0
"""Minutes after closing at which somebody takes over a queue that nobody served in the last slot."""


@compiled
def _serve(
    ready: np.ndarray, minutes: np.ndarray, i: int, free: np.ndarray, c: int, until: float, wait: np.ndarray
) -> int:
    """Calls visitors in turn as long as their service begins before `until`. Returns who is next."""
    if c == 0:
        return i
    while i < len(ready):
        begin = max(ready[i], free[0])
        if begin >= until:
            break
        wait[i] = begin - ready[i]
        end = begin + minutes[i]
        k = 1
        while k < c and free[k] < end:
            free[k - 1] = free[k]
            k += 1
        free[k - 1] = end
        i += 1
    return i


@compiled
def _change(free: np.ndarray, c: int, wanted: int, now: float, i: int) -> int:
    """Officers join idle, or leave wherever the draw falls. Returns how many are on duty: `wanted`."""
    for k in range(c):
        free[k] = max(free[k], now)
    if wanted < c:
        draw = (GOLDEN * i) % 1.0
        for k in range(wanted):
            free[k] = free[int((k + draw) * c / wanted)]
        return wanted
    joining = wanted - c
    for k in range(c - 1, -1, -1):
        free[k + joining] = free[k]
    free[:joining] = now
    return wanted


@compiled
def _close(free: np.ndarray, c: int, last: int, now: float, i: int) -> int:
    """Service closes: the `last` officers stay; where there was none, one takes over later. Returns how many."""
    return _change(free, c, max(1, last), now if last > 0 else now + LATE_CLOSER, i)


@compiled
def waits_of_paths(
    ready: np.ndarray, minutes: np.ndarray, first: np.ndarray, officers: np.ndarray, start: float, slot_minutes: float,
    wait: np.ndarray,
) -> None:  # fmt: skip
    """As `waits`, for each path with its visitors from `first[p]` to `first[p + 1]`."""
    for p in range(len(first) - 1):
        a, b = first[p], first[p + 1]
        waits(ready[a:b], minutes[a:b], officers, start, slot_minutes, wait[a:b])


@compiled
def waits(
    ready: np.ndarray, minutes: np.ndarray, officers: np.ndarray, first: float, slot_minutes: float, wait: np.ndarray
) -> None:
    """Minutes that each visitor of one day waits, written to `wait`; the last slot's officers stay till all are served.

    Parameters
    ----------
    ready, minutes
        When each visitor joins the queue, ascending, and how long the service takes.
    officers
        Officers in each slot, int64, shape (slots,).
    first, slot_minutes
        Minute at which the first slot begins, and length of a slot.
    wait
        Result, shape (visitors,).
    """
    free = np.zeros(max(1, officers.max()))
    i, c = int(np.int64(0)), int(np.int64(0))
    for t in range(len(officers)):
        c = _change(free, c, officers[t], first + t * slot_minutes, i)
        i = _serve(ready, minutes, i, free, c, first + (t + 1) * slot_minutes, wait)
    c = _close(free, c, c, first + len(officers) * slot_minutes, i)
    _serve(ready, minutes, i, free, c, NEVER, wait)


@compiled
def _reached(ready: np.ndarray, moment: float) -> int:
    """How many visitors join the queue before a moment."""
    low, high = 0, len(ready)
    while low < high:
        middle = (low + high) // 2
        if ready[middle] < moment:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def _late(wait: np.ndarray, a: int, b: int, limit: float) -> int:
    """How many of the visitors from `a` up to `b` wait longer than the limit."""
    late = 0
    for i in range(a, b):
        late += wait[i] > limit
    return late


@compiled
def _is_served(
    ready: np.ndarray, minutes: np.ndarray, first: np.ndarray, is_open: np.ndarray, start: float, slot_minutes: float,
    a: int, b: int, n: int, at: np.ndarray, on: np.ndarray, free_at: np.ndarray, free: np.ndarray, wait: np.ndarray,
    limit: float, allowed: float, by_day: bool,
) -> bool:  # fmt: skip
    """Whether `n` officers from slot `a` on keep the target for who comes before slot `b` and for who came earlier.

    Earlier visitors are judged together: what was well above the target may be given away again.
    """
    late, everyone, late_earlier, earlier = 0, 0, 0, 0
    for p in range(len(first) - 1):
        r, m, w = ready[first[p] : first[p + 1]], minutes[first[p] : first[p + 1]], wait[first[p] : first[p + 1]]
        i, c = at[p], on[p]
        free[:c] = free_at[p, :c]
        last = _reached(r, start + b * slot_minutes)
        for t in range(a, len(is_open)):
            if i >= last:
                break
            c = _change(free, c, n if is_open[t] else 0, start + t * slot_minutes, i)
            i = _serve(r, m, i, free, c, start + (t + 1) * slot_minutes, w)
        if i < last:
            c = _close(free, c, n, start + len(is_open) * slot_minutes, i)
            _serve(r, m, i, free, c, NEVER, w)
        before = _reached(r, start + a * slot_minutes)
        too_long = _late(w, before, last, limit)
        late += int(too_long > 0) if by_day else too_long
        everyone += 1 if by_day else last - before
        late_earlier += _late(w, 0, before, limit)
        earlier += before
    return late <= allowed * everyone + 1e-9 and late_earlier <= allowed * earlier + 1e-9


@compiled
def fewest(
    ready: np.ndarray, minutes: np.ndarray, first: np.ndarray, is_open: np.ndarray, start: float, slot_minutes: float,
    cell: np.ndarray, limit: float, allowed: float, by_day: bool, most: int,
) -> np.ndarray:  # fmt: skip
    """Smallest officers that keep a target, cell by cell forward, given what was chosen before.

    Corominas, A. and Lusa, A. (2012), *LETRIS: staffing service systems by means of simulation*: slots are decided one
    after the other without going back. A candidate is judged as if it stayed to the end.

    Parameters
    ----------
    ready, minutes
        Visitors of one day on all paths, ascending within each path.
    first
        Index of each path's first visitor and the end, shape (paths + 1,).
    is_open
        Slots in which counters work, bool, shape (slots,), the last one True.
    start, slot_minutes
        Minute at which the first slot begins, and length of a slot.
    cell
        Slots of one number are judged and staffed together, ascending, shape (slots,).
    limit
        Minutes of waiting that are not late yet.
    allowed
        Share of visitors that may be late, or of days with anyone late where `by_day`.
    by_day
        What `allowed` counts.
    most
        Officers at most.

    Returns
    -------
    numpy.ndarray
        int64, shape (slots,), 0 where closed.
    """
    paths, slots = len(first) - 1, len(is_open)
    at, on = np.zeros(paths, dtype=np.int64), np.zeros(paths, dtype=np.int64)
    free_at, free, wait = np.zeros((paths, most + 1)), np.zeros(most + 1), np.zeros(len(ready))
    chosen = np.zeros(slots, dtype=np.int64)
    a = int(np.int64(0))  # a plain 0 is a type of its own to numba, and everything below would be compiled twice
    while a < slots:
        b = a
        while b < slots and cell[b] == cell[a]:
            b += 1
        n = int(np.int64(0))
        while n < most and not _is_served(
            ready, minutes, first, is_open, start, slot_minutes, a, b, n, at, on, free_at, free, wait,
            limit, allowed, by_day,
        ):  # fmt: skip
            n += 1
        for t in range(a, b):
            chosen[t] = n if is_open[t] else 0
        for p in range(paths):
            r, m = ready[first[p] : first[p + 1]], minutes[first[p] : first[p + 1]]
            w = wait[first[p] : first[p + 1]]
            for t in range(a, b):
                on[p] = _change(free_at[p], on[p], chosen[t], start + t * slot_minutes, at[p])
                at[p] = _serve(r, m, at[p], free_at[p], on[p], start + (t + 1) * slot_minutes, w)
        a = b
    return chosen


@compiled
def _serve_all(ready: np.ndarray, i: int, now: float, until: float, wait: np.ndarray) -> int:
    """Calls everybody reached before `until` at once, as if officers were plenty. Returns who is next."""
    while i < len(ready) and ready[i] < until:
        wait[i] = max(0.0, now - ready[i])
        i += 1
    return i


@compiled
def _same(free: np.ndarray, other: np.ndarray, c: int) -> bool:
    k = 0
    while k < c and free[k] == other[k]:
        k += 1
    return k == c


@compiled
def extra(
    ready: np.ndarray, minutes: np.ndarray, first: np.ndarray, officers: np.ndarray, is_open: np.ndarray,
    start: float, slot_minutes: float, limit: float, most: int,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """What n officers in one slot cost, the profile elsewhere, beyond plenty of officers in that slot.

    The whole rest of the day counts. Two runs that have served the same visitors and have the same officers free
    are the same from there on, so each run stops where it meets the one with plenty.

    Parameters
    ----------
    ready, minutes, first, is_open, start, slot_minutes, limit, most
        As for `fewest`.
    officers
        The profile, int64, shape (slots,), at most `most`.

    Returns
    -------
    tuple of numpy.ndarray
        Waiting minutes, and visitors who wait longer than `limit`: means over paths, shape (slots, most + 1).
    """
    paths, slots = len(first) - 1, len(is_open)
    waiting, late = np.zeros((slots, most + 1)), np.zeros((slots, most + 1))
    size = max(most, 1)
    free, wait, base = np.zeros(size), np.zeros(len(ready)), np.zeros(len(ready))
    pre_i, pre_c, pre_free = np.zeros(slots, np.int64), np.zeros(slots, np.int64), np.zeros((slots, size))
    base_i, base_free = np.zeros(slots + 1, np.int64), np.zeros((slots + 1, size))
    end = start + slots * slot_minutes
    for p in range(paths):
        r, m = ready[first[p] : first[p + 1]], minutes[first[p] : first[p + 1]]
        w, v = wait[first[p] : first[p + 1]], base[first[p] : first[p + 1]]
        i, c = int(np.int64(0)), int(np.int64(0))
        for t in range(slots):
            pre_i[t], pre_c[t] = i, c
            pre_free[t, :c] = free[:c]
            c = _change(free, c, officers[t], start + t * slot_minutes, i)
            i = _serve(r, m, i, free, c, start + (t + 1) * slot_minutes, w)
        for t in range(slots):
            if not is_open[t]:
                continue
            c = pre_c[t]
            free[:c] = pre_free[t, :c]
            i = _serve_all(r, pre_i[t], start + t * slot_minutes, start + (t + 1) * slot_minutes, v)
            for u in range(t + 1, slots):
                c = _change(free, c, officers[u], start + u * slot_minutes, i)
                base_i[u] = i
                base_free[u, :c] = free[:c]
                i = _serve(r, m, i, free, c, start + (u + 1) * slot_minutes, v)
            c = _close(free, c, officers[-1], end, i)
            base_i[slots] = i
            base_free[slots, :c] = free[:c]
            _serve(r, m, i, free, c, NEVER, v)
            for n in range(most + 1):
                c = pre_c[t]
                free[:c] = pre_free[t, :c]
                c = _change(free, c, n, start + t * slot_minutes, pre_i[t])
                i = _serve(r, m, pre_i[t], free, c, start + (t + 1) * slot_minutes, w)
                u = t + 1
                while u < slots:
                    c = _change(free, c, officers[u], start + u * slot_minutes, i)
                    if i == base_i[u] and _same(free, base_free[u], c):
                        break
                    i = _serve(r, m, i, free, c, start + (u + 1) * slot_minutes, w)
                    u += 1
                if u == slots:
                    c = _close(free, c, n if t == slots - 1 else officers[-1], end, i)
                    i = _serve(r, m, i, free, c, NEVER, w)
                for k in range(pre_i[t], i):
                    waiting[t, n] += w[k] - v[k]
                    late[t, n] += (w[k] > limit) - (v[k] > limit)
    return waiting / paths, late / paths
