"""Consecutive days off: how long a rest between working days lasts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from scheduler.clauses import Clause, Stretch
from scheduler.horizon import Horizon
from scheduler.rules.filters import Who
from scheduler.rules.limits import Days, check_order
from scheduler.rules.line import LineRule


class ConsecutiveDaysOff(LineRule):
    """Days off between two working days come `least` to `most` in a row (house rule).

    A rest that touches the first or the last known day may go on there: it is never too short.
    """

    rule: Literal["consecutive_days_off"] = "consecutive_days_off"
    gravity: ClassVar[int] = 5
    example: ClassVar = {"least": 2, "level": "wishes"}
    who: Who = Who()
    least: Days = 2
    most: Days | None = None

    @model_validator(mode="after")
    def _least_is_at_most_most(self) -> Self:
        check_order(self.least, self.most)
        return self

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """One stretch of free days for each officer."""
        for n in self.who.among(horizon.officers):
            yield Stretch(
                unit="days", officer=horizon.officers[n].id, days=horizon.held_days(n), dates=horizon.dates,
                first=horizon.first, of="free", least=self.least, most=self.most,
            )  # fmt: skip
