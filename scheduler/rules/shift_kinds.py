"""Shift kinds: how many different shifts an officer has in a period."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from scheduler.horizon import Horizon
from scheduler.rules.kinds import KindsRule


class ShiftKinds(KindsRule):
    """In each period an officer works `least` to `most` different shifts (house rule)."""

    rule: Literal["shift_kinds"] = "shift_kinds"
    example: ClassVar = {"most": 1, "level": "wishes"}

    def kinds(self, horizon: Horizon) -> np.ndarray:
        """The shift of each candidate."""
        return horizon.shift
