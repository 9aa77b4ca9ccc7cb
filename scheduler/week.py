"""OfficeWeek: all that is given about one week at one office, before anything is decided."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np

from office.days import Day
from office.grid import SlotGrid
from office.office import Office
from office.people import Absence, BreakRule, Officer
from office.values import Span
from scheduler.roster import Assignment, History
from scheduler.shifts import Shift, break_starts


@dataclass(frozen=True)
class OfficeWeek:
    """The givens of one ISO week: office, days, shifts, absences, and what earlier weeks left behind.

    Parameters
    ----------
    office
        The office.
    week
        ISO week such as ``2026-W49``.
    days
        Monday to Sunday.
    grid
        The week's slots.
    shifts
        Patterns that may be worked.
    absences
        Leave, outside duty and other days away.
    history
        Turns, rest and days in a row from earlier rosters.
    """

    office: Office
    week: str
    days: tuple[Day, ...]
    grid: SlotGrid
    shifts: tuple[Shift, ...]
    absences: tuple[Absence, ...] = ()
    history: History = field(default_factory=History)

    @cached_property
    def open_days(self) -> tuple[Day, ...]:
        """Days on which counters work; only these hold shifts."""
        return tuple(day for day in self.days if day.is_open)

    @cached_property
    def service(self) -> np.ndarray:
        """Slots in which counters work, shape (days, slots), bool."""
        return np.array([self.grid.touches(day.service) for day in self.days])

    def index(self, day: date) -> int:
        """Position of a date in the week, 0 = Monday."""
        return (day - self.days[0].date).days

    def day(self, date: date) -> Day:
        """The day of a date in this week."""
        return self.days[self.index(date)]

    @cached_property
    def absent(self) -> tuple[tuple[str, date], ...]:
        """Officers and dates of this week on which they are away."""
        dates = [day.date for day in self.days]
        return tuple((o, d) for o in self.office.officer_ids for d in dates if self.absence_of(o, d))

    def absence_of(self, officer: str, day: date) -> Absence | None:
        """Why an officer is away on a day; None when not."""
        return next((a for a in self.absences if a.officer == officer and a.covers(day)), None)

    def hours_missed(self, officer: str, day: date) -> tuple[Span, ...]:
        """Parts of a day that an officer misses who comes late or leaves early."""
        parts = (absence.part_of(day) for absence in self.absences if absence.officer == officer)
        return tuple(part for part in parts if part is not None)

    def site_of(self, shift: str) -> str | None:
        """Where a shift is worked; None is the office itself."""
        return next((each.site for each in self.shifts if each.id == shift), None)

    @cached_property
    def reach(self) -> dict[str | None, frozenset[str]]:
        """Steps that can be done at each site; where there is only one, all steps."""
        sites = dict.fromkeys([*(s.site for s in self.shifts), *(kind.site for kind in self.office.counter_types)])
        if len(sites) < 2:
            return dict.fromkeys([None, *sites], frozenset(self.office.step_ids))
        return {site: self.office.steps_at(site) for site in [None, *sites]}

    def break_rule(self, day: Day) -> BreakRule | None:
        """The break of a day; None when there is none."""
        return self.office.breaks.on(day.date.weekday(), day.season)

    def norm_minutes(self, officer: Officer, day: Day) -> int:
        """Minutes that a working day adds to the week's norm; 0 on closed days."""
        contract = self.office.contract_of(officer)
        if not day.is_open:
            return 0
        return contract.ramadan_day_minutes if day.season == "ramadan" else contract.day_minutes

    def may_work(self, assignment: Assignment) -> bool:
        """Whether the officer exists and may work this shift on this day; looks at no leave and no break.

        Who comes late or leaves early works what is left of the shift.
        """
        officer = next((o for o in self.office.officers if o.id == assignment.officer), None)
        day = next((day for day in self.open_days if day.date == assignment.day), None)
        if officer is None or day is None:
            return False
        missed = self.hours_missed(assignment.officer, assignment.day)
        return any(
            s.id == assignment.shift and assignment.span in (span, without(span, missed))
            for s, span in self._working(officer, day)
        )

    @cached_property
    def offered(self) -> tuple[Assignment, ...]:
        """Everything that anybody could work in the week, leave or not."""
        return tuple(a for officer in self.office.officers for day in self.days for a in self.choices(officer, day))

    def choices(self, officer: Officer, day: Day) -> tuple[Assignment, ...]:
        """Every (shift x break start) that an officer could work on a day; empty when closed. Ignores leave."""
        if not day.is_open:
            return ()
        rule = self.break_rule(day)
        return tuple(
            Assignment(officer=officer.id, day=day.date, shift=shift.id, span=span, break_start=start,
                       break_minutes=rule.minutes if rule is not None and start is not None else 0)
            for shift, span in self._working(officer, day)
            for start in break_starts(span, rule, self.grid.slot_minutes)
        )  # fmt: skip

    def _working(self, officer: Officer, day: Day) -> list[tuple[Shift, Span]]:
        may = [shift for shift in self.shifts if officer.shifts is None or shift.id in officer.shifts]
        pairs = [(shift, shift.on(day.date.weekday(), day.season)) for shift in may]
        return [(shift, span) for shift, span in pairs if span is not None]


def without(span: Span, missed: Iterable[Span]) -> Span | None:
    """What hours missed at its start and at its end leave of a shift; None where nothing is left."""
    start, end = span.start, span.end
    for part in sorted(missed, key=lambda part: part.start):
        if part.start <= start:
            start = max(start, part.end)
        elif part.end >= end:
            end = min(end, part.start)
    return Span(start=start, end=end) if start < end else None
