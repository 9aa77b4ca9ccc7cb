"""Stability: what was published changes as little as may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product
from typing import ClassVar, Literal, Self

from pydantic import Field

from scheduler.clauses import Clause
from scheduler.horizon import Horizon
from scheduler.roster import Assignment, RuleLevel
from scheduler.rules.held import Held, kept
from scheduler.rules.limits import Price
from scheduler.rules.line import LineRule


class Stability(LineRule):
    """Each officer's day that differs from the published roster is a change (house rule).

    A change of `prices` days counts so many times; another shift, a shift more and a shift less are one change each.
    """

    rule: Literal["stability"] = "stability"
    level: RuleLevel = "changes"
    example: ClassVar = {
        "published": [{"officer": "petugas_a", "day": "2026-12-02", "shift": "pagi"}],
        "prices": {"2026-12-02": 3},
    }
    published: tuple[Held, ...] = ()
    prices: dict[date, Price] = Field(default_factory=dict)

    @classmethod
    def of(cls, assignments: Iterable[Assignment], officers: Iterable[str], days: Iterable[date]) -> Self:
        """Against these assignments; the days of these officers without any are days off."""
        shifts = {(a.officer, a.day): a.shift for a in assignments}
        return cls(
            published=tuple(Held(officer=o, day=d, shift=shifts.get((o, d))) for o, d in product(officers, days))
        )

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """One limit for each published day."""
        for held in self.published:
            yield from kept(horizon, held, self.prices.get(held.day, 1))
