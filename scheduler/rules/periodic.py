"""PeriodRule: what rules have in common that count something of an officer over a period."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Self

import numpy as np
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from scheduler.clauses import Clause, Limit, Unit
from scheduler.horizon import Horizon
from scheduler.rules.filters import Which, Who
from scheduler.rules.limits import check_order
from scheduler.rules.line import LineRule
from scheduler.rules.period import Number, Period, Window


class PeriodRule(LineRule):
    """In each period what is counted lies from `least` to `most`."""

    who: Who = Who()
    which: Which = Which()
    period: Period = Period(every="week")
    least: Number | None = None
    most: Number | None = None
    unit: ClassVar[Unit]

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if self.least is None and self.most is None:
            raise PydanticCustomError("limits_missing", "neither least nor most", {})
        if self.least is not None and self.most is not None:
            check_order(self.least.normal, self.most.normal)
            check_order(self.least.in_ramadan, self.most.in_ramadan)
        return self

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
