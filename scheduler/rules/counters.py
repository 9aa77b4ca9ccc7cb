"""Counters: desks that exist, one officer at each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from scheduler.roster import Duty, Roster, Violation
from scheduler.rules.base import Rule
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel


class Counters(Rule):
    """At a counter that can be used sits at most one officer at a time, at any other nobody (house rule)."""

    rule: Literal["counters"] = "counters"
    level: Literal["broken"] = "broken"
    gravity: ClassVar[int] = 100

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each time that somebody sits down where no seat is left."""
        seats = {counter.id: int(counter.available) for counter in week.office.counters}
        for (day, counter), duties in _by_counter(roster).items():
            for duty in duties:
                seated = sum(other.start <= duty.start < other.end for other in duties)
                if seated > seats.get(counter, 0):
                    limit = seats.get(counter, 0)
                    yield self.breach(seated, limit, "officers", duty.officer, day, duty.start, counter)

    def constrain(self, model: RosterModel) -> None:
        """No more posts of a type than counters of the type."""
        for kind in model.week.office.counter_types:
            seats = sum(c.available for c in model.week.office.counters if c.type == kind.id)
            for day, slot in model.slots:
                model.at_most(model.posts_at(kind.id, day, slot), seats, because=self)


def _by_counter(roster: Roster) -> dict[tuple[date, str], list[Duty]]:
    found: dict[tuple[date, str], list[Duty]] = defaultdict(list)
    for duty in roster.duties:
        if duty.counter is not None:
            found[duty.day, duty.counter].append(duty)
    return found
