"""Break window: everybody gets the break of the day, inside its window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from office.values import Span
from scheduler.roster import Assignment, Roster, Violation
from scheduler.rules.base import Rule
from scheduler.shifts import break_starts
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel


class BreakWindow(Rule):
    """A shift that reaches into the day's break window holds the whole break inside it (Perpres 21/2023, art. 4;
    90 minutes on Fridays for prayer).

    With `movable` one break a day may move by a slot when officers are seated, where that spares moves or waiting.
    """

    rule: Literal["break_window"] = "break_window"
    movable: bool = False
    gravity: ClassVar[int] = 10

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each shift whose break is missing, outside its window, too short or too long."""
        for assignment in roster.assignments:
            found, asked = _break_minutes(week, assignment)
            if found != asked:
                yield self.breach(found, asked, "minutes", assignment.officer, assignment.day, assignment.break_start)

    def constrain(self, model: RosterModel) -> None:
        """Shifts with a wrong break are not worked."""
        for assignment in model.candidates:
            found, asked = _break_minutes(model.week, assignment)
            if found != asked:
                model.at_most(model.takes(assignment), 0, because=self, weight=abs(found - asked))


def _break_minutes(week: OfficeWeek, assignment: Assignment) -> tuple[int, int]:
    """Break minutes that count, and those asked for. Minutes outside window or shift do not count."""
    given = assignment.break_minutes if assignment.break_start is not None else 0
    day = next((day for day in week.days if day.date == assignment.day), None)
    rule = week.break_rule(day) if day is not None and day.is_open else None
    if rule is None or break_starts(assignment.span, rule, week.grid.slot_minutes) == (None,):
        return given, 0
    if assignment.break_start is None or given > rule.minutes:
        return given, rule.minutes
    span = Span(start=max(rule.window.start, assignment.span.start), end=min(rule.window.end, assignment.span.end))
    return span.overlap(assignment.break_start, assignment.break_start + given), rule.minutes
