"""Wishes: who would like to work when, or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from scheduler.clauses import Clause, Limit
from scheduler.horizon import Horizon
from scheduler.roster import RuleLevel
from scheduler.rules.asked import Asked
from scheduler.rules.limits import Price
from scheduler.rules.line import LineRule


class Wish(Asked):
    """What one officer asks for: work, or no work, that fits all that is named; `weight` says how much it matters."""

    wants: Literal["work", "off"] = "off"
    weight: Price = 1


class Wishes(LineRule):
    """Officers get what they ask for as far as it can be had (house rule).

    Of wishes for several days each day counts for itself.
    """

    rule: Literal["wishes"] = "wishes"
    level: RuleLevel = "wishes"
    example: ClassVar = {"wishes": [{"officer": "petugas_b", "day": "2026-12-01", "wants": "off", "weight": 3}]}
    wishes: tuple[Wish, ...] = ()

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """One limit for each wish and day."""
        places = {officer.id: n for n, officer in enumerate(horizon.officers)}
        for wish in self.wishes:
            if wish.officer in places and wish.weight:
                yield from _asked(wish, horizon, places[wish.officer])


def _asked(wish: Wish, horizon: Horizon, officer: int) -> Iterator[Limit]:
    for day in wish.days(horizon):
        cells, when = wish.cells(horizon, officer, day), horizon.dates[day]
        if wish.wants == "work":
            yield Limit(unit="wishes", officer=wish.officer, day=when, cells=cells, low=1, under=wish.weight)
        elif len(cells):
            yield Limit(unit="wishes", officer=wish.officer, day=when, cells=cells, high=0, over=wish.weight)
