"""Daily rest: enough hours between the end of one shift and the start of the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from office.values import MINUTES_A_DAY
from scheduler.roster import Assignment, Roster, Violation
from scheduler.rules.base import Rule
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel


class DailyRest(Rule):
    """Between two days' shifts lie at least `hours` of rest (the usual 11 hours: Directive 2003/88/EC, art. 3).

    The last shift of the week before counts as well, as far as it is known.
    """

    rule: Literal["daily_rest"] = "daily_rest"
    gravity: ClassVar[int] = 10
    hours: Annotated[float, Field(ge=0, le=24)] = 11.0

    @property
    def minutes(self) -> int:
        """Rest asked for, in minutes."""
        return round(self.hours * 60)

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each pair of shifts too close together."""
        for later in roster.assignments:
            rest = _rest_since_last_week(week, later)
            if rest is not None and rest < self.minutes:
                yield self.breach(rest, self.minutes, "minutes", later.officer, later.day)
            for earlier in roster.assignments_of(later.officer, later.day - timedelta(1)):
                if _rest(earlier, later) < self.minutes:
                    yield self.breach(_rest(earlier, later), self.minutes, "minutes", later.officer, later.day)

    def constrain(self, model: RosterModel) -> None:
        """Of two shifts too close together at most one is worked."""
        for later in model.candidates:
            rest = _rest_since_last_week(model.week, later)
            if rest is not None and rest < self.minutes:
                model.at_most(model.takes(later), 0, because=self, weight=self.minutes - rest)
            for earlier in model.candidates_of(later.officer, later.day - timedelta(1)):
                short = self.minutes - _rest(earlier, later)
                if short > 0:
                    model.at_most(model.takes(earlier) + model.takes(later), 1, because=self, weight=short)


def _rest(earlier: Assignment, later: Assignment) -> int:
    """Minutes from the end of a shift to the start of one on the next day."""
    return MINUTES_A_DAY - earlier.span.end + later.span.start


def _rest_since_last_week(week: OfficeWeek, later: Assignment) -> int | None:
    """Minutes since the officer's last known shift before this week; None when nothing is known."""
    last = week.history.of(later.officer)
    if last.last_day is None or last.last_end is None or last.last_day >= week.days[0].date:
        return None
    return (later.day - last.last_day).days * MINUTES_A_DAY - last.last_end + later.span.start
