"""Off around leave: nobody goes on leave from a late shift or comes back to an early one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from scheduler.clauses import Clause, Limit
from scheduler.horizon import Horizon
from scheduler.rules.filters import Which, Who
from scheduler.rules.limits import Days
from scheduler.rules.line import LineRule


class OffAroundLeave(LineRule):
    """On the last `days` before leave an officer works nothing of `before`, on the first after it nothing of `after`.

    A house rule. ``{}`` means all work: with 2 days the weekends around a week of leave stay free.
    """

    rule: Literal["off_around_leave"] = "off_around_leave"
    example: ClassVar = {"before": {"any_tag": ["late"]}, "after": {"any_tag": ["early"]}}
    who: Who = Who()
    before: Which | None = None
    after: Which | None = None
    days: Days = 1

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if self.before is None and self.after is None:
            raise PydanticCustomError("leave_sides_missing", "neither before nor after", {})
        return self

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """One limit for each officer and day next to leave."""
        for which, sign in ((self.before, 1), (self.after, -1)):
            among = np.zeros(len(horizon.candidates), dtype=bool) if which is None else which.mask(horizon)
            for n in self.who.among(horizon.officers):
                for day in range(horizon.first, len(horizon.dates)):
                    cells = horizon.cells(n, day)
                    cells = cells[among[cells]]
                    if len(cells) and self._is_next_to_leave(horizon, n, day, sign):
                        yield Limit(
                            unit="shifts", officer=horizon.officers[n].id, day=horizon.dates[day], cells=cells, high=0
                        )

    def _is_next_to_leave(self, horizon: Horizon, officer: int, day: int, sign: int) -> bool:
        id, date = horizon.officers[officer].id, horizon.dates[day]
        near = (date + timedelta(sign * n) for n in range(1, self.days + 1))
        return (id, date) not in horizon.away and any((id, other) in horizon.away for other in near)
