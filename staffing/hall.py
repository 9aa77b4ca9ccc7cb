"""The arrays that the compiled simulation works on: a day's plan, its visitors, and the hall that they meet in.

Numba's cache does not watch this file: whoever changes the order of fields here must change engine.py as well.
"""

from typing import NamedTuple

import numpy as np

from office.office import Office
from staffing.routes import AWAY_MINUTES, Routes
from staffing.staffplan import StaffPlan

NEVER = np.inf
NOBODY = -1
HOME = -2
"""In place of the officer of a stop: the visitor was sent home before it, to come back another day."""
WAITING, SEATS, CALLS, AWAY = 0, 1, 2, 3


class DayPlan(NamedTuple):
    """One day's posts, the office's routes and its standby rule: what stands still while a day runs.

    Arrays `serves`, `kind`, `on_call`, `stand_in` have shape (officers, slots), `step`, `after`, `same`
    (services, stops); `last` is the last slot in which anyone has a post, -1 when nobody has.
    """

    first: float
    slot_minutes: float
    last: int
    able: np.ndarray
    serves: np.ndarray
    kind: np.ndarray
    on_call: np.ndarray
    stand_in: np.ndarray
    rostered: np.ndarray
    type_steps: np.ndarray
    type_counters: np.ndarray
    call_after: float
    arrive_after: float
    stay: float
    stops: np.ndarray
    step: np.ndarray
    after: np.ndarray
    same: np.ndarray
    away: float


class Crowd(NamedTuple):
    """The visitors of one day and path by ticket time; `begin` and `by` (visitors, stops) are filled in."""

    arrival: np.ndarray
    due: np.ndarray
    service: np.ndarray
    priority: np.ndarray
    minutes: np.ndarray
    begin: np.ndarray
    by: np.ndarray


class Hall(NamedTuple):
    """What changes while a day runs. Per officer unless said otherwise; allocated once, wiped for each path."""

    serves: np.ndarray
    """Posts as really held, (officers, slots); so are `kind` and `on_call`."""
    kind: np.ndarray
    on_call: np.ndarray
    mask: np.ndarray
    at: np.ndarray
    """Type of the counter that is held or reserved now, NOBODY when none."""
    hand: np.ndarray
    """Visitor in hand, NOBODY when idle."""
    free_at: np.ndarray
    idle_since: np.ndarray
    done_at: np.ndarray
    called: np.ndarray
    called_at: np.ndarray
    """When a called officer arrives, or has arrived."""
    heap: np.ndarray
    """Keys of who waits: a heap for each step, then one for each officer; (steps + officers, visitors)."""
    size: np.ndarray
    stop: np.ndarray
    """Next or present stop of each visitor; so are `since`, when he began to wait, and `own`, his officer."""
    since: np.ndarray
    own: np.ndarray
    away: np.ndarray
    """Visitors on a delay, `away_count` of them, and when each is `back`."""
    back: np.ndarray
    begun: np.ndarray
    """When each step was last begun, (steps,)."""
    tally: np.ndarray
    """Visitors waiting, most at once, standby calls, visitors on a delay."""


def day_plan(plan: StaffPlan, day: int, office: Office, routes: Routes) -> DayPlan:
    """One day of a plan as the engine reads it."""
    served = np.flatnonzero(plan.serves[day].any(axis=0))
    return DayPlan(
        first=float(plan.grid.first),
        slot_minutes=float(plan.grid.slot_minutes),
        last=int(served[-1]) if len(served) else -1,
        able=plan.able.astype(np.uint64),
        serves=np.ascontiguousarray(plan.serves[day], dtype=np.uint64),
        kind=np.ascontiguousarray(plan.counter_type[day], dtype=np.int64),
        on_call=np.ascontiguousarray(plan.on_call[day], dtype=np.bool_),
        stand_in=np.ascontiguousarray(plan.stand_in[day], dtype=np.int64),
        rostered=np.ascontiguousarray(plan.rostered[day], dtype=np.bool_),
        type_steps=plan.type_steps.astype(np.uint64),
        type_counters=plan.type_counters.astype(np.int64),
        call_after=float(office.standby.wait_minutes),
        arrive_after=float(office.standby.arrive_minutes),
        stay=float(office.standby.stay_minutes),
        stops=routes.stops,
        step=routes.step,
        after=routes.after,
        same=routes.same,
        away=float(AWAY_MINUTES),
    )


def empty_hall(officers: int, slots: int, steps: int, visitors: int) -> Hall:
    """Room for days of at most this many visitors."""
    return Hall(
        serves=np.zeros((officers, slots), dtype=np.uint64),
        kind=np.zeros((officers, slots), dtype=np.int64),
        on_call=np.zeros((officers, slots), dtype=np.bool_),
        mask=np.zeros(officers, dtype=np.uint64),
        at=np.zeros(officers, dtype=np.int64),
        hand=np.zeros(officers, dtype=np.int64),
        free_at=np.zeros(officers),
        idle_since=np.zeros(officers),
        done_at=np.zeros(officers),
        called=np.zeros(officers, dtype=np.int64),
        called_at=np.zeros(officers),
        heap=np.zeros((steps + officers, visitors), dtype=np.int64),
        size=np.zeros(steps + officers, dtype=np.int64),
        stop=np.zeros(visitors, dtype=np.int64),
        since=np.zeros(visitors),
        own=np.zeros(visitors, dtype=np.int64),
        away=np.zeros(visitors, dtype=np.int64),
        back=np.zeros(visitors),
        begun=np.zeros(steps),
        tally=np.zeros(4, dtype=np.int64),
    )
