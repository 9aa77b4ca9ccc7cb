"""Officers on standby: called to a free counter when somebody has waited too long."""

from office.compiled import inner
from staffing.engine.posts import in_use, leave, sit
from staffing.engine.queues import NO_STEP, TICKETS, has, ones
from staffing.engine.service import dispatch
from staffing.hall import CALLS, NEVER, NOBODY, Crowd, DayPlan, Hall

ON_THE_WAY = 1
SEATED = 2


@inner
def standby(plan: DayPlan, crowd: Crowd, hall: Hall, t: int, now: float) -> float:
    """Standby officers sit down, go back, or are called. Returns when to look again."""
    for o in range(len(plan.able)):
        if hall.called[o] == ON_THE_WAY and hall.called_at[o] <= now:
            hall.called[o] = SEATED
            sit(plan, crowd, hall, o, plan.able[o] & plan.type_steps[hall.at[o]], now)
    dispatch(plan, crowd, hall, now)
    look = NEVER
    for o in range(len(plan.able)):
        if hall.called[o] == SEATED:
            stays_until = hall.called_at[o] + plan.stay
            if stays_until > now:
                look = min(look, stays_until)
            elif hall.hand[o] == NOBODY:
                leave(plan, crowd, hall, o, now)
    look = min(look, call(plan, hall, t, now))
    for o in range(len(plan.able)):
        if hall.called[o] == ON_THE_WAY:
            look = min(look, hall.called_at[o])
    return look


@inner
def call(plan: DayPlan, hall: Hall, t: int, now: float) -> float:
    """Calls an officer for each step whose longest wait is too long. Returns when the next wait will be."""
    look = NEVER
    for s in range(len(hall.begun)):
        if hall.size[s] == 0 or is_coming(plan, hall, s):
            continue
        o, kind = who_to_call(plan, hall, s, t)
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


@inner
def is_coming(plan: DayPlan, hall: Hall, s: int) -> bool:
    for o in range(len(plan.able)):
        if hall.called[o] == ON_THE_WAY and has(plan.able[o] & plan.type_steps[hall.at[o]], s):
            return True
    return False


@inner
def who_to_call(plan: DayPlan, hall: Hall, s: int, t: int) -> tuple[int, int]:
    """The officer on call with the fewest skills and a free counter for step `s`, the one with the most steps."""
    officer, kind, fewest, most = NOBODY, NOBODY, 65, 0
    for o in range(len(plan.able)):
        ready = hall.on_call[o, t] and hall.called[o] == 0 and hall.mask[o] == NO_STEP and hall.hand[o] == NOBODY
        if not ready or ones(plan.able[o]) >= fewest or not has(plan.able[o], s):
            continue
        most = 0
        for k in range(len(plan.type_steps)):
            mask = plan.able[o] & plan.type_steps[k]
            if has(mask, s) and ones(mask) > most and in_use(hall, k) < plan.type_counters[k]:
                officer, kind, fewest, most = o, k, ones(plan.able[o]), ones(mask)
    return officer, kind
