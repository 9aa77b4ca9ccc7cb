"""What a path came to: overtime of officers, waits and lateness of visitors. The same meanings as staffing.judge."""

import numpy as np

from office.compiled import inner
from staffing.engine.masks import has
from staffing.hall import HOME, Crowd, DayPlan, Figures, Hall


@inner
def overtime_of(plan: DayPlan, hall: Hall, overtime: np.ndarray) -> None:
    """Minutes beyond each shift's end: until the last own visitor is out and nobody is left who may need the post."""
    for o in range(len(plan.officers)):
        officer = hall.officers[o]
        until = officer.done_at
        for s in range(len(hall.queues) - len(plan.officers)):
            if has(officer.mask, s) and officer.called == 0:
                until = max(until, hall.queues[s].begun)
        overtime[o] = max(0.0, until - plan.officers[o].shift_end)


@inner
def score_path(plan: DayPlan, crowd: Crowd, figures: Figures, p: int) -> None:
    """Sums over the visitors of a path. Who is never called waits until the grid ends, or the last visitor leaves;
    who lost patience waited until then.
    """
    gives_up = max(plan.ends, last_out(plan, crowd))
    late, late_visit, wait, later = 0, 0, 0.0, 0.0
    for v in range(len(crowd.arrival)):
        called = crowd.by[v, 0] >= 0
        until = crowd.begin[v, 0] if called else min(gives_up, crowd.leaves[v])
        waited = max(0.0, until - crowd.due[v])
        wait += waited
        late += not called or waited > plan.call_minutes
        waited_later, late_out = rest_of_visit(plan, crowd, v, gives_up)
        later += waited_later
        late_visit += late_out
    figures.late[p] = late
    figures.late_visit[p] = late_visit
    figures.wait[p] = wait
    figures.later_wait[p] = later


@inner
def last_out(plan: DayPlan, crowd: Crowd) -> float:
    """When the last visitor leaves a counter; 0 when nobody was at one."""
    last = 0.0
    for v in range(len(crowd.arrival)):
        for j in range(plan.stops[crowd.route[v]]):
            if crowd.by[v, j] >= 0:
                last = max(last, end_of(plan, crowd, v, j))
    return last


@inner
def rest_of_visit(plan: DayPlan, crowd: Crowd, v: int, gives_up: float) -> tuple[float, bool]:
    """Minutes waited for later stops, delays left out; whether the whole visit took too long or was not finished."""
    route = crowd.route[v]
    out, away, waited, finished = 0.0, 0.0, 0.0, True
    for j in range(plan.stops[route]):
        delay = plan.ways[route, j].after
        if crowd.by[v, j] == HOME:
            break
        if j > 0:
            until = crowd.begin[v, j] if crowd.by[v, j] >= 0 else gives_up
            waited += max(0.0, until - (out + delay))
        if crowd.by[v, j] < 0:
            finished = False
            break
        away += delay if delay >= plan.away else 0.0
        out = end_of(plan, crowd, v, j)
    return waited, not finished or out - crowd.due[v] - away > plan.visit_minutes


@inner
def end_of(plan: DayPlan, crowd: Crowd, v: int, j: int) -> float:
    """When a stop that took place ended."""
    return crowd.begin[v, j] + crowd.minutes[v, j] / plan.officers[crowd.by[v, j]].speed
