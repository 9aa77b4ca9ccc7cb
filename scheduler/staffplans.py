"""Roster -> StaffPlan: the counter plan as the simulator reads it."""

from collections.abc import Iterable

from office.office import Office
from office.values import Span
from scheduler.roster import Roster
from scheduler.week import OfficeWeek
from staffing.staffplan import StaffPlan, nobody


def staff_plan(week: OfficeWeek, roster: Roster) -> StaffPlan:
    """The roster's duties as arrays on the week's grid.

    A duty counts in the slots that it fills whole. Who is on outside duty all day is not rostered: he is at no counter
    and cannot be called to one.
    """
    plan = nobody(week.office, week.grid)
    number = {id: index for index, id in enumerate(week.office.officer_ids)}
    kinds = {kind.id: index for index, kind in enumerate(week.office.counter_types)}
    for assignment in roster.assignments:
        cell = week.index(assignment.day), number[assignment.officer]
        plan.rostered[cell] = True
        plan.shift_end[cell] = max(plan.shift_end[cell], assignment.span.end)
    for duty in roster.duties:
        at = week.index(duty.day), number[duty.officer], week.grid.slots_of(Span(start=duty.start, end=duty.end))
        if duty.counter is not None:
            plan.serves[at] = mask(week.office, duty.steps)
            plan.counter_type[at] = kinds[week.office.counter(duty.counter).type]
        plan.on_call[at] = duty.activity == "standby"
    for post in roster.stand_ins:
        if post.stand_in is not None:
            at = week.index(post.day), number[post.officer], week.grid.slots_of(Span(start=post.start, end=post.end))
            plan.stand_in[at] = number[post.stand_in]
    return plan


def mask(office: Office, steps: Iterable[str]) -> int:
    """Steps as bits, in the office's order."""
    return sum(1 << office.step_ids.index(step) for step in steps)
