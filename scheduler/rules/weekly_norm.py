"""Weekly norm: contract hours are owed, not bought."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from office.hours import WEEKDAYS
from office.people import Officer
from scheduler.outside import sent_out
from scheduler.roster import Roster, Violation
from scheduler.rules.base import Rule
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class WeeklyNorm(Rule):
    """Rostered minutes equal the week's norm, give or take the contract's tolerance (Perpres 21/2023, art. 4).

    The norm is the sum of the norms of `owed_days` on which the office is open, so holidays and joint leave lower it
    and a Saturday that is worked is a weekday off. Days and hours of absence and outside duty count as worked.
    """

    rule: Literal["weekly_norm"] = "weekly_norm"
    example: ClassVar = {"owed_days": ["mon", "tue", "wed", "thu", "fri"]}
    owed_days: frozenset[Weekday] = Field(default=frozenset({"mon", "tue", "wed", "thu", "fri"}), min_length=1)

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each officer beyond either end of the tolerance."""
        out = sent_out(roster, week)
        for officer in week.office.officers:
            low, high = self.limits(week, officer)
            worked = sum(
                sum(a.minutes for a in roster.assignments_of(officer.id, day.date))
                + ((officer.id, day.date) in out) * week.norm_minutes(officer, day)
                for day in week.days
            )
            if not low <= worked <= high:
                yield self.breach(worked, low if worked < low else high, "minutes", officer.id)

    def constrain(self, model: RosterModel) -> None:
        """Minutes of shifts and events within the limits."""
        week = model.week
        for officer in week.office.officers:
            low, high = self.limits(week, officer)
            shifts = (a.minutes * model.takes(a) for a in model.candidates_by(officer.id))
            events = (week.norm_minutes(officer, day) * model.sent(officer.id, day.date) for day in week.days)
            worked = model.total(shifts) + model.total(events)
            model.at_least(worked, low, because=self)
            model.at_most(worked, high, because=self)
            fewest, most = self._days_within(model, officer)
            days = model.total(model.is_worked(officer.id, day.date) for day in week.days)
            model.imply(days, fewest, most, because=self)

    def limits(self, week: OfficeWeek, officer: Officer) -> tuple[int, int]:
        """Least and most minutes of shifts and events; days and hours of absence are already taken off."""
        tolerance = week.office.contract_of(officer).tolerance_minutes
        owed = {day.date: week.norm_minutes(officer, day) for day in week.days if self._is_owed(day.date.weekday())}
        left = sum(minutes for date, minutes in owed.items() if not week.absence_of(officer.id, date))
        left -= sum(part.minutes for day in week.days for part in week.hours_missed(officer.id, day.date))
        return max(0, left - tolerance), max(0, left + tolerance)

    def _days_within(self, model: RosterModel, officer: Officer) -> tuple[int, int]:
        """Fewest and most days whose shifts, one a day, add up to the norm: 4 weekdays and Saturday, or 5 weekdays.

        Follows from the minutes, but linear programs would spread them over parts of days.
        """
        low, high = self.limits(model.week, officer)
        sums = {(0, 0)}
        for day in model.week.days:
            offered = {assignment.minutes for assignment in model.candidates_of(officer.id, day.date)}
            offered |= {model.week.norm_minutes(officer, day)} - {0}
            sums |= {(days + 1, minutes + more) for days, minutes in sums for more in offered}
        counts = [days for days, minutes in sums if low <= minutes <= high]
        return (min(counts), max(counts)) if counts else (0, len(model.week.days))

    def _is_owed(self, weekday: int) -> bool:
        return WEEKDAYS[weekday] in self.owed_days
