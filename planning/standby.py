"""Standby officers at free counters: who could sit where, and the plan in which he does."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from office.services import Counter
from scheduler.roster import Roster
from scheduler.staffplans import staff_plan
from scheduler.week import OfficeWeek
from staffing.staffplan import StaffPlan


@dataclass(frozen=True)
class Seating:
    """A plan in which one standby officer sits at one free counter instead of waiting for a call.

    `slots` are those of the day `day` in which he sits there, ascending.
    """

    day: int
    officer: str
    counter: str
    slots: np.ndarray
    plan: StaffPlan


def seatings(week: OfficeWeek, roster: Roster, day: int, slots: np.ndarray) -> Iterator[Seating]:
    """Every way to seat one standby officer in these slots of a day.

    He must be on standby in the first of them, and sits as long as he is on standby. The counter must be free in all
    of them. Of free counters of one type the first is taken: to the visitors they are the same.

    Parameters
    ----------
    week, roster
        The plan.
    day
        Index of the day.
    slots
        Slots of the day, ascending.
    """
    if not len(slots):
        return
    plan, office = staff_plan(week, roster), week.office
    kinds = [kind.id for kind in office.counter_types]
    free = {counter.type: counter.id for counter in reversed(_free(week, roster, day, slots))}
    for officer, id in enumerate(office.officer_ids):
        on_call = plan.on_call[day, officer, slots]
        for kind in kinds if on_call[0] else ():
            steps = plan.able[officer] & plan.type_steps[kinds.index(kind)]
            if kind in free and steps:
                sits = slots[on_call]
                changed = _seated(plan, day, officer, sits, kinds.index(kind), steps)
                yield Seating(day, id, free[kind], sits, changed)


def _free(week: OfficeWeek, roster: Roster, day: int, slots: np.ndarray) -> list[Counter]:
    """Available counters that nobody holds for a minute of any of these slots."""
    starts = week.grid.minutes[slots]
    taken = {
        duty.counter
        for duty in roster.at_counters(week.days[day].date)
        if ((duty.start < starts + week.grid.slot_minutes) & (starts < duty.end)).any()
    }
    return [counter for counter in week.office.counters if counter.available and counter.id not in taken]


def _seated(plan: StaffPlan, day: int, officer: int, sits: np.ndarray, kind: int, steps: np.uint64) -> StaffPlan:
    serves, types, on_call = plan.serves.copy(), plan.counter_type.copy(), plan.on_call.copy()
    serves[day, officer, sits], types[day, officer, sits], on_call[day, officer, sits] = steps, kind, False
    return replace(plan, serves=serves, counter_type=types, on_call=on_call)
