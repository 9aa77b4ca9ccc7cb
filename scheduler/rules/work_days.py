"""Work days: on how many days of a period an officer works."""

from __future__ import annotations

from typing import ClassVar, Literal

from scheduler.clauses import Unit
from scheduler.rules.periodic import PeriodRule


class WorkDays(PeriodRule):
    """In each period an officer works on `least` to `most` days, outside duty included (UU 13/2003, art. 77)."""

    rule: Literal["work_days"] = "work_days"
    example: ClassVar = {"most": 24, "period": "month", "who": {"any_tag": ["trainee"]}}
    unit: ClassVar[Unit] = "days"
