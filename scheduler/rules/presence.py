"""Presence: how many officers are there at every moment of some hours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from office.values import Span
from scheduler.clauses import Clause, Limit
from scheduler.horizon import Horizon
from scheduler.rules.filters import ALL_OFFICERS, ALL_WORK, Which, Who, is_shift
from scheduler.rules.limits import Count, check_order
from scheduler.rules.line import LineRule
from scheduler.rules.moments import moments


class Presence(LineRule):
    """In `hours` from `least` to `most` officers of `who` are at work and not on break at every moment (house rule).

    Asked on days on which anybody could work. As a wish each minute of an officer too few or too many counts.
    """

    rule: Literal["presence"] = "presence"
    gravity: ClassVar[int] = 5
    example: ClassVar = {"who": {"any_tag": ["senior"]}, "hours": "08.00-15.00", "least": 1}
    who: Who = ALL_OFFICERS
    which: Which = ALL_WORK
    hours: Span
    least: Count = 0
    most: Count | None = None

    @model_validator(mode="after")
    def _least_is_at_most_most(self) -> Self:
        check_order(self.least, self.most)
        return self

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """One limit for each moment."""
        mask = self.which.mask(horizon) & is_shift(horizon)
        officers = self.who.among(horizon.officers)
        asked = self.which.days(horizon)
        for day in range(horizon.first, len(horizon.dates)):
            if not asked[day] or not is_worked(horizon, day):
                continue
            mine = [cells[mask[cells]] for cells in (horizon.cells(n, day) for n in officers)]
            cells = np.concatenate(mine) if mine else np.zeros(0, dtype=int)
            for moment in moments(horizon, cells, "work", self.hours):
                yield Limit(
                    unit="officers", day=horizon.dates[day], start=moment.start, cells=moment.cells,
                    low=self.least if self.least else -np.inf, high=np.inf if self.most is None else self.most,
                    under=moment.minutes, over=moment.minutes,
                )  # fmt: skip


def is_worked(horizon: Horizon, day: int) -> bool:
    """Whether anybody could hold a shift of the office on a day."""
    return bool((is_shift(horizon) & (horizon.day == day)).any())
