"""Shift count: how many shifts of a kind an officer works."""

from __future__ import annotations

from typing import ClassVar, Literal

from scheduler.clauses import Unit
from scheduler.rules.periodic import PeriodRule


class ShiftCount(PeriodRule):
    """In each period an officer has from `least` to `most` of the shifts that `which` names (house rule)."""

    rule: Literal["shift_count"] = "shift_count"
    example: ClassVar = {"name": "dinas siang", "which": {"shifts": ["siang"]}, "most": 2, "period": "week"}
    unit: ClassVar[Unit] = "shifts"
