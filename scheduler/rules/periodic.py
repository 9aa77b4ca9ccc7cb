"""PeriodRule: what rules have in common that count something of an officer over a period."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from scheduler.clauses import Clause, Limit, Unit
from scheduler.horizon import Horizon
from scheduler.rules.period import Window
from scheduler.rules.ranged import RangedRule


class PeriodRule(RangedRule):
    """In each period what is counted lies from `least` to `most`."""

    unit: ClassVar[Unit]

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """One limit for each officer and period."""
        among, amounts = self.which.mask(horizon), self.amounts(horizon)
        windows = tuple(self.period.windows(horizon))
        for n in self.who.among(horizon.officers):
            line = horizon.within(n, range(len(horizon.dates)))
            most_a_day = int(amounts[line[among[line]]].max(initial=0))
            for window in windows:
                cells = horizon.within(n, window.days)
                yield self._limit(horizon, n, window, cells[among[cells]], amounts, most_a_day)

    def amounts(self, horizon: Horizon) -> np.ndarray:
        """What each candidate counts, int, shape (candidates,)."""
        return np.ones(len(horizon.candidates), dtype=int)

    def _limit(
        self, horizon: Horizon, officer: int, window: Window, cells: np.ndarray, amounts: np.ndarray, most_a_day: int
    ) -> Limit:
        id, low, high = horizon.officers[officer].id, -np.inf, np.inf
        if self.least is not None:
            away = sum((id, horizon.dates[day]) in horizon.away for day in window.days)
            low = self.least.over(horizon, window.days) - (window.unknown + away) * most_a_day
        if self.most is not None and not window.is_led:
            high = self.most.over(horizon, window.days)
        return Limit(
            unit=self.unit, officer=id, day=horizon.dates[window.stop - 1], cells=cells, factors=amounts[cells],
            low=low if low > 0 else -np.inf, high=high,
        )  # fmt: skip
