"""The arrays that the compiled simulation works on: a day's plan, its visitors, and the hall that they meet in."""

from typing import NamedTuple

import numpy as np

from office.office import Office
from staffing.routes import AWAY_MINUTES, Routes
from staffing.staffplan import DayStaff, StaffPlan

NEVER = np.inf
NOBODY = -1
HOME = -2
"""In place of the officer of a stop: the visitor was sent home before it, to come back another day."""
WAITING, SEATS, CALLS, AWAY = 0, 1, 2, 3


class DayPlan(NamedTuple):
    """One day's posts, the office's routes, its standby rule and its targets: what stands still while a day runs.

    Arrays `serves`, `kind`, `on_call`, `stand_in` have shape (officers, slots), `step`, `after`, `same`
    (services, stops); `last` is the last slot in which anyone has a post, -1 when nobody has; the grid ends at `ends`.
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
    shift_end: np.ndarray
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
    ends: float
    call_minutes: float
    visit_minutes: float


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


class Figures(NamedTuple):
    """What each path came to, all of shape (paths,), but for `overtime` (paths, officers)."""

    late: np.ndarray
    late_visit: np.ndarray
    wait: np.ndarray
    later_wait: np.ndarray
    overtime: np.ndarray
    seats: np.ndarray
    called: np.ndarray


def no_figures(paths: int, officers: int) -> Figures:
    """Figures to be filled in."""
    return Figures(
        late=np.zeros(paths, dtype=np.int64),
        late_visit=np.zeros(paths, dtype=np.int64),
        wait=np.zeros(paths),
        later_wait=np.zeros(paths),
        overtime=np.zeros((paths, officers)),
        seats=np.zeros(paths, dtype=np.int64),
        called=np.zeros(paths, dtype=np.int64),
    )


def day_plan(staff: DayStaff, plan: StaffPlan, office: Office, routes: Routes) -> DayPlan:
    """One day as the engine reads it: who is where from `staff`, who can do what from `plan`."""
    return with_staff(
        DayPlan(
            first=float(plan.grid.first),
            slot_minutes=float(plan.grid.slot_minutes),
            last=-1,
            able=plan.able.astype(np.uint64),
            serves=staff.serves,
            kind=staff.kind,
            on_call=staff.on_call,
            stand_in=staff.stand_in,
            rostered=staff.rostered,
            shift_end=staff.shift_end,
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
            ends=float(plan.grid.first + plan.grid.slots * plan.grid.slot_minutes),
            call_minutes=float(office.target.call_minutes),
            visit_minutes=float(office.target.visit_minutes),
        ),
        staff,
    )


def with_staff(plan: DayPlan, staff: DayStaff) -> DayPlan:
    """The same office with other people at its counters."""
    served = np.flatnonzero(staff.serves.any(axis=0))
    return plan._replace(
        last=int(served[-1]) if len(served) else -1,
        serves=np.ascontiguousarray(staff.serves, dtype=np.uint64),
        kind=np.ascontiguousarray(staff.kind, dtype=np.int64),
        on_call=np.ascontiguousarray(staff.on_call, dtype=np.bool_),
        stand_in=np.ascontiguousarray(staff.stand_in, dtype=np.int64),
        rostered=np.ascontiguousarray(staff.rostered, dtype=np.bool_),
        shift_end=np.ascontiguousarray(staff.shift_end, dtype=np.float64),
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
