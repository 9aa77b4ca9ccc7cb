"""One day on one path, from the first event to the last."""

import numpy as np

from office.compiled import inner
from staffing.engine.posts import change_posts
from staffing.engine.queues import NO_STEP, enqueue
from staffing.engine.service import come_back, dispatch, finish, first_back
from staffing.engine.standby import standby
from staffing.hall import NEVER, NOBODY, SEATS, WAITING, Crowd, DayPlan, Hall


@inner
def wipe(hall: Hall) -> None:
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


@inner
def run_day(plan: DayPlan, crowd: Crowd, hall: Hall, has_standby: bool) -> None:
    """One day on one path, from the first event to the last."""
    closes = plan.first + (plan.last + 1) * plan.slot_minutes if plan.last >= 0 else -NEVER
    tickets = np.searchsorted(crowd.arrival, closes)
    v, t, look = int(np.int64(0)), int(np.int64(0)), NEVER  # a plain 0 is a type of its own to numba
    while True:
        o = int(np.argmin(hall.free_at))
        edge = plan.first + t * plan.slot_minutes if t <= plan.last else NEVER
        i = first_back(hall)
        back = hall.back[i] if i != NOBODY else NEVER
        ticket = crowd.arrival[v] if v < tickets else NEVER
        now = min(hall.free_at[o], edge, back, ticket, look)
        if now == NEVER:
            return
        if hall.free_at[o] == now:
            finish(plan, crowd, hall, o, now, closes)
        elif edge == now:
            change_posts(plan, crowd, hall, t, now)
            t += 1
        elif back == now:
            come_back(plan, crowd, hall, i, now)
        elif ticket == now:
            hall.since[v] = max(now, crowd.due[v])
            enqueue(plan, crowd, hall, v)
            v += 1
        dispatch(plan, crowd, hall, now)
        if has_standby and t > 0:
            look = standby(plan, crowd, hall, t - 1, now)
        hall.tally[SEATS] = max(hall.tally[SEATS], hall.tally[WAITING])
