"""RangedRule: what rules have in common that keep a number of each period between a least and a most."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from scheduler.rules.filters import Which, Who
from scheduler.rules.limits import check_order
from scheduler.rules.line import LineRule
from scheduler.rules.period import Number, Period


class RangedRule(LineRule):
    """In each period a number lies from `least` to `most`; one of them is given."""

    who: Who = Who()
    which: Which = Which()
    period: Period = Period(every="week")
    least: Number | None = None
    most: Number | None = None

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if self.least is None and self.most is None:
            raise PydanticCustomError("limits_missing", "neither least nor most", {})
        if self.least is not None and self.most is not None:
            check_order(self.least.normal, self.most.normal)
            check_order(self.least.in_ramadan, self.most.in_ramadan)
        return self
