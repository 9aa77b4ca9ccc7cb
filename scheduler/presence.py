"""Presence: in which slots the holder of an assignment can be at work."""

import numpy as np

from office.days import Day
from scheduler.roster import Assignment
from scheduler.week import OfficeWeek


def at_work_slots(week: OfficeWeek, assignment: Assignment) -> np.ndarray:
    """Slots of the day that lie wholly inside the shift and touch no break, shape (slots,), bool."""
    inside = np.zeros(week.grid.slots, dtype=bool)
    inside[list(week.grid.slots_of(assignment.span))] = True
    resting = [assignment.on_break(start, start + week.grid.slot_minutes) for start in week.grid.minutes.tolist()]
    return inside & ~np.array(resting)


def present_slots(week: OfficeWeek, assignment: Assignment) -> np.ndarray:
    """Slots of the day that lie wholly inside the shift and touch neither break nor assembly, shape (slots,), bool."""
    return at_work_slots(week, assignment) & ~assembly_slots(week, week.day(assignment.day))


def assembly_slots(week: OfficeWeek, day: Day) -> np.ndarray:
    """Slots of a day in which everybody on duty is at an assembly, shape (slots,), bool."""
    spans = [assembly.hours.on(day.date.weekday(), day.season) for assembly in week.office.assemblies]
    return week.grid.touches([span for span in spans if span is not None])
