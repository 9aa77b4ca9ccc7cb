"""Paid minutes: every minute of a shift has exactly one activity."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from office.values import MINUTES_A_DAY, Span
from scheduler.presence import assembly_slots
from scheduler.roster import Roster, Violation
from scheduler.rules.base import Rule
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel


class PaidMinutes(Rule):
    """Every minute of a shift has exactly one activity: the break at its time, and no counter during an assembly.

    Nothing lies outside a shift but outside duty (house rule).
    """

    rule: Literal["paid_minutes"] = "paid_minutes"
    level: Literal["broken"] = "broken"
    gravity: ClassVar[int] = 100

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each officer and day, with the minutes that are empty, double, outside or no break."""
        held = {(a.officer, a.day) for a in roster.assignments} | {(d.officer, d.day) for d in roster.duties}
        for officer, day in sorted(held):
            wrong = _wrong_minutes(roster, officer, day) + _missed_assembly(roster, week, officer, day)
            if wrong:
                yield self.breach(wrong, 0, "minutes", officer, day)

    def constrain(self, model: RosterModel) -> None:
        """A group has no more officers at counters than are there and free."""
        for group in model.groups:
            for day, slot in model.slots:
                model.at_most(model.posts_of(group, day, slot), model.free(group, day, slot), because=self)


def _wrong_minutes(roster: Roster, officer: str, day: date) -> int:
    """Minutes whose activities are not the one that the shifts ask for: work, break, or nothing outside them."""
    work, rest = np.zeros((2, 2, MINUTES_A_DAY), dtype=int)
    for assignment in roster.assignments_of(officer, day):
        work[0, assignment.span.start : assignment.span.end] += 1
        if assignment.break_start is not None:
            ends = assignment.break_start + assignment.break_minutes
            lunch = slice(max(assignment.break_start, assignment.span.start), min(ends, assignment.span.end))
            work[0, lunch] -= 1
            rest[0, lunch] += 1
    for duty in roster.duties_of(officer, day):
        if duty.activity != "outside_duty":
            (rest if duty.activity == "break" else work)[1, duty.start : duty.end] += 1
        elif roster.assignments_of(officer, day):
            work[1, duty.start : duty.end] += 1
    told = work[1] + rest[1]
    return int(((work[0] != work[1]) | (rest[0] != rest[1]) | (told > 1)).sum())


def _missed_assembly(roster: Roster, week: OfficeWeek, officer: str, day: date) -> int:
    """Minutes at a counter while everybody on duty is at an assembly."""
    if not 0 <= week.index(day) < week.grid.days:
        return 0
    starts = week.grid.minutes[assembly_slots(week, week.day(day))].tolist()
    gathered = [Span(start=start, end=start + week.grid.slot_minutes) for start in starts]
    seated = [duty for duty in roster.duties_of(officer, day) if duty.activity == "counter"]
    return sum(span.overlap(duty.start, duty.end) for span in gathered for duty in seated)
