"""Consecutive days: after some days in a row comes a day off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from scheduler.roster import Roster, Violation
from scheduler.rules.base import Rule
from scheduler.rules.outside_duty import sent_out
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel


class ConsecutiveDays(Rule):
    """An officer works at most `most` days in a row, outside duty included (UU 13/2003, art. 79: one day off in seven).

    Days in a row at the end of the week before count as well, as far as they are known.
    """

    rule: Literal["consecutive_days"] = "consecutive_days"
    gravity: ClassVar[int] = 10
    most: Annotated[int, Field(ge=1, le=6)] = 6

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each stretch of `most` + 1 days all worked, told at its last day."""
        out = sent_out(roster, week)
        for officer in week.office.officer_ids:
            for before, days in self._stretches(week, officer):
                if all(roster.assignments_of(officer, day) or (officer, day) in out for day in days):
                    yield self.breach(before + len(days), self.most, "days", officer, days[-1])

    def constrain(self, model: RosterModel) -> None:
        """Of every `most` + 1 days in a row one is off."""
        for officer in model.week.office.officer_ids:
            for before, days in self._stretches(model.week, officer):
                worked = model.total(model.is_worked(officer, day) for day in days)
                model.at_most(worked + before, self.most, because=self)

    def _stretches(self, week: OfficeWeek, officer: str) -> Iterator[tuple[int, list[date]]]:
        """Every `most` + 1 days in a row that end in this week: given days worked before it, and days of the week.

        Outside duty that an absence names is worked too and stands among the given days.
        """
        row = [*_worked_before(week, officer, self.most), *(day.date for day in week.days)]
        for first in range(len(row) - self.most):
            stretch = row[first : first + self.most + 1]
            given = [day for day in stretch if day < week.days[0].date or _is_on_outside_duty(week, officer, day)]
            open_days = [day for day in stretch if day not in given]
            if open_days:
                yield len(given), open_days


def _worked_before(week: OfficeWeek, officer: str, most: int) -> list[date]:
    """The officer's known days in a row up to the Sunday before this week, at most `most` of them."""
    turns, monday = week.history.of(officer), week.days[0].date
    if turns.last_day != monday - timedelta(1):
        return []
    return [monday - timedelta(n) for n in range(min(most, turns.days_in_row), 0, -1)]


def _is_on_outside_duty(week: OfficeWeek, officer: str, day: date) -> bool:
    absence = week.absence_of(officer, day)
    return absence is not None and absence.kind == "outside_duty"
