"""Counters: desks that exist, one officer at each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
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
        """One breach for each stretch in which the same officers are too many, in minutes of officers at the counter.

        However the stretches of one officer are cut, they say the same.
        """
        seats = {counter.id: int(counter.available) for counter in week.office.counters}
        for (day, counter), duties in _by_counter(roster).items():
            limit = seats.get(counter, 0)
            for start, end, officers in _together(duties, limit):
                found, allowed = (count * (end - start) for count in (len(officers), limit))
                first = self.breach(found, allowed, "minutes", officers[0], day, start, counter)
                yield first.model_copy(update={"others": officers[1:], "end": end})

    def constrain(self, model: RosterModel) -> None:
        """No more posts of a type than counters of the type."""
        for kind in model.week.office.counter_types:
            seats = sum(c.available for c in model.week.office.counters if c.type == kind.id)
            for day, slot in model.slots:
                model.at_most(model.posts_at(kind.id, day, slot), seats, because=self)


def _together(duties: Sequence[Duty], most: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Start, end and officers, each as often as he sits there, of stretches with more than `most`."""
    edges = sorted({edge for duty in duties for edge in (duty.start, duty.end)})
    moments = [
        (start, end, tuple(sorted(duty.officer for duty in duties if duty.start <= start < duty.end)))
        for start, end in pairwise(edges)
    ]
    for officers, group in groupby(moments, key=lambda moment: moment[2]):
        if len(officers) > most:
            same = list(group)
            yield same[0][0], same[-1][1], officers


def _by_counter(roster: Roster) -> dict[tuple[date, str], list[Duty]]:
    found: dict[tuple[date, str], list[Duty]] = defaultdict(list)
    for duty in roster.duties:
        if duty.counter is not None:
            found[duty.day, duty.counter].append(duty)
    return found
