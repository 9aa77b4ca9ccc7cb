"""Whole weekends: who works on one day of a weekend works on the other as well."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from scheduler.clauses import Clause, Limit
from scheduler.horizon import Horizon
from scheduler.rules.filters import Weekday, Which, Who
from scheduler.rules.line import LineRule
from scheduler.rules.weekends import weekends


class WholeWeekends(LineRule):
    """Of a weekend an officer works on all `days` or on none (house rule).

    Asked only of days on which the officer could work, and told once for each worked day and each other day off.
    """

    rule: Literal["whole_weekends"] = "whole_weekends"
    example: ClassVar = {"level": "wishes", "weight": 2}
    who: Who = Who()
    which: Which = Which()
    days: tuple[Weekday, ...] = Field(default=("sat", "sun"), min_length=2, max_length=7)

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """For each officer and each two days of a weekend that the first is not worked without the second."""
        among = self.which.mask(horizon)
        for n in self.who.among(horizon.officers):
            line = horizon.line(n, among)
            for places in weekends(horizon.dates, self.days):
                open_ones = [at for at in places if len(line[at])]
                for worked, other in permutations(open_ones, 2):
                    if max(worked, other) >= horizon.first:
                        yield _together(horizon, n, worked, line[worked], line[other])


def _together(horizon: Horizon, officer: int, day: int, worked: np.ndarray, other: np.ndarray) -> Limit:
    factors = np.repeat([1, -1], [len(worked), len(other)])
    return Limit(
        unit="days", officer=horizon.officers[officer].id, day=horizon.dates[day],
        cells=np.concatenate([worked, other]), factors=factors, high=0, told=(1, 0),
    )  # fmt: skip
