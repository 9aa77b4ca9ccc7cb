"""Roster -> StaffPlan: the counter plan as the simulator reads it."""

from scheduler.roster import Roster
from scheduler.week import OfficeWeek
from staffing.staffplan import StaffPlan


def staff_plan(week: OfficeWeek, roster: Roster) -> StaffPlan:
    """The roster's duties as arrays on the week's grid."""
    raise NotImplementedError
