"""Same start: at how many different times of day an officer begins in a period."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from scheduler.horizon import Horizon
from scheduler.rules.kinds import KindsRule


class SameStart(KindsRule):
    """In each period an officer begins work at no more than `most` different times of day (house rule)."""

    rule: Literal["same_start"] = "same_start"
    example: ClassVar = {"most": 2, "period": "week", "level": "wishes"}

    def kinds(self, horizon: Horizon) -> np.ndarray:
        """The start of each candidate."""
        return horizon.start
