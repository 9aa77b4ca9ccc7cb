"""Weeks in a row: the same work on the same weekday goes round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import numpy as np

from scheduler.clauses import Clause, Limit
from scheduler.horizon import Horizon
from scheduler.rules.filters import ALL_OFFICERS, ALL_WORK, Which, Who
from scheduler.rules.limits import Weeks
from scheduler.rules.line import LineRule


class WeeksInARow(LineRule):
    """On the same weekday an officer has work of `which` at most `most` weeks in a row (house rule).

    Weeks before count, as far as they are known.
    """

    rule: Literal["weeks_in_a_row"] = "weeks_in_a_row"
    example: ClassVar = {"which": {"shifts": ["outside_duty"], "weekdays": ["fri"]}, "most": 2}
    who: Who = ALL_OFFICERS
    which: Which = ALL_WORK
    most: Weeks = 2

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """Of one weekday in most + 1 weeks in a row not all are worked."""
        among = self.which.mask(horizon)
        for n in self.who.among(horizon.officers):
            line = horizon.held_days(n, among)
            for end in range(max(horizon.first, 7 * self.most), len(horizon.dates)):
                days = line[end - 7 * self.most : end + 1 : 7]
                yield Limit(
                    unit="days", officer=horizon.officers[n].id, day=horizon.dates[end], cells=np.concatenate(days),
                    high=self.most,
                )  # fmt: skip
