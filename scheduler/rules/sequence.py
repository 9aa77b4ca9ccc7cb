"""Sequence: what may not, or what must, follow on days in a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import BeforeValidator, Field

from scheduler.clauses import Clause, Limit
from scheduler.horizon import Horizon
from scheduler.rules.filters import ALL_WORK, Which, Who
from scheduler.rules.line import LineRule

Step = Annotated[Which | None, BeforeValidator(lambda raw: None if raw == "off" else raw)]
"""What is held on one of the days: work that fits, or none (``off``)."""


class Sequence(LineRule):
    """After all but the last of `days`, which follow each other, the last is forbidden, or required (house rule).

    Only what is named is forbidden: a late shift that no early one may follow may well be followed by another late one.
    What follows after the last known day is not asked for.
    """

    rule: Literal["sequence"] = "sequence"
    gravity: ClassVar[int] = 5
    example: ClassVar = {"days": [{"shifts": ["siang"]}, "off", {"shifts": ["pagi"]}]}
    who: Who = Who()
    days: tuple[Step, ...] = Field(min_length=2, max_length=31)
    last: Literal["forbidden", "required"] = "forbidden"

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """For each officer and each so many days in a row that not all come true, the last one as it is or turned."""
        days = [_Day.of(step, horizon) for step in self.days]
        if self.last == "required":
            days[-1] = replace(days[-1], sign=-days[-1].sign)
        for n in self.who.among(horizon.officers):
            lines = [horizon.line(n, day.among) for day in days]
            for end in range(max(horizon.first, len(days) - 1), len(horizon.dates)):
                start = end - len(days) + 1
                held = [line[start + at] for at, line in enumerate(lines)]
                yield Limit(
                    unit="shifts", officer=horizon.officers[n].id, day=horizon.dates[end], cells=np.concatenate(held),
                    factors=np.repeat([day.sign for day in days], [len(cells) for cells in held]),
                    given=sum(day.sign < 0 for day in days), high=len(days) - 1, told=(1, 0),
                )  # fmt: skip


@dataclass(frozen=True)
class _Day:
    """One day of a sequence: true when a cell of `among` is held (sign 1), or when none is (sign -1)."""

    among: np.ndarray
    sign: int

    @classmethod
    def of(cls, step: Which | None, horizon: Horizon) -> _Day:
        return cls(ALL_WORK.mask(horizon), -1) if step is None else cls(step.mask(horizon), 1)
