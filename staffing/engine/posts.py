"""Who sits where: posts, stand-ins, and what happens to a queue when an officer changes his post."""

import numpy as np

from office.compiled import inner
from staffing.engine.queues import NO_STEP, TICKETS, enqueue
from staffing.hall import NOBODY, WAITING, Crowd, DayPlan, Hall


@inner
def take_posts(plan: DayPlan, present: np.ndarray, hall: Hall) -> None:
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


@inner
def sit(plan: DayPlan, crowd: Crowd, hall: Hall, o: int, mask: np.uint64, now: float) -> None:
    """Gives an officer another mask. Who waited for him alone and is no longer served by him joins the others."""
    if hall.mask[o] == NO_STEP:
        hall.idle_since[o] = now
    hall.mask[o] = mask
    own = len(hall.begun) + o
    waited = hall.size[own]
    hall.tally[WAITING] -= waited
    hall.size[own] = 0
    for k in range(waited):  # who stays with him is put back behind what has been read already
        enqueue(plan, crowd, hall, hall.heap[own, k] % TICKETS)


@inner
def change_posts(plan: DayPlan, crowd: Crowd, hall: Hall, t: int, now: float) -> None:
    """Slot `t` begins: everybody takes the post of that slot; called officers stay as long as they are on call."""
    for o in range(len(plan.able)):
        if hall.serves[o, t] != NO_STEP:
            hall.called[o] = 0
            hall.at[o] = hall.kind[o, t]
            sit(plan, crowd, hall, o, hall.serves[o, t], now)
        elif hall.called[o] == 0 or not hall.on_call[o, t]:
            leave(plan, crowd, hall, o, now)
    for o in range(len(plan.able) - 1, -1, -1):
        if hall.called[o] > 0 and in_use(hall, hall.at[o]) > plan.type_counters[hall.at[o]]:
            leave(plan, crowd, hall, o, now)


@inner
def leave(plan: DayPlan, crowd: Crowd, hall: Hall, o: int, now: float) -> None:
    hall.called[o] = 0
    hall.at[o] = NOBODY
    sit(plan, crowd, hall, o, NO_STEP, now)


@inner
def in_use(hall: Hall, kind: int) -> int:
    """Counters of a type that are held or reserved."""
    held = 0
    for at in hall.at:
        held += at == kind
    return held
