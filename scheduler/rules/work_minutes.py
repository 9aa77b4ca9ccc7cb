"""Work minutes: how long an officer works in a period, and what is overtime."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from scheduler.clauses import Unit
from scheduler.horizon import Horizon
from scheduler.rules.periodic import PeriodRule


class WorkMinutes(PeriodRule):
    """In each period an officer works `least` to `most` paid minutes, breaks left out (UU 13/2003, art. 77).

    As a wish, `most` is the norm and each minute beyond is overtime at its price.
    """

    rule: Literal["work_minutes"] = "work_minutes"
    example: ClassVar = {"level": "wishes", "most": {"normal": 2250, "ramadan": 1950}}
    unit: ClassVar[Unit] = "minutes"

    def amounts(self, horizon: Horizon) -> np.ndarray:
        """Paid minutes of each candidate."""
        return horizon.minutes
