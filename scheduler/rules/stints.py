"""Stints: no hopping from counter to counter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar, Literal

from scheduler.roster import Roster, Violation
from scheduler.rules.limits import Count, Some
from scheduler.rules.seated import STINT_MINUTES, SeatRule, stays
from scheduler.rules.seated import seated_days as days
from scheduler.week import OfficeWeek

EDGES = ("break", "assembly", "outside_duty", "back_office")
"""Between two of these, or the ends of the day, a stay can be no longer than they leave."""


class Stints(SeatRule):
    """A stay at a counter lasts at least `minutes`, and an officer moves at most `moves` times a day (house rule).

    A stay that fills all the time between two other pieces of work may be shorter. Too short a stay counts one, each
    move too many one.
    """

    rule: Literal["stints"] = "stints"
    minutes: Some = STINT_MINUTES
    moves: Count | None = 2
    example: ClassVar = {"minutes": 60, "moves": 2}

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each short stay, and one for each officer and day with too many moves."""
        for officer, day in days(roster):
            mine = list(stays(roster, officer, day))
            edges = {d.end for d in roster.duties_of(officer, day) if d.activity in EDGES}
            edges |= {a.span.start for a in roster.assignments_of(officer, day)}
            starts = {d.start for d in roster.duties_of(officer, day) if d.activity in EDGES}
            starts |= {a.span.end for a in roster.assignments_of(officer, day)}
            for stay in mine:
                start, end = stay[0].start, stay[-1].end
                if end - start < self.minutes and not (start in edges and end in starts):
                    yield self.breach(
                        end - start, self.minutes, "minutes", officer, day, start, stay[0].counter or "", 1
                    )
            moves = sum(before[0].counter != after[0].counter for before, after in pairwise(mine))
            if self.moves is not None and moves > self.moves:
                yield self.breach(moves, self.moves, "counters", officer, day, charge=moves - self.moves)
