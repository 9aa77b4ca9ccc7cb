"""Days off: how many of them a period has."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from scheduler.clauses import Limit, Unit
from scheduler.horizon import Horizon
from scheduler.rules.period import Window
from scheduler.rules.periodic import PeriodRule


class DaysOff(PeriodRule):
    """In each period an officer has `least` to `most` days without work (UU 13/2003, art. 79: one or two a week).

    Leave counts as days off.
    """

    rule: Literal["days_off"] = "days_off"
    example: ClassVar = {"least": 2, "period": {"days": 14}}
    unit: ClassVar[Unit] = "days"

    def _limit(
        self, horizon: Horizon, officer: int, window: Window, cells: np.ndarray, amounts: np.ndarray, most_a_day: int
    ) -> Limit:
        known, low, high = len(window.days), -np.inf, np.inf
        if self.least is not None:
            low = self.least.over(horizon, window.days) - window.unknown
        if self.most is not None and not window.is_led:
            high = self.most.over(horizon, window.days)
        return Limit(
            unit=self.unit, officer=horizon.officers[officer].id, day=horizon.dates[window.stop - 1], cells=cells,
            factors=-amounts[cells], given=known, low=low if low > 0 else -np.inf, high=high,
        )  # fmt: skip
