"""Heads: how many officers work a kind of shift on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from office.values import Value
from scheduler.clauses import Clause, Limit
from scheduler.horizon import Horizon
from scheduler.rules.filters import Which, Who
from scheduler.rules.limits import Count, Price, check_order
from scheduler.rules.line import LineRule


class Demand(Value):
    """How many officers are wanted. One number is both least and most.

    `under` and `over` are the prices of one officer too few and too many; a price of 0 asks for nothing.
    """

    least: Count | None = None
    most: Count | None = None
    under: Price = 1
    over: Price = 1

    @model_validator(mode="after")
    def _least_is_at_most_most(self) -> Self:
        check_order(self.least, self.most)
        return self


def _from_number(raw: Any) -> Any:
    return raw if isinstance(raw, Mapping | Demand) else {"least": raw, "most": raw}


Wanted = Annotated[Demand, BeforeValidator(_from_number)]


class Heads(LineRule):
    """On each day the officers of `who` who hold work of `which` are as many as `wanted` says (house rule).

    Asked on days on which anybody could work. `days` has other numbers for single days, which hold in any case.
    """

    rule: Literal["heads"] = "heads"
    gravity: ClassVar[int] = 5
    example: ClassVar = {"which": {"shifts": ["siang"]}, "wanted": {"least": 2, "most": 4}, "days": {"2026-12-03": 5}}
    who: Who = Who()
    which: Which = Which()
    wanted: Wanted = Demand()
    days: dict[date, Wanted] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if not self.days and self.wanted.least is None and self.wanted.most is None:
            raise PydanticCustomError("limits_missing", "neither wanted nor days", {})
        return self

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """One limit for each day."""
        meant = np.zeros(len(horizon.officers) + 1, dtype=bool)
        meant[list(self.who.among(horizon.officers))] = True
        among = self.which.mask(horizon) & meant[horizon.officer]
        cells = np.flatnonzero(among)
        by_day = np.split(cells[np.argsort(horizon.day[cells], kind="stable")], _edges(horizon, cells))
        asked = self.which.days(horizon) & horizon.has_work
        for day in range(horizon.first, len(horizon.dates)):
            when = horizon.dates[day]
            wanted = self.days.get(when, self.wanted)
            low = wanted.least if wanted.least is not None and wanted.under else -np.inf
            high = wanted.most if wanted.most is not None and wanted.over else np.inf
            if (asked[day] or when in self.days) and (low > 0 or high < np.inf):
                yield Limit(
                    unit="officers", day=when, cells=by_day[day],
                    low=low, high=high, under=wanted.under, over=wanted.over,
                )  # fmt: skip


def _edges(horizon: Horizon, cells: np.ndarray) -> np.ndarray:
    """Where each day but the first begins among cells sorted by their days."""
    return np.searchsorted(np.sort(horizon.day[cells]), np.arange(1, len(horizon.dates)))
