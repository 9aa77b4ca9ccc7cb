"""The arrays that the compiled simulation works on: a day's plan, its visitors, and the hall that they meet in.

What belongs to one officer, visitor, queue or post stands side by side as a record: compiled functions are handed few
arrays then, which makes them several times faster, to run and to compile.
"""

from typing import NamedTuple

import numpy as np

from office.office import Office
from staffing.routes import AWAY_MINUTES, Routes
from staffing.staffplan import DayStaff, StaffPlan

NEVER = np.inf
NOBODY = -1
HOME = -2
"""In place of the officer of a stop: the visitor was sent home before it, to come back another day."""
LEFT = -3
"""In place of the officer of the first stop: the visitor lost patience and left before he was called."""

POST = np.dtype([("serves", "u8"), ("kind", "i8"), ("stand_in", "i8"), ("on_call", "?")], align=True)
MEMBER = np.dtype([("able", "u8"), ("shift_end", "f8"), ("speed", "f8"), ("rostered", "?")], align=True)
DESKS = np.dtype([("steps", "u8"), ("counters", "i8")], align=True)
STOP = np.dtype([("step", "i8"), ("after", "f8"), ("same", "?")], align=True)

OFFICER = np.dtype(
    [
        ("mask", "u8"),  # steps served now
        ("kind", "i8"),  # type of the counter that is held or reserved now, NOBODY when none
        ("hand", "i8"),  # visitor in hand, NOBODY when idle
        ("ends", "f8"),  # when that service ends
        ("idle_since", "f8"),
        ("done_at", "f8"),  # when the last visitor was let go
        ("called", "i8"),  # 0, ON_THE_WAY or SEATED
        ("called_at", "f8"),  # when a called officer arrives, or has arrived
        ("team", "i8"),  # list of idle officers that belongs to the mask, NOBODY without a mask
        ("before", "i8"),  # neighbours in that list
        ("behind", "i8"),
    ],
    align=True,
)
TEAM = np.dtype([("steps", "u8"), ("count", "i8"), ("members", "i8"), ("first", "i8"), ("last", "i8")], align=True)
"""A list of idle officers: its mask, how many steps that is, who holds it, and who is idle longest and shortest."""
PERSON = np.dtype([("stop", "i8"), ("own", "i8"), ("since", "f8"), ("back", "f8")], align=True)
"""A visitor: next or present stop, the officer of the stop before, when he began to wait, when he comes back."""
QUEUE = np.dtype([("size", "i8"), ("begun", "f8")], align=True)
"""A queue: how many wait, and when its step was last begun."""
STATE = np.dtype(
    [
        ("waiting", "i8"),
        ("bound", "i8"),  # of these, waiting for one officer alone
        ("seats", "i8"),  # most people waiting at once
        ("calls", "i8"),  # of standby officers
        ("away", "i8"),  # visitors on a delay
        ("idle", "i8"),  # officers
        ("teams", "i8"),
        ("free", "u8"),  # steps that an idle officer may serve
        ("wanted", "u8"),  # steps that somebody waits for
        ("ripe", "f8"),  # when the guard next moves somebody up, or before
        ("gone", "f8"),  # when patience next ends, or before
    ],
    align=True,
)


class DayPlan(NamedTuple):
    """One day's posts, the office's routes and its rules: what stands still while a day runs.

    `posts` (officers, slots) are records of POST, `officers` of MEMBER, `types` of DESKS, `ways` (routes, stops) of
    STOP; `stops` is the length of each route. `last` is the last slot in which anyone has a post, -1 when nobody has;
    the grid ends at `ends`. An ordinary visitor is moved up after `guard` minutes.
    """

    posts: np.ndarray
    officers: np.ndarray
    types: np.ndarray
    ways: np.ndarray
    stops: np.ndarray
    first: float
    slot_minutes: float
    last: int
    has_standby: bool
    ends: float
    call_after: float
    arrive_after: float
    stay: float
    away: float
    guard: float
    call_minutes: float
    visit_minutes: float


