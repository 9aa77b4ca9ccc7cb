"""Outside duty: an event of the calendar takes at least the officers that it needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from scheduler.outside import officers_to_send, sent_out
from scheduler.roster import Roster, Violation
from scheduler.rules.base import Rule
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel


class OutsideDuty(Rule):
    """The events of a day take the officers they need; those on outside duty already count (house rule).

    More may go: why, only the head knows. A plan sends none of its own accord.
    """

    rule: Literal["outside_duty"] = "outside_duty"
    gravity: ClassVar[int] = 10

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each day with too few sent."""
        out = sent_out(roster, week)
        for day in week.days:
            sent = sum((officer, day.date) in out for officer in week.office.officer_ids)
            if sent < officers_to_send(week, day):
                yield self.breach(sent, officers_to_send(week, day), "officers", day=day.date)

    def constrain(self, model: RosterModel) -> None:
        """Those sent are as many as needed; no more but whom a given roster sends."""
        for day in model.week.days:
            sent = model.total(model.sent(officer, day.date) for officer in model.week.office.officer_ids)
            model.at_least(sent, officers_to_send(model.week, day), because=self)
            model.at_most(sent, max(officers_to_send(model.week, day), model.sent_already(day.date)), because=self)
