"""Who waits: a heap of keys for each step and for each officer. A key is a class, then the number of a ticket."""

import numpy as np

from office.compiled import inner
from staffing.engine.masks import NO_STEP, ONE, has
from staffing.hall import LEFT, NEVER, NOBODY, Crowd, DayPlan, Hall

TICKETS = 1 << 32
LAST_KEY = 1 << 62


@inner
def push(hall: Hall, steps: int, h: int, key: int) -> None:
    """Somebody waits in queue `h`, one of a step or, behind these, of an officer."""
    heap, state, i = hall.heap[h], hall.state[0], hall.queues[h].size
    hall.queues[h].size += 1
    state.waiting += 1
    if h < steps:
        state.wanted |= ONE << np.uint64(h)
    else:
        state.bound += 1
    heap[i] = key
    rise(heap, i)


@inner
def rise(heap: np.ndarray, i: int) -> None:
    """Restores the order of a heap in which the key at `i` has become smaller."""
    key = heap[i]
    while i > 0 and heap[(i - 1) // 2] > key:
        heap[i] = heap[(i - 1) // 2]
        i = (i - 1) // 2
    heap[i] = key


@inner
def pop(hall: Hall, steps: int, h: int) -> int:
    """The first in queue `h` waits no more."""
    heap, state = hall.heap[h], hall.state[0]
    smallest = heap[0]
    hall.queues[h].size -= 1
    state.waiting -= 1
    n, i = hall.queues[h].size, 0
    if h >= steps:
        state.bound -= 1
    elif n == 0:
        state.wanted &= ~(ONE << np.uint64(h))
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


@inner
def enqueue(plan: DayPlan, crowd: Crowd, hall: Hall, v: int) -> None:
    """Puts a visitor into the next stop's queue: that of the officer before, where the route asks, or the step's."""
    person, state, steps = hall.people[v], hall.state[0], len(hall.queues) - len(plan.officers)
    stop = plan.ways[crowd.route[v], person.stop]
    h = stop.step
    if person.own >= 0 and stop.same and has(hall.officers[person.own].mask, h):
        h = steps + person.own
    if crowd.priority[v] > 0:
        state.ripe = min(state.ripe, person.since + plan.guard)
    if person.stop == 0:
        state.gone = min(state.gone, crowd.leaves[v])
    push(hall, steps, h, crowd.priority[v] * TICKETS + v)


@inner
def first_queue(hall: Hall, steps: int, officers: int) -> int:
    """The queue of the first visitor whom an idle officer may serve; NOBODY when there is none."""
    best, first = int(np.int64(NOBODY)), LAST_KEY
    state = hall.state[0]
    wanted, s = state.wanted & state.free, 0
    while wanted != NO_STEP:
        if wanted & ONE != NO_STEP and hall.heap[s, 0] < first:
            best, first = s, hall.heap[s, 0]
        wanted >>= ONE
        s += 1
    if state.bound > 0:
        for o in range(officers):
            h = steps + o
            if hall.queues[h].size > 0 and hall.officers[o].hand == NOBODY and hall.heap[h, 0] < first:
                best, first = h, hall.heap[h, 0]
    return best


@inner
def move_up(plan: DayPlan, hall: Hall, now: float) -> None:
    """The guard: ordinary visitors who have waited for longer than it are of the highest class from now on."""
    state = hall.state[0]
    state.ripe = NEVER
    for h in range(len(hall.queues)):
        for i in range(hall.queues[h].size):
            v = hall.heap[h, i] % TICKETS
            if hall.heap[h, i] == v:
                continue
            ripe = hall.people[v].since + plan.guard
            if ripe >= now:
                state.ripe = min(state.ripe, ripe)
            else:
                hall.heap[h, i] = v
                rise(hall.heap[h], i)


@inner
def lose_patience(plan: DayPlan, crowd: Crowd, hall: Hall, now: float) -> None:
    """Who would have waited for the first call until before now has left the queue."""
    state, steps = hall.state[0], len(hall.queues) - len(plan.officers)
    state.gone = NEVER
    for h in range(steps):
        waited = hall.queues[h].size
        state.waiting -= waited
        hall.queues[h].size = 0
        state.wanted &= ~(ONE << np.uint64(h))
        for i in range(waited):  # who stays is put back behind what has been read already
            key = hall.heap[h, i]
            v = key % TICKETS
            if hall.people[v].stop == 0 and crowd.leaves[v] < now:
                crowd.by[v, 0] = LEFT
                continue
            if hall.people[v].stop == 0:
                state.gone = min(state.gone, crowd.leaves[v])
            push(hall, steps, h, key)
