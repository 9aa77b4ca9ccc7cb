"""KindsRule: what rules have in common that count how many different things an officer has in a period."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator

import numpy as np

from scheduler.clauses import Clause, Occasions
from scheduler.horizon import Horizon
from scheduler.rules.filters import is_shift
from scheduler.rules.period import Window
from scheduler.rules.ranged import RangedRule


class KindsRule(RangedRule):
    """In each period there are from `least` to `most` different kinds. Outside duty is of no kind."""

    @abstractmethod
    def kinds(self, horizon: Horizon) -> np.ndarray:
        """Kind of each candidate, int, shape (candidates,)."""

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """For each officer and period the kinds that occur."""
        among, kinds = self.which.mask(horizon) & is_shift(horizon), self.kinds(horizon)
        windows = tuple(self.period.windows(horizon))
        for n in self.who.among(horizon.officers):
            for window in windows:
                cells = horizon.within(n, window.days)
                yield self._limit(horizon, n, window, cells[among[cells]], kinds)

    def _limit(self, horizon: Horizon, officer: int, window: Window, cells: np.ndarray, kinds: np.ndarray) -> Occasions:
        id, low, high = horizon.officers[officer].id, -np.inf, np.inf
        if self.least is not None:
            away = sum((id, horizon.dates[day]) in horizon.away for day in window.days)
            low = self.least.over(horizon, window.days) - window.unknown - away
        if self.most is not None and not window.is_led:
            high = self.most.over(horizon, window.days)
        sets = tuple(cells[kinds[cells] == kind] for kind in np.unique(kinds[cells]))
        return Occasions(
            unit="kinds", officer=id, day=horizon.dates[window.stop - 1], sets=sets,
            exclusive=tuple(_by_day(horizon, held) for held in sets), low=low if low > 0 else -np.inf, high=high,
        )  # fmt: skip


def _by_day(horizon: Horizon, cells: np.ndarray) -> tuple[np.ndarray, ...]:
    days = horizon.day[cells]
    return tuple(cells[days == day] for day in np.unique(days))
