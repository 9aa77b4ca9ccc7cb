"""Visitors meet officers, are served, and move on."""

import numpy as np

from office.compiled import inner
from staffing.engine.queues import LAST_KEY, NO_STEP, TICKETS, enqueue, next_of, ones, pop
from staffing.hall import AWAY, HOME, NEVER, NOBODY, WAITING, Crowd, DayPlan, Hall


@inner
def dispatch(plan: DayPlan, crowd: Crowd, hall: Hall, now: float) -> None:
    """Waiting visitors meet idle officers until none fits any more."""
    while hall.tally[WAITING] > 0:
        officer, queue, first, fewest = int(np.int64(NOBODY)), int(np.int64(NOBODY)), LAST_KEY, 65
        for o in range(len(plan.able)):
            if hall.hand[o] != NOBODY or hall.mask[o] == NO_STEP:
                continue
            h = next_of(hall, o)
            if h == NOBODY or hall.heap[h, 0] > first:
                continue
            count = ones(hall.mask[o])
            longer = count == fewest and hall.idle_since[o] < hall.idle_since[officer]
            if hall.heap[h, 0] < first or count < fewest or longer:
                officer, queue, first, fewest = o, h, hall.heap[h, 0], count
        if officer == NOBODY:
            return
        begin(plan, crowd, hall, officer, pop(hall, queue) % TICKETS, now)


@inner
def begin(plan: DayPlan, crowd: Crowd, hall: Hall, o: int, v: int, now: float) -> None:
    j = hall.stop[v]
    crowd.begin[v, j] = now
    crowd.by[v, j] = o
    hall.hand[o] = v
    hall.own[v] = o
    hall.free_at[o] = now + crowd.minutes[v, j]
    hall.begun[plan.step[crowd.service[v], j]] = now


@inner
def finish(plan: DayPlan, crowd: Crowd, hall: Hall, o: int, now: float, closes: float) -> None:
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
        enqueue(plan, crowd, hall, v)
    elif delay >= plan.away and now + delay >= closes:
        crowd.by[v, j] = HOME
    else:
        hall.away[hall.tally[AWAY]] = v
        hall.back[hall.tally[AWAY]] = now + delay
        hall.tally[AWAY] += 1


@inner
def come_back(plan: DayPlan, crowd: Crowd, hall: Hall, i: int, now: float) -> None:
    v = hall.away[i]
    hall.tally[AWAY] -= 1
    hall.away[i] = hall.away[hall.tally[AWAY]]
    hall.back[i] = hall.back[hall.tally[AWAY]]
    hall.since[v] = now
    enqueue(plan, crowd, hall, v)


@inner
def first_back(hall: Hall) -> int:
    """Who of those away comes back first, the earlier ticket at equal times; NOBODY when nobody is away."""
    best = NOBODY
    for i in range(hall.tally[AWAY]):
        sooner = best == NOBODY or hall.back[i] < hall.back[best]
        if sooner or (hall.back[i] == hall.back[best] and hall.away[i] < hall.away[best]):
            best = i
    return best
