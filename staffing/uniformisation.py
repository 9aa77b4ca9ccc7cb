"""The compiled heart of `staffing.transient`: how the number of visitors inside moves through a day.

Uniformisation: while rates stand still, the chance of n inside after a while is a Poisson mixture of the steps of one
chain (Jensen, A., 1953, *Markoff chains as an aid in the study of Markoff processes*, Skandinavisk Aktuarietidskrift
36), and so is its integral over time. All compiled functions stand in this one file because numba's cache watches no
other.
"""

from math import ceil, exp, expm1, lgamma, log

import numpy as np

from office.compiled import compiled

NEGLIGIBLE = 1e-17
"""Chances below this are dropped at the ends of the range of states."""
JUMPS = 256.0
"""Expected steps of the chain at a time; more would make the Poisson weights underflow."""
NODES = np.array([-0.9324695142031521, -0.6612093864662645, -0.2386191860831969])
WEIGHTS = np.array([0.1713244923791704, 0.3607615730481386, 0.4679139345726910])
"""Half of Gauss and Legendre's six nodes on [-1, 1]; the other half mirrors it."""
PIECE_MINUTES = 15.0
"""Longest stretch that is integrated by one set of nodes."""


@compiled
def _top(chance: np.ndarray) -> int:
    """One more than the last state that counts."""
    top = len(chance)
    while top > 1 and chance[top - 1] < NEGLIGIBLE:
        top -= 1
    return top


@compiled
def _step(before: np.ndarray, after: np.ndarray, top: int, comes: float, leaves: float, s: int) -> int:
    """One step of the chain: up with chance `comes`, down with `leaves` for each busy officer. Returns the new top.

    Who finds no room is lost.
    """
    reach = min(top + 1, len(before))
    for n in range(reach):
        here = before[n] if n < top else 0.0
        stays = 1.0 - (comes if n + 1 < len(before) else 0.0) - leaves * min(n, s)
        value = here * stays
        if n > 0:
            value += before[n - 1] * comes
        if n + 1 < top:
            value += before[n + 1] * leaves * min(n + 1, s)
        after[n] = value
    while reach > 1 and after[reach - 1] < NEGLIGIBLE:
        reach -= 1
    return reach


@compiled
def _evolve(chance: np.ndarray, area: np.ndarray, span: float, rate: float, service: float, s: int) -> None:
    """Moves the chances on by `span` minutes in place, and adds their integral over it to `area`."""
    pace = rate + s * service
    if span <= 0.0:
        return
    if pace <= 0.0:
        area += span * chance
        return
    one, other = np.empty(len(chance)), np.empty(len(chance))
    pieces = ceil(pace * span / JUMPS)
    jumps = pace * span / pieces
    for _ in range(pieces):
        top = _top(chance)
        one[:top] = chance[:top]
        chance[:] = 0.0
        weight, left = exp(-jumps), -expm1(-jumps)
        k = 0
        while True:
            for n in range(top):
                chance[n] += weight * one[n]
                area[n] += max(left, 0.0) / pace * one[n]
            k += 1
            if left < 1e-15 or (k > jumps and weight < 1e-18):
                break
            weight *= jumps / k
            left -= weight
            top = _step(one, other, top, rate / pace, service / pace, s)
            one, other = other, one


@compiled
def _chosen(n: int, k: int) -> float:
    return lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0)


@compiled
def _relieve(chance: np.ndarray, s: int, stay: int) -> None:
    """From `s` officers `stay` remain, whoever they are; a busy one who leaves takes his visitor out of the count."""
    if stay >= s:
        return
    top, gone = _top(chance), s - stay
    after = np.zeros(len(chance))
    for n in range(min(s, top)):
        for k in range(max(0, n - gone), min(n, stay) + 1):
            after[k] += chance[n] * exp(_chosen(n, k) + _chosen(s - n, stay - k) - _chosen(s, stay))
    for n in range(s, top):
        after[n - gone] += chance[n]
    chance[:] = after


@compiled
def _ahead(officers: np.ndarray, slot_minutes: float, t: int, now: float, limit: float) -> tuple[float, int, bool]:
    """Officer-minutes from `now`, in slot t, over the limit; how many officers join; whether their number stands still.

    The last slot's officers stay.
    """
    last = len(officers) - 1
    work, joins, still, until = 0.0, 0, True, now + limit
    u = t
    while True:
        end = until if u == last else min(until, (u + 1) * slot_minutes)
        work += officers[u] * (end - max(now, u * slot_minutes))
        if end >= until:
            return work, joins, still
        joins += max(0, officers[u + 1] - officers[u])
        still = still and officers[u + 1] == officers[u]
        u += 1


