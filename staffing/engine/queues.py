"""Who waits: a heap of keys for each step and for each officer, and the masks that say who may serve whom."""

import numpy as np

from office.compiled import inner
from staffing.hall import NOBODY, WAITING, Crowd, DayPlan, Hall

TICKETS = 1 << 32
LAST_KEY = 1 << 62
NO_STEP = np.uint64(0)


@inner
def ones(mask: np.uint64) -> int:
    count = 0
    while mask != NO_STEP:
        mask &= mask - np.uint64(1)
        count += 1
    return count


@inner
def has(mask: np.uint64, step: int) -> bool:
    return (mask >> np.uint64(step)) & np.uint64(1) != NO_STEP


@inner
def push(hall: Hall, h: int, key: int) -> None:
    heap, i = hall.heap[h], hall.size[h]
    hall.size[h] += 1
    hall.tally[WAITING] += 1
    while i > 0 and heap[(i - 1) // 2] > key:
        heap[i] = heap[(i - 1) // 2]
        i = (i - 1) // 2
    heap[i] = key


@inner
def pop(hall: Hall, h: int) -> int:
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


@inner
def enqueue(plan: DayPlan, crowd: Crowd, hall: Hall, v: int) -> None:
    """Puts a visitor into the next stop's queue: that of the officer before, where the route asks, or the step's."""
    j, o = hall.stop[v], hall.own[v]
    h = plan.step[crowd.service[v], j]
    if o >= 0 and plan.same[crowd.service[v], j] and has(hall.mask[o], h):
        h = len(hall.begun) + o
    push(hall, h, crowd.priority[v] * TICKETS + v)


@inner
def next_of(hall: Hall, o: int) -> int:
    """Queue from which an officer would take the next visitor; NOBODY when none waits for him."""
    steps = len(hall.begun)
    best, key = NOBODY, LAST_KEY
    if hall.size[steps + o] > 0:
        best, key = steps + o, hall.heap[steps + o, 0]
    for s in range(steps):
        if hall.size[s] > 0 and hall.heap[s, 0] < key and has(hall.mask[o], s):
            best, key = s, hall.heap[s, 0]
    return best
