"""Start change: by how much the start of work moves from one day to the next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from office.values import MINUTES_A_DAY
from scheduler.clauses import Clause, Limit
from scheduler.horizon import Horizon
from scheduler.rules.filters import Which, Who, is_shift
from scheduler.rules.line import LineRule


class StartChange(LineRule):
    """On two days in a row an officer's shifts start at most `minutes` apart (house rule)."""

    rule: Literal["start_change"] = "start_change"
    example: ClassVar = {"minutes": 60, "level": "wishes"}
    who: Who = Who()
    which: Which = Which()
    minutes: Annotated[int, Field(ge=0, le=MINUTES_A_DAY)] = 120

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """Of two shifts that start too far apart at most one is worked; each minute beyond counts."""
        among = self.which.mask(horizon) & is_shift(horizon)
        for n in self.who.among(horizon.officers):
            line = horizon.line(n, among)
            for day in range(max(1, horizon.first), len(horizon.dates)):
                yield from self._too_far(horizon, n, line[day - 1], line[day])

    def _too_far(self, horizon: Horizon, officer: int, earlier: np.ndarray, later: np.ndarray) -> Iterator[Limit]:
        before, after = horizon.start[earlier], horizon.start[later]
        for first, second in product(np.unique(before).tolist(), np.unique(after).tolist()):
            apart = abs(first - second)
            if apart > self.minutes:
                yield Limit(
                    unit="minutes", officer=horizon.officers[officer].id, day=horizon.dates[horizon.day[later[0]]],
                    cells=np.concatenate([earlier[before == first], later[after == second]]), high=1,
                    over=apart - self.minutes, told=(apart, self.minutes),
                )  # fmt: skip
