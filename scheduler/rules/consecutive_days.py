"""Consecutive days: after some days in a row comes a day off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from scheduler.clauses import Clause, Stretch
from scheduler.horizon import Horizon
from scheduler.rules.filters import Which, Who
from scheduler.rules.limits import Days, check_order
from scheduler.rules.line import LineRule


class ConsecutiveDays(LineRule):
    """An officer works at most `most` days in a row, outside duty included (UU 13/2003, art. 79: one day off in seven).

    A run of working days may have a `least` as well. Days in a row at the end of the weeks before count, as far as
    they are known. With `which` only days of that work make up a run.
    """

    rule: Literal["consecutive_days"] = "consecutive_days"
    gravity: ClassVar[int] = 10
    example: ClassVar = {"most": 6}
    who: Who = Who()
    which: Which = Which()
    most: Days | None = 6
    least: Days = 1

    @model_validator(mode="after")
    def _least_is_at_most_most(self) -> Self:
        check_order(self.least, self.most)
        return self

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """One stretch for each officer."""
        among = self.which.mask(horizon)
        for n in self.who.among(horizon.officers):
            yield Stretch(
                unit="days", officer=horizon.officers[n].id, days=horizon.held_days(n, among), dates=horizon.dates,
                first=horizon.first, least=self.least, most=self.most,
            )  # fmt: skip
