"""Breaks at once: how many of a group may rest at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import numpy as np

from scheduler.clauses import Clause, Limit
from scheduler.horizon import Horizon
from scheduler.rules.filters import ALL_OFFICERS, ALL_WORK, Which, Who
from scheduler.rules.limits import Count
from scheduler.rules.line import LineRule
from scheduler.rules.moments import moments


class BreaksAtOnce(LineRule):
    """At most `most` officers of `who` are on break at the same time (house rule: counters stay open at lunch).

    As a wish each minute of an officer too many counts.
    """

    rule: Literal["breaks_at_once"] = "breaks_at_once"
    gravity: ClassVar[int] = 5
    example: ClassVar = {"who": {"any_tag": ["senior"]}, "most": 1}
    who: Who = ALL_OFFICERS
    which: Which = ALL_WORK
    most: Count = 1

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """One limit for each moment of any break."""
        mask, officers = self.which.mask(horizon), self.who.among(horizon.officers)
        for day in range(horizon.first, len(horizon.dates)):
            mine = [cells[mask[cells]] for cells in (horizon.cells(n, day) for n in officers)]
            for moment in moments(horizon, np.concatenate([np.zeros(0, dtype=int), *mine]), "break"):
                yield Limit(
                    unit="officers", day=horizon.dates[day], start=moment.start, cells=moment.cells, high=self.most,
                    over=moment.minutes,
                )  # fmt: skip
