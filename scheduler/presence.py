"""Presence: in which slots the holder of an assignment can be at work."""

from collections.abc import Iterable

import numpy as np

from office.days import Day
from scheduler.roster import Assignment, Roster
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


def able_there(week: OfficeWeek, roster: Roster, step_sets: Iterable[frozenset[str]]) -> list[np.ndarray]:
    """For each set of steps, officers able to do any of them who can be asked to a counter, int, shape (days, slots).

    Asked can be who is on duty where one of the steps is done, not on break, at no assembly and not on outside duty.
    """
    officers = week.office.officers
    there = {
        site: np.array([_there(week, roster, officer.id, site) for officer in officers], dtype=int)
        for site in week.reach
    }
    able = [week.office.able(officer.skills) for officer in officers]
    return [
        np.sum([at[[bool(mine & steps & week.reach[site]) for mine in able]].sum(axis=0) for site, at in there.items()],
               axis=0)
        for steps in step_sets
    ]  # fmt: skip


def _there(week: OfficeWeek, roster: Roster, officer: str, site: str | None) -> np.ndarray:
    """Slots in which an officer can be asked at a site, shape (days, slots), bool."""
    found = np.zeros(week.grid.shape, dtype=bool)
    for index, day in enumerate(week.days):
        for assignment in roster.assignments_of(officer, day.date):
            if week.site_of(assignment.shift) == site:
                found[index] |= present_slots(week, assignment)
        for duty in roster.duties_of(officer, day.date):
            if duty.activity == "outside_duty":
                ends = week.grid.minutes + week.grid.slot_minutes
                found[index] &= (ends <= duty.start) | (week.grid.minutes >= duty.end)
    return found


def assembly_slots(week: OfficeWeek, day: Day) -> np.ndarray:
    """Slots of a day in which everybody on duty is at an assembly, shape (slots,), bool."""
    spans = [assembly.hours.on(day.date.weekday(), day.season) for assembly in week.office.assemblies]
    return week.grid.touches([span for span in spans if span is not None])
