"""Sitting: a short rest, or other work, after some time at counters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from scheduler.roster import Roster, Violation
from scheduler.rules.limits import Some
from scheduler.rules.seated import SeatRule, seated_days, stays
from scheduler.week import OfficeWeek


class Sitting(SeatRule):
    """Nobody is at counters longer than `minutes` without a break, standby or back office (house rule).

    Each minute beyond counts.
    """

    rule: Literal["sitting"] = "sitting"
    minutes: Some = 240
    example: ClassVar = {"minutes": 240}

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each time at counters that is too long, whichever counters these are."""
        for officer, day in seated_days(roster):
            start, end = -1, -1
            for stay in [*stays(roster, officer, day), ()]:
                if stay and stay[0].start == end:
                    end = stay[-1].end
                    continue
                if end - start > self.minutes:
                    yield self.breach(end - start, self.minutes, "minutes", officer, day, start)
                start, end = (stay[0].start, stay[-1].end) if stay else (-1, -1)
