"""Visitors meet officers, are served, and move on."""

from office.compiled import inner
from staffing.engine.away import go_away
from staffing.engine.ends import set_end
from staffing.engine.idle import step_in, step_out, who_serves
from staffing.engine.masks import NO_STEP
from staffing.engine.queues import TICKETS, enqueue, first_queue, move_up, pop
from staffing.hall import HOME, NEVER, NOBODY, Crowd, DayPlan, Hall


@inner
def dispatch(plan: DayPlan, crowd: Crowd, hall: Hall, now: float) -> None:
    """Waiting visitors meet idle officers until none fits any more."""
    state, officers = hall.state[0], len(plan.officers)
    steps = len(hall.queues) - officers
    while state.waiting > 0 and state.idle > 0:
        if state.ripe < now:
            move_up(plan, hall, now)
        h = first_queue(hall, steps, officers)
        if h == NOBODY:
            return
        o = who_serves(hall, h) if h < steps else h - steps
        begin(plan, crowd, hall, o, pop(hall, steps, h) % TICKETS, now)


@inner
def begin(plan: DayPlan, crowd: Crowd, hall: Hall, o: int, v: int, now: float) -> None:
    """An idle officer calls a visitor."""
    person = hall.people[v]
    crowd.begin[v, person.stop] = now
    crowd.by[v, person.stop] = o
    step_out(hall, o)
    hall.officers[o].hand = v
    person.own = o
    set_end(hall, o, now + crowd.minutes[v, person.stop] / plan.officers[o].speed)
    hall.queues[plan.ways[crowd.route[v], person.stop].step].begun = now


@inner
def finish(plan: DayPlan, crowd: Crowd, hall: Hall, o: int, now: float, closes: float) -> None:
    """An officer lets go of the visitor in hand, who moves on: out, to the next queue, or away for a while."""
    officer = hall.officers[o]
    v = officer.hand
    person = hall.people[v]
    officer.hand = NOBODY
    officer.idle_since = now
    officer.done_at = now
    set_end(hall, o, NEVER)
    if officer.mask != NO_STEP:
        step_in(hall, o)
    person.stop += 1
    if person.stop == plan.stops[crowd.route[v]]:
        return
    delay = plan.ways[crowd.route[v], person.stop].after
    if delay <= 0:
        person.since = now
        enqueue(plan, crowd, hall, v)
    elif delay >= plan.away and now + delay >= closes:
        crowd.by[v, person.stop] = HOME
    else:
        go_away(hall, v, now + delay)
