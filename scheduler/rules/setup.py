"""Setup: minutes that are lost where an officer goes on with other steps than in the slot before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar, Literal

from scheduler.roster import Roster, Violation
from scheduler.rules.limits import Some
from scheduler.rules.seated import SeatRule, seated_days
from scheduler.week import OfficeWeek

BEFORE = ("counter", "standby")
"""Work that goes on without a pause: after a break, an assembly or a block everybody sets up anyway."""


class Setup(SeatRule):
    """Who goes on at a counter with other steps than just before, or from standby, loses `minutes` (house rule).

    Each such change counts its minutes; what a break, an assembly or a block of back office parts is none.
    """

    rule: Literal["setup"] = "setup"
    minutes: Some = 5
    example: ClassVar = {"minutes": 5}

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each change, at its time."""
        for officer, day in seated_days(roster):
            for before, after in pairwise(roster.duties_of(officer, day)):
                goes_on = before.end == after.start and before.activity in BEFORE and after.activity == "counter"
                if goes_on and before.steps != after.steps:
                    yield self.breach(
                        self.minutes, 0, "minutes", officer, day, after.start, after.counter or "", self.minutes
                    )