class Crowd(NamedTuple):
    """The visitors of one day and path by ticket time; `begin` and `by` (visitors, stops) are filled in."""

    arrival: np.ndarray
    due: np.ndarray
    leaves: np.ndarray
    route: np.ndarray
    priority: np.ndarray
    minutes: np.ndarray
    begin: np.ndarray
    by: np.ndarray


class Hall(NamedTuple):
    """What changes while a day runs; allocated once, wiped for each path."""

    posts: np.ndarray
    """Posts as really held, records of POST, (officers, slots)."""
    officers: np.ndarray
    """Records of OFFICER; a power of two of them."""
    winner: np.ndarray
    """Matches of the tournament for the next end of a service, (2 x officers,)."""
    teams: np.ndarray
    """Records of TEAM."""
    people: np.ndarray
    """Records of PERSON."""
    queues: np.ndarray
    """Records of QUEUE: one for each step, then one for each officer."""
    heap: np.ndarray
    """Keys of who waits, a heap for each queue, (queues, visitors)."""
    away: np.ndarray
    """Heap of visitors on a delay."""
    state: np.ndarray
    """One record of STATE."""


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
    officers = np.zeros(len(plan.able), dtype=MEMBER)
    officers["able"] = plan.able
    officers["speed"] = [officer.speed for officer in office.officers]
    types = np.zeros(len(plan.type_steps), dtype=DESKS)
    types["steps"], types["counters"] = plan.type_steps, plan.type_counters
    ways = np.zeros(routes.step.shape, dtype=STOP)
    ways["step"], ways["after"], ways["same"] = routes.step, routes.after, routes.same
    fixed = DayPlan(
        posts=np.zeros(staff.serves.shape, dtype=POST),
        officers=officers,
        types=types,
        ways=ways,
        stops=routes.stops,
        first=float(plan.grid.first),
        slot_minutes=float(plan.grid.slot_minutes),
        last=-1,
        has_standby=False,
        ends=float(plan.grid.first + plan.grid.slots * plan.grid.slot_minutes),
        call_after=float(office.standby.wait_minutes),
        arrive_after=float(office.standby.arrive_minutes),
        stay=float(office.standby.stay_minutes),
        away=float(AWAY_MINUTES),
        guard=NEVER if office.guard_minutes is None else float(office.guard_minutes),
        call_minutes=float(office.target.call_minutes),
        visit_minutes=float(office.target.visit_minutes),
    )
    return with_staff(fixed, staff)


def with_staff(plan: DayPlan, staff: DayStaff) -> DayPlan:
    """The same office with other people at its counters."""
    posts, officers = np.empty_like(plan.posts), plan.officers.copy()
    posts["serves"], posts["kind"] = staff.serves, staff.kind
    posts["on_call"], posts["stand_in"] = staff.on_call, staff.stand_in
    officers["rostered"], officers["shift_end"] = staff.rostered, staff.shift_end
    served = np.flatnonzero(staff.serves.any(axis=0))
    last = int(served[-1]) if len(served) else -1
    return plan._replace(posts=posts, officers=officers, last=last, has_standby=bool(np.any(staff.on_call)))


def empty_hall(officers: int, slots: int, steps: int, visitors: int) -> Hall:
    """Room for days of at most this many visitors."""
    places = 2 ** max(1, (officers - 1).bit_length())
    winner = np.tile(np.arange(places), 2)
    for match in range(places - 1, 0, -1):
        winner[match] = winner[2 * match]
    return Hall(
        posts=np.zeros((officers, slots), dtype=POST),
        officers=np.zeros(places, dtype=OFFICER),
        winner=winner,
        teams=np.zeros(officers, dtype=TEAM),
        people=np.zeros(visitors, dtype=PERSON),
        queues=np.zeros(steps + officers, dtype=QUEUE),
        heap=np.zeros((steps + officers, visitors), dtype=np.int64),
        away=np.zeros(visitors, dtype=np.int64),
        state=np.zeros(1, dtype=STATE),
    )
