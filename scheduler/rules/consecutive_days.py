"""Consecutive days: after some days in a row comes a day off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, PositiveInt

from scheduler.clauses import Clause, Stretch
from scheduler.horizon import Horizon
from scheduler.rules.line import LineRule


class ConsecutiveDays(LineRule):
    """An officer works at most `most` days in a row, outside duty included (UU 13/2003, art. 79: one day off in seven).

    A run of working days may have a `least` as well. Days in a row at the end of the weeks before count, as far as
    they are known.
    """

    rule: Literal["consecutive_days"] = "consecutive_days"
    gravity: ClassVar[int] = 10
    most: Annotated[int, Field(ge=1, le=31)] = 6
    least: PositiveInt = 1

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """One stretch for each officer."""
        for n, officer in enumerate(horizon.officers):
            yield Stretch(
                unit="days", officer=officer.id, days=horizon.held_days(n), dates=horizon.dates, first=horizon.first,
                least=self.least, most=self.most,
            )  # fmt: skip
