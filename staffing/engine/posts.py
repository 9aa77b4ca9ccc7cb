"""Who sits where: posts, stand-ins, and what happens to a queue when an officer changes his post."""

import numpy as np

from office.compiled import inner
from staffing.engine.idle import give_mask
from staffing.engine.masks import NO_STEP
from staffing.engine.queues import TICKETS, enqueue
from staffing.hall import NOBODY, Crowd, DayPlan, Hall


@inner
def everybody_comes(plan: DayPlan, present: np.ndarray) -> bool:
    """Whether nobody is absent who should come."""
    absent = 0
    for o in range(len(plan.officers)):
        absent += plan.officers[o].rostered and not present[o]
    return absent == 0


@inner
def take_posts(plan: DayPlan, present: np.ndarray, hall: Hall) -> None:
    """Who really holds which post: that of an absent officer goes to his stand-in, who leaves his own for it.

    A stand-in of two absent officers at once takes the post of the first; where he can do nothing, he does not go.
    """
    officers, slots = plan.posts.shape
    for o in range(officers):
        comes = plan.officers[o].rostered and present[o]
        for t in range(slots):
            post, planned = hall.posts[o, t], plan.posts[o, t]
            post.serves = planned.serves if comes else NO_STEP
            post.kind = planned.kind
            post.on_call = comes and planned.on_call
    for o in range(officers - 1, -1, -1):  # the first absent officer's post is given last and stays
        if present[o] or not plan.officers[o].rostered:
            continue
        for t in range(slots):
            planned = plan.posts[o, t]
            s = planned.stand_in
            if planned.serves == NO_STEP or s < 0 or not plan.officers[s].rostered or not present[s]:
                continue
            steps = plan.officers[s].able & plan.types[planned.kind].steps
            if steps != NO_STEP:
                hall.posts[s, t].serves = steps
                hall.posts[s, t].kind = planned.kind


@inner
def sit(plan: DayPlan, crowd: Crowd, hall: Hall, o: int, mask: np.uint64, now: float) -> None:
    """Gives an officer another mask. Who waited for him alone and is no longer served by him joins the others."""
    officer, state = hall.officers[o], hall.state[0]
    if officer.mask == mask:
        return
    if officer.mask == NO_STEP and officer.hand == NOBODY:
        officer.idle_since = now
    give_mask(hall, o, mask)
    own = len(hall.queues) - len(plan.officers) + o
    waited = hall.queues[own].size
    state.waiting -= waited
    state.bound -= waited
    hall.queues[own].size = 0
    for k in range(waited):  # who stays with him is put back behind what has been read already
        enqueue(plan, crowd, hall, hall.heap[own, k] % TICKETS)


@inner
def change_posts(plan: DayPlan, crowd: Crowd, hall: Hall, t: int, now: float) -> None:
    """Slot `t` begins: everybody takes the post of that slot; called officers stay as long as they are on call."""
    for o in range(len(plan.officers)):
        officer, post = hall.officers[o], hall.posts[o, t]
        if post.serves != NO_STEP:
            officer.called = 0
            officer.kind = post.kind
            sit(plan, crowd, hall, o, post.serves, now)
        elif officer.called == 0 or not post.on_call:
            leave(plan, crowd, hall, o, now)
    for o in range(len(plan.officers) - 1, -1, -1):
        officer = hall.officers[o]
        if officer.called > 0 and in_use(hall, officer.kind) > plan.types[officer.kind].counters:
            leave(plan, crowd, hall, o, now)


@inner
def leave(plan: DayPlan, crowd: Crowd, hall: Hall, o: int, now: float) -> None:
    """An officer gives up his counter."""
    hall.officers[o].called = 0
    hall.officers[o].kind = NOBODY
    sit(plan, crowd, hall, o, NO_STEP, now)


@inner
def in_use(hall: Hall, kind: int) -> int:
    """Counters of a type that are held or reserved."""
    count = 0
    for o in range(len(hall.officers)):
        count += hall.officers[o].kind == kind
    return count