@compiled
def _waits_on(chance: np.ndarray, s: int, joins: int, calls: float, tail: np.ndarray) -> float:
    """Chance to wait beyond the limit, over the states that a visitor may find; `tail` holds it for each of them.

    Who finds n waits on until n - s + 1 officers are free for him: by then `joins` have come and a Poisson number of
    mean `calls` of services has ended. Leavers are busy and call nobody.
    """
    total, held, first = 0.0, 0.0, s + joins
    weight = exp(-calls)
    for n in range(_top(chance)):
        k = n - first
        if k > 0:
            weight = weight * calls / k if calls < JUMPS else exp(k * log(calls) - calls - lgamma(k + 1.0))
        if k >= 0:
            held += weight
        tail[n] = held
        total += chance[n] * held
    return total


@compiled
def _slot(
    chance: np.ndarray, area: np.ndarray, spare: np.ndarray, t: int, rate: float, officers: np.ndarray, service: float,
    slot_minutes: float, limit: float,
) -> float:  # fmt: skip
    """Moves the chances through slot t. Returns the mean chance over the slot to wait beyond the limit.

    The slot falls into pieces at whose moments the limit ends between the same two changes. In a piece in which the
    officers ahead stand still the chance depends on n alone and the integral is exact; elsewhere six nodes serve.
    """
    start, end, s = t * slot_minutes, (t + 1) * slot_minutes, officers[t]
    area[:] = 0.0
    late, now = 0.0, start
    while now < end - 1e-9:
        cut = (np.floor((now + limit) / slot_minutes + 1e-9) + 1.0) * slot_minutes - limit
        until = min(end, cut, now + PIECE_MINUTES)
        middle, half = (now + until) / 2, (until - now) / 2
        work, joins, still = _ahead(officers, slot_minutes, t, middle, limit)
        if still:
            spare[:] = 0.0
            _evolve(chance, spare, until - now, rate, service, s)
            area += spare
            late += _waits_on(spare, s, 0, work * service, np.empty(len(chance)))
        else:
            at = now
            for k in range(6):
                moment = middle + half * (NODES[k] if k < 3 else -NODES[5 - k])
                _evolve(chance, area, moment - at, rate, service, s)
                work, joins, _ = _ahead(officers, slot_minutes, t, moment, limit)
                weight = half * WEIGHTS[min(k, 5 - k)]
                late += weight * _waits_on(chance, s, joins, work * service, spare)
                at = moment
            _evolve(chance, area, until - at, rate, service, s)
        now = until
    return late / slot_minutes


@compiled
def walk(
    chance: np.ndarray, first: int, last: int, rates: np.ndarray, officers: np.ndarray, service: float,
    slot_minutes: float, limit: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """Walks through slots first..last - 1; `chance` enters as it is at the end of slot first - 1 and is moved in place.

    Parameters
    ----------
    chance
        Chance of n visitors inside, shape (states,).
    first, last
        Slots to walk through.
    rates, officers
        Arrivals a minute, and officers (int64) in each slot of the whole day, shape (slots,).
    service
        Services an officer ends in a minute.
    slot_minutes, limit
        Length of a slot; minutes of waiting that are not late yet.

    Returns
    -------
    tuple of numpy.ndarray
        Of each slot walked through: mean chance to wait beyond the limit, minutes that all wait in it, mean number
        inside and chance that all are busy at its end, shape (last - first,).
    """
    late, waiting = np.zeros(last - first), np.zeros(last - first)
    inside, busy = np.zeros(last - first), np.zeros(last - first)
    area, spare = np.zeros(len(chance)), np.zeros(len(chance))
    for t in range(first, last):
        if t > 0:
            _relieve(chance, officers[t - 1], officers[t])
        i, s = t - first, officers[t]
        late[i] = _slot(chance, area, spare, t, rates[t], officers, service, slot_minutes, limit)
        for n in range(len(chance)):
            waiting[i] += max(n - s, 0) * area[n]
            inside[i] += n * chance[n]
            busy[i] += chance[n] if n >= s else 0.0
    return late, waiting, inside, busy


@compiled
def late_at_opening(
    chance: np.ndarray, officers: np.ndarray, service: float, slot_minutes: float, limit: float
) -> float:
    """How many of those who stand at the door when it opens wait beyond the limit, in the mean."""
    tail = np.zeros(len(chance))
    work, joins, _ = _ahead(officers, slot_minutes, 0, 0.0, limit)
    _waits_on(np.ones(len(chance)), officers[0], joins, work * service, tail)
    late, those = 0.0, 0.0
    for n in range(len(chance) - 1):
        those += tail[n]
        late += chance[n + 1] * those
    return late
