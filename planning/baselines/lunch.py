"""Lunch in turns."""

from collections.abc import Sequence

from office.days import Day
from scheduler.groups import skill_groups
from scheduler.roster import Assignment, Roster
from scheduler.shifts import break_starts
from scheduler.week import OfficeWeek


def in_turns(week: OfficeWeek, roster: Roster) -> tuple[Assignment, ...]:
    """The shifts of a roster with staggered lunch on every open day."""
    return tuple(
        assignment
        for day in week.open_days
        for assignment in staggered_lunch(week, day, [a for a in roster.assignments if a.day == day.date])
    )


def staggered_lunch(week: OfficeWeek, day: Day, assignments: Sequence[Assignment]) -> list[Assignment]:
    """The same shifts with breaks in turns that do not overlap: officers of equal skills alternate."""
    groups = {id: number for number, group in enumerate(skill_groups(week.office)) for id in group.officers}
    staggered = []
    for number, assignment in enumerate(sorted(assignments, key=lambda a: groups[a.officer])):
        turns = _turns(week, day, assignment)
        start = turns[number % len(turns)] if turns else assignment.break_start
        staggered.append(assignment.model_copy(update={"break_start": start}))
    return staggered


def _turns(week: OfficeWeek, day: Day, assignment: Assignment) -> list[int]:
    """Starts of breaks that do not overlap, the earliest first; none for a shift without a break."""
    turns: list[int] = []
    if assignment.break_start is None:
        return turns
    for start in break_starts(assignment.span, week.break_rule(day), week.grid.slot_minutes):
        if start is not None and (not turns or start >= turns[-1] + assignment.break_minutes):
            turns.append(start)
    return turns
