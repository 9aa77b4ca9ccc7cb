"""Officers on standby: called to a free counter when somebody has waited too long."""

import numpy as np

from office.compiled import inner
from staffing.engine.masks import NO_STEP, has, ones
from staffing.engine.posts import in_use, leave, sit
from staffing.engine.queues import TICKETS
from staffing.engine.service import dispatch
from staffing.hall import NEVER, NOBODY, Crowd, DayPlan, Hall

ON_THE_WAY = 1
SEATED = 2


@inner
def standby(plan: DayPlan, crowd: Crowd, hall: Hall, t: int, now: float) -> float:
    """Standby officers sit down, go back, or are called. Returns when to look again."""
    for o in range(len(plan.officers)):
        officer = hall.officers[o]
        if officer.called == ON_THE_WAY and officer.called_at <= now:
            officer.called = SEATED
            sit(plan, crowd, hall, o, plan.officers[o].able & plan.types[officer.kind].steps, now)
    dispatch(plan, crowd, hall, now)
    look = NEVER
    for o in range(len(plan.officers)):
        officer = hall.officers[o]
        if officer.called == SEATED:
            stays_until = officer.called_at + plan.stay
            if stays_until > now:
                look = min(look, stays_until)
            elif officer.hand == NOBODY:
                leave(plan, crowd, hall, o, now)
    look = min(look, call(plan, hall, t, now))
    for o in range(len(plan.officers)):
        if hall.officers[o].called == ON_THE_WAY:
            look = min(look, hall.officers[o].called_at)
    return look


@inner
def call(plan: DayPlan, hall: Hall, t: int, now: float) -> float:
    """Calls an officer for each step whose longest wait is too long. Returns when the next wait will be."""
    look, state = NEVER, hall.state[0]
    wanted = state.wanted & callable_steps(plan, hall, t) if state.wanted != NO_STEP else NO_STEP
    for s in range(len(hall.queues) - len(plan.officers)):
        if not has(wanted, s):
            continue
        due = long_since(hall, s, now - plan.call_after) + plan.call_after
        if due > now:
            look = min(look, due)
            continue
        if is_coming(plan, hall, s):
            continue
        o, kind = who_to_call(plan, hall, s, t)
        if o != NOBODY:
            officer = hall.officers[o]
            officer.called = ON_THE_WAY
            officer.called_at = now + plan.arrive_after
            officer.kind = kind
            state.calls += 1
    return look


@inner
def callable_steps(plan: DayPlan, hall: Hall, t: int) -> np.uint64:
    """Steps that anybody on call could do."""
    steps = NO_STEP
    for o in range(len(plan.officers)):
        if is_ready(hall, o, t):
            steps |= plan.officers[o].able
    return steps


@inner
def is_ready(hall: Hall, o: int, t: int) -> bool:
    """Whether an officer is on call and has not been called."""
    officer = hall.officers[o]
    return hall.posts[o, t].on_call and officer.called == 0 and officer.mask == NO_STEP and officer.hand == NOBODY


@inner
def long_since(hall: Hall, s: int, enough: float) -> float:
    """Since when the one who has waited longest for a step has waited; of those since before `enough` any will do."""
    since = NEVER
    for i in range(hall.queues[s].size):
        since = min(since, hall.people[hall.heap[s, i] % TICKETS].since)
        if since <= enough:
            break
    return since


@inner
def is_coming(plan: DayPlan, hall: Hall, s: int) -> bool:
    """Whether an officer who was called for this step, or for another that he can leave for it, is on the way."""
    for o in range(len(plan.officers)):
        officer = hall.officers[o]
        if officer.called == ON_THE_WAY and has(plan.officers[o].able & plan.types[officer.kind].steps, s):
            return True
    return False


@inner
def who_to_call(plan: DayPlan, hall: Hall, s: int, t: int) -> tuple[int, int]:
    """The officer on call with the fewest skills and a free counter for step `s`, the one with the most steps."""
    best, kind, fewest, most = NOBODY, NOBODY, 65, 0
    for o in range(len(plan.officers)):
        able = plan.officers[o].able
        if not is_ready(hall, o, t) or ones(able) >= fewest or not has(able, s):
            continue
        most = 0
        for k in range(len(plan.types)):
            mask = able & plan.types[k].steps
            if has(mask, s) and ones(mask) > most and in_use(hall, k) < plan.types[k].counters:
                best, kind, fewest, most = o, k, ones(able), ones(mask)
    return best, kind
