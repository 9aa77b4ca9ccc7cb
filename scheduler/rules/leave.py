"""Leave: who is away holds no shift."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from scheduler.outside import sent_out
from scheduler.roster import Roster, Violation
from scheduler.rules.base import Rule
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel


class Leave(Rule):
    """An officer on leave, on outside duty or off duty holds no shift and is sent to no event (BKN rule 24/2017)."""

    rule: Literal["leave"] = "leave"
    gravity: ClassVar[int] = 100

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach a day of absence with shifts or an event, counting them."""
        for officer, day in week.absent:
            held = len(roster.assignments_of(officer, day)) + ((officer, day) in sent_out(roster, week))
            if held:
                yield self.breach(held, 0, "days", officer, day)

    def constrain(self, model: RosterModel) -> None:
        """No shift and no event on days of absence."""
        for officer, day in model.week.absent:
            model.at_most(model.works(officer, day) + model.sent(officer, day), 0, because=self)
