"""The compiled heart of the simulation: one office day after another, event by event.

- At equal times: service ends, then posts change, then visitors come back, then tickets are taken. After each event
  waiting visitors meet idle officers; then standby officers sit down, leave, or are called.
- Lowest priority number, then earliest ticket, is called first, by the idle officer with the fewest steps, then the
  longest idle. Who leaves a post finishes the visitor in hand. The last slot's crew stays for whoever is left.
- Times are minutes from midnight; NEVER is a time that does not come. tests/staffing/test_engine.py has a plain twin.
- All compiled functions stand in this one file because numba's cache watches no other.
"""

import numpy as np

from office.compiled import unmanaged
from staffing.hall import AWAY, CALLS, HOME, NEVER, NOBODY, SEATS, WAITING, Crowd, DayPlan, Hall

TICKETS = 1 << 32
LAST_KEY = 1 << 62
NO_STEP = np.uint64(0)
ON_THE_WAY = 1
SEATED = 2


@unmanaged
def _count(mask: np.uint64) -> int:
    count = 0
    while mask != NO_STEP:
        mask &= mask - np.uint64(1)
        count += 1
    return count


@unmanaged
def _has(mask: np.uint64, step: int) -> bool:
    return (mask >> np.uint64(step)) & np.uint64(1) != NO_STEP


