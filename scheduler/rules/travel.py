"""Travel: the way between two sites is no rest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import ClassVar, Literal

import numpy as np

from office.values import MINUTES_A_DAY
from scheduler.clauses import Clause, Limit
from scheduler.horizon import Horizon
from scheduler.rules.filters import ALL_OFFICERS, Who, is_shift
from scheduler.rules.limits import Count
from scheduler.rules.line import LineRule


class Travel(LineRule):
    """Between shifts at different sites on days in a row lie `hours` of rest and `minutes` on the way (house rule).

    As a wish each missing minute counts.
    """

    rule: Literal["travel"] = "travel"
    gravity: ClassVar[int] = 10
    who: Who = ALL_OFFICERS
    hours: Count = 11
    minutes: Count = 60

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """Of two shifts too close together at most one is worked."""
        sites = [horizon.shift_sites.get(shift) for shift in horizon.shift_ids]
        order = {site: n for n, site in enumerate(dict.fromkeys(sites))}
        site = np.array([order[each] for each in sites], dtype=int)[horizon.shift]
        for n in self.who.among(horizon.officers) if len(order) > 1 else ():
            line = horizon.line(n, is_shift(horizon))
            for day in range(max(1, horizon.first), len(horizon.dates)):
                yield from self._apart(horizon, n, day, site, line[day - 1], line[day])

    def _apart(
        self, horizon: Horizon, officer: int, day: int, site: np.ndarray, earlier: np.ndarray, later: np.ndarray
    ) -> Iterator[Limit]:
        """One limit for each end at one site and start at another."""
        asked = 60 * self.hours + self.minutes
        leaves = sorted({*zip(site[earlier].tolist(), horizon.end[earlier].tolist(), strict=True)})
        comes = sorted({*zip(site[later].tolist(), horizon.start[later].tolist(), strict=True)})
        for (here, end), (there, start) in product(leaves, comes):
            rest = MINUTES_A_DAY - end + start
            if here != there and rest < asked:
                before = earlier[(site[earlier] == here) & (horizon.end[earlier] == end)]
                after = later[(site[later] == there) & (horizon.start[later] == start)]
                yield Limit(
                    unit="minutes", officer=horizon.officers[officer].id, day=horizon.dates[day],
                    cells=np.concatenate([before, after]), high=1, over=asked - rest, told=(rest, asked),
                )  # fmt: skip
