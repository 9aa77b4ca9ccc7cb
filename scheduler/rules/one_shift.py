"""One shift: at most one a day, of those that the officer may work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from scheduler.outside import sent_out
from scheduler.roster import Roster, Violation
from scheduler.rules.base import Rule
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel


class OneShift(Rule):
    """An officer works at most one shift a day, or goes out; only shifts of his own, only on open days (house rule)."""

    rule: Literal["one_shift"] = "one_shift"
    gravity: ClassVar[int] = 100

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach a day with several shifts, and one for each shift that is not the officer's to work.

        It names the shift; on a day on which the office is closed none, as no shift will do.
        """
        opened = {day.date for day in week.open_days}
        out = sent_out(roster, week)
        for officer, day in sorted({(a.officer, a.day) for a in roster.assignments} | out):
            held = len(roster.assignments_of(officer, day)) + ((officer, day) in out)
            if held > 1:
                yield self.breach(held, 1, "days", officer, day)
        for assignment in roster.assignments:
            if not week.may_work(assignment):
                shift = assignment.shift if assignment.day in opened else ""
                yield self.breach(1, 0, "days", assignment.officer, assignment.day, subject=shift)

    def constrain(self, model: RosterModel) -> None:
        """At most one shift or event a day; other people's shifts not at all."""
        for officer in model.week.office.officer_ids:
            for day in model.week.days:
                held = model.works(officer, day.date) + model.sent(officer, day.date)
                model.at_most(held, 1, because=self)
        for assignment in model.candidates:
            if not model.week.may_work(assignment):
                model.at_most(model.takes(assignment), 0, because=self)