@unmanaged
def _push(hall: Hall, h: int, key: int) -> None:
    heap, i = hall.heap[h], hall.size[h]
    hall.size[h] += 1
    hall.tally[WAITING] += 1
    while i > 0 and heap[(i - 1) // 2] > key:
        heap[i] = heap[(i - 1) // 2]
        i = (i - 1) // 2
    heap[i] = key


@unmanaged
def _pop(hall: Hall, h: int) -> int:
    heap = hall.heap[h]
    smallest = heap[0]
    hall.size[h] -= 1
    hall.tally[WAITING] -= 1
    n, i = hall.size[h], 0
    key = heap[n]
    while 2 * i + 1 < n:
        child = 2 * i + 1
        if child + 1 < n and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= key:
            break
        heap[i] = heap[child]
        i = child
    heap[i] = key
    return smallest


@unmanaged
def _take_posts(plan: DayPlan, present: np.ndarray, hall: Hall) -> None:
    """Who really holds which post: that of an absent officer goes to his stand-in, who leaves his own for it.

    A stand-in of two absent officers at once takes the post of the first; where he can do nothing, he does not go.
    """
    officers, slots = plan.serves.shape
    for o in range(officers):
        comes = plan.rostered[o] and present[o]
        for t in range(slots):
            hall.serves[o, t] = plan.serves[o, t] if comes else NO_STEP
            hall.kind[o, t] = plan.kind[o, t]
            hall.on_call[o, t] = comes and plan.on_call[o, t]
    for o in range(officers - 1, -1, -1):  # the first absent officer's post is given last and stays
        if present[o] or not plan.rostered[o]:
            continue
        for t in range(slots):
            s = plan.stand_in[o, t]
            if plan.serves[o, t] == NO_STEP or s < 0 or not plan.rostered[s] or not present[s]:
                continue
            steps = plan.able[s] & plan.type_steps[plan.kind[o, t]]
            if steps != NO_STEP:
                hall.serves[s, t] = steps
                hall.kind[s, t] = plan.kind[o, t]


@unmanaged
def _enqueue(plan: DayPlan, crowd: Crowd, hall: Hall, v: int) -> None:
    """Puts a visitor into the next stop's queue: that of the officer before, where the route asks, or the step's."""
    j, o = hall.stop[v], hall.own[v]
    h = plan.step[crowd.service[v], j]
    if o >= 0 and plan.same[crowd.service[v], j] and _has(hall.mask[o], h):
        h = len(hall.begun) + o
    _push(hall, h, crowd.priority[v] * TICKETS + v)


@unmanaged
def _sit(plan: DayPlan, crowd: Crowd, hall: Hall, o: int, mask: np.uint64, now: float) -> None:
    """Gives an officer another mask. Who waited for him alone and is no longer served by him joins the others."""
    if hall.mask[o] == NO_STEP:
        hall.idle_since[o] = now
    hall.mask[o] = mask
    own = len(hall.begun) + o
    waited = hall.size[own]
    hall.tally[WAITING] -= waited
    hall.size[own] = 0
    for k in range(waited):  # who stays with him is put back behind what has been read already
        _enqueue(plan, crowd, hall, hall.heap[own, k] % TICKETS)


@unmanaged
def _next_of(hall: Hall, o: int) -> int:
    """Queue from which an officer would take the next visitor; NOBODY when none waits for him."""
    steps = len(hall.begun)
    best, key = NOBODY, LAST_KEY
    if hall.size[steps + o] > 0:
        best, key = steps + o, hall.heap[steps + o, 0]
    for s in range(steps):
        if hall.size[s] > 0 and hall.heap[s, 0] < key and _has(hall.mask[o], s):
            best, key = s, hall.heap[s, 0]
    return best


@unmanaged
def _dispatch(plan: DayPlan, crowd: Crowd, hall: Hall, now: float) -> None:
    """Waiting visitors meet idle officers until none fits any more."""
    while hall.tally[WAITING] > 0:
        officer, queue, first, fewest = int(np.int64(NOBODY)), int(np.int64(NOBODY)), LAST_KEY, 65
        for o in range(len(plan.able)):
            if hall.hand[o] != NOBODY or hall.mask[o] == NO_STEP:
                continue
            h = _next_of(hall, o)
            if h == NOBODY or hall.heap[h, 0] > first:
                continue
            count = _count(hall.mask[o])
            longer = count == fewest and hall.idle_since[o] < hall.idle_since[officer]
            if hall.heap[h, 0] < first or count < fewest or longer:
                officer, queue, first, fewest = o, h, hall.heap[h, 0], count
        if officer == NOBODY:
            return
        _begin(plan, crowd, hall, officer, _pop(hall, queue) % TICKETS, now)


@unmanaged
def _begin(plan: DayPlan, crowd: Crowd, hall: Hall, o: int, v: int, now: float) -> None:
    j = hall.stop[v]
    crowd.begin[v, j] = now
    crowd.by[v, j] = o
    hall.hand[o] = v
    hall.own[v] = o
    hall.free_at[o] = now + crowd.minutes[v, j]
    hall.begun[plan.step[crowd.service[v], j]] = now


@unmanaged
def _finish(plan: DayPlan, crowd: Crowd, hall: Hall, o: int, now: float, closes: float) -> None:
    """An officer lets go of the visitor in hand, who moves on: out, to the next queue, or away for a while."""
    v = hall.hand[o]
    hall.hand[o] = NOBODY
    hall.free_at[o] = NEVER
    hall.idle_since[o] = now
    hall.done_at[o] = now
    hall.stop[v] += 1
    j = hall.stop[v]
    if j == plan.stops[crowd.service[v]]:
        return
    delay = plan.after[crowd.service[v], j]
    if delay <= 0:
        hall.since[v] = now
        _enqueue(plan, crowd, hall, v)
    elif delay >= plan.away and now + delay >= closes:
        crowd.by[v, j] = HOME
    else:
        hall.away[hall.tally[AWAY]] = v
        hall.back[hall.tally[AWAY]] = now + delay
        hall.tally[AWAY] += 1


@unmanaged
def _come_back(plan: DayPlan, crowd: Crowd, hall: Hall, i: int, now: float) -> None:
    v = hall.away[i]
    hall.tally[AWAY] -= 1
    hall.away[i] = hall.away[hall.tally[AWAY]]
    hall.back[i] = hall.back[hall.tally[AWAY]]
    hall.since[v] = now
    _enqueue(plan, crowd, hall, v)


@unmanaged
def _first_back(hall: Hall) -> int:
    """Who of those away comes back first, the earlier ticket at equal times; NOBODY when nobody is away."""
    best = NOBODY
    for i in range(hall.tally[AWAY]):
        sooner = best == NOBODY or hall.back[i] < hall.back[best]
        if sooner or (hall.back[i] == hall.back[best] and hall.away[i] < hall.away[best]):
            best = i
    return best


@unmanaged
def _change_posts(plan: DayPlan, crowd: Crowd, hall: Hall, t: int, now: float) -> None:
    """Slot `t` begins: everybody takes the post of that slot; called officers stay as long as they are on call."""
    for o in range(len(plan.able)):
        if hall.serves[o, t] != NO_STEP:
            hall.called[o] = 0
            hall.at[o] = hall.kind[o, t]
            _sit(plan, crowd, hall, o, hall.serves[o, t], now)
        elif hall.called[o] == 0 or not hall.on_call[o, t]:
            _leave(plan, crowd, hall, o, now)
    for o in range(len(plan.able) - 1, -1, -1):
        if hall.called[o] > 0 and _held(hall, hall.at[o]) > plan.type_counters[hall.at[o]]:
            _leave(plan, crowd, hall, o, now)


@unmanaged
def _leave(plan: DayPlan, crowd: Crowd, hall: Hall, o: int, now: float) -> None:
    hall.called[o] = 0
    hall.at[o] = NOBODY
    _sit(plan, crowd, hall, o, NO_STEP, now)


@unmanaged
def _held(hall: Hall, kind: int) -> int:
    """Counters of a type that are held or reserved."""
    held = 0
    for at in hall.at:
        held += at == kind
    return held


@unmanaged
def _standby(plan: DayPlan, crowd: Crowd, hall: Hall, t: int, now: float) -> float:
    """Standby officers sit down, go back, or are called. Returns when to look again."""
    for o in range(len(plan.able)):
        if hall.called[o] == ON_THE_WAY and hall.called_at[o] <= now:
            hall.called[o] = SEATED
            _sit(plan, crowd, hall, o, plan.able[o] & plan.type_steps[hall.at[o]], now)
    _dispatch(plan, crowd, hall, now)
    look = NEVER
    for o in range(len(plan.able)):
        if hall.called[o] == SEATED:
            stays_until = hall.called_at[o] + plan.stay
            if stays_until > now:
                look = min(look, stays_until)
            elif hall.hand[o] == NOBODY:
                _leave(plan, crowd, hall, o, now)
    look = min(look, _call(plan, hall, t, now))
    for o in range(len(plan.able)):
        if hall.called[o] == ON_THE_WAY:
            look = min(look, hall.called_at[o])
    return look


@unmanaged
def _call(plan: DayPlan, hall: Hall, t: int, now: float) -> float:
    """Calls an officer for each step whose longest wait is too long. Returns when the next wait will be."""
    look = NEVER
    for s in range(len(hall.begun)):
        if hall.size[s] == 0 or _is_coming(plan, hall, s):
            continue
        o, kind = _who_to_call(plan, hall, s, t)
        if o == NOBODY:
            continue
        since = NEVER
        for key in hall.heap[s, : hall.size[s]]:
            since = min(since, hall.since[key % TICKETS])
        if since + plan.call_after > now:
            look = min(look, since + plan.call_after)
            continue
        hall.called[o] = ON_THE_WAY
        hall.called_at[o] = now + plan.arrive_after
        hall.at[o] = kind
        hall.tally[CALLS] += 1
    return look


@unmanaged
def _is_coming(plan: DayPlan, hall: Hall, s: int) -> bool:
    for o in range(len(plan.able)):
        if hall.called[o] == ON_THE_WAY and _has(plan.able[o] & plan.type_steps[hall.at[o]], s):
            return True
    return False


@unmanaged
def _who_to_call(plan: DayPlan, hall: Hall, s: int, t: int) -> tuple[int, int]:
    """The officer on call with the fewest skills and a free counter for step `s`, the one with the most steps."""
    officer, kind, fewest, most = NOBODY, NOBODY, 65, 0
    for o in range(len(plan.able)):
        ready = hall.on_call[o, t] and hall.called[o] == 0 and hall.mask[o] == NO_STEP and hall.hand[o] == NOBODY
        if not ready or _count(plan.able[o]) >= fewest or not _has(plan.able[o], s):
            continue
        most = 0
        for k in range(len(plan.type_steps)):
            mask = plan.able[o] & plan.type_steps[k]
            if _has(mask, s) and _count(mask) > most and _held(hall, k) < plan.type_counters[k]:
                officer, kind, fewest, most = o, k, _count(plan.able[o]), _count(mask)
    return officer, kind


@unmanaged
def _wipe(hall: Hall) -> None:
    hall.mask[:] = NO_STEP
    hall.at[:] = NOBODY
    hall.hand[:] = NOBODY
    hall.free_at[:] = NEVER
    hall.idle_since[:] = 0.0
    hall.done_at[:] = 0.0
    hall.called[:] = 0
    hall.size[:] = 0
    hall.stop[:] = 0
    hall.own[:] = NOBODY
    hall.begun[:] = 0.0
    hall.tally[:] = 0


@unmanaged
def _run_day(plan: DayPlan, crowd: Crowd, hall: Hall, has_standby: bool) -> None:
    """One day on one path, from the first event to the last."""
    closes = plan.first + (plan.last + 1) * plan.slot_minutes if plan.last >= 0 else -NEVER
    tickets = np.searchsorted(crowd.arrival, closes)
    v, t, look = int(np.int64(0)), int(np.int64(0)), NEVER  # a plain 0 is a type of its own to numba
    while True:
        o = int(np.argmin(hall.free_at))
        edge = plan.first + t * plan.slot_minutes if t <= plan.last else NEVER
        i = _first_back(hall)
        back = hall.back[i] if i != NOBODY else NEVER
        ticket = crowd.arrival[v] if v < tickets else NEVER
        now = min(hall.free_at[o], edge, back, ticket, look)
        if now == NEVER:
            return
        if hall.free_at[o] == now:
            _finish(plan, crowd, hall, o, now, closes)
        elif edge == now:
            _change_posts(plan, crowd, hall, t, now)
            t += 1
        elif back == now:
            _come_back(plan, crowd, hall, i, now)
        elif ticket == now:
            hall.since[v] = max(now, crowd.due[v])
            _enqueue(plan, crowd, hall, v)
            v += 1
        _dispatch(plan, crowd, hall, now)
        if has_standby and t > 0:
            look = _standby(plan, crowd, hall, t - 1, now)
        hall.tally[SEATS] = max(hall.tally[SEATS], hall.tally[WAITING])


@unmanaged
def _overtime(plan: DayPlan, hall: Hall, shift_end: np.ndarray, overtime: np.ndarray) -> None:
    """Minutes beyond each shift's end: until the last own visitor is out and nobody is left who may need the post."""
    for o in range(len(plan.able)):
        until = hall.done_at[o]
        for s in range(len(hall.begun)):
            if _has(hall.mask[o], s) and hall.called[o] == 0:
                until = max(until, hall.begun[s])
        overtime[o] = max(0.0, until - shift_end[o])


@unmanaged
def run_paths(
    plan: DayPlan, everyone: Crowd, first: np.ndarray, present: np.ndarray, shift_end: np.ndarray, hall: Hall,
    overtime: np.ndarray, seats: np.ndarray, called: np.ndarray,
) -> None:  # fmt: skip
    """One day on all paths; fills `begin` and `by` of the visitors and the figures of each path.

    Parameters
    ----------
    plan, everyone, hall
        The day's posts, its visitors of all paths, and room to work in.
    first
        Index of each path's first visitor and the end, shape (paths + 1,).
    present
        Whether each officer comes, shape (paths, officers).
    shift_end
        Minute, shape (officers,).
    overtime, seats, called
        Results, shapes (paths, officers), (paths,), (paths,).
    """
    has_standby = bool(plan.on_call.any())
    for p in range(len(present)):
        a, b = first[p], first[p + 1]
        crowd = Crowd(
            everyone.arrival[a:b], everyone.due[a:b], everyone.service[a:b], everyone.priority[a:b],
            everyone.minutes[a:b], everyone.begin[a:b], everyone.by[a:b],
        )  # fmt: skip
        _wipe(hall)
        _take_posts(plan, present[p], hall)
        _run_day(plan, crowd, hall, has_standby)
        _overtime(plan, hall, shift_end, overtime[p])
        seats[p] = hall.tally[SEATS]
        called[p] = hall.tally[CALLS]
