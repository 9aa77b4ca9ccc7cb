"""One day on one path, from the first event to the last."""

import numpy as np

from office.compiled import inner
from staffing.engine.away import come_back, next_back
from staffing.engine.ends import who_ends
from staffing.engine.masks import NO_STEP
from staffing.engine.posts import change_posts
from staffing.engine.queues import enqueue, lose_patience
from staffing.engine.service import dispatch, finish
from staffing.engine.standby import standby
from staffing.hall import NEVER, NOBODY, Crowd, DayPlan, Hall


@inner
def wipe(crowd: Crowd, hall: Hall) -> None:
    """An empty hall before the day, and visitors to whom nothing has happened."""
    for o in range(len(hall.officers)):
        officer = hall.officers[o]
        officer.mask, officer.kind, officer.hand, officer.team = NO_STEP, NOBODY, NOBODY, NOBODY
        officer.ends, officer.idle_since, officer.done_at, officer.called = NEVER, 0.0, 0.0, 0
    for v in range(len(crowd.arrival)):
        person = hall.people[v]
        person.stop, person.own = 0, NOBODY
        for j in range(crowd.by.shape[1]):
            crowd.begin[v, j], crowd.by[v, j] = np.nan, NOBODY
    for h in range(len(hall.queues)):
        queue = hall.queues[h]
        queue.size, queue.begun = 0, 0.0
    state = hall.state[0]
    state.waiting, state.bound, state.seats, state.calls, state.away, state.idle, state.teams = 0, 0, 0, 0, 0, 0, 0
    state.free, state.wanted, state.ripe, state.gone = NO_STEP, NO_STEP, NEVER, NEVER


@inner
def run_day(plan: DayPlan, crowd: Crowd, hall: Hall) -> None:
    """One day on one path, from the first event to the last."""
    closes = plan.first + (plan.last + 1) * plan.slot_minutes if plan.last >= 0 else -NEVER
    v, t, look = int(np.int64(0)), int(np.int64(0)), NEVER  # a plain 0 is a type of its own to numba
    seen, ahead = NO_STEP, 0.0  # steps waited for when standby was last looked at; until when somebody came early
    state = hall.state[0]
    while True:
        o = who_ends(hall)
        edge = plan.first + t * plan.slot_minutes if t <= plan.last else NEVER
        back = next_back(hall)
        ticket = crowd.arrival[v] if v < len(crowd.arrival) else NEVER
        if ticket >= closes:
            ticket = NEVER
        now = min(hall.officers[o].ends, edge, back, ticket, look)
        if state.gone < now:
            lose_patience(plan, crowd, hall, now)
        if now == NEVER:
            return
        stirs = now < ahead  # whether anybody may be called, or leave, who could not when standby was last looked at
        if hall.officers[o].ends == now:
            stirs |= hall.officers[o].called > 0 or hall.officers[o].mask == NO_STEP
            finish(plan, crowd, hall, o, now, closes)
        elif edge == now:
            stirs = True
            change_posts(plan, crowd, hall, t, now)
            t += 1
        elif back == now:
            join(plan, crowd, hall, come_back(hall), now)
        elif ticket == now:
            join(plan, crowd, hall, v, max(now, crowd.due[v]))
            ahead = max(ahead, crowd.due[v])
            v += 1
        dispatch(plan, crowd, hall, now)
        if plan.has_standby and t > 0 and (stirs or now >= look or state.wanted & ~seen != NO_STEP):
            look = standby(plan, crowd, hall, t - 1, now)
            seen = state.wanted
        seen &= state.wanted
        state.seats = max(state.seats, state.waiting)


@inner
def join(plan: DayPlan, crowd: Crowd, hall: Hall, v: int, since: float) -> None:
    """A visitor comes into the hall and waits for the next stop."""
    hall.people[v].since = since
    enqueue(plan, crowd, hall, v)
