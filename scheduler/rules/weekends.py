"""Weekends: how many of them are worked in a period, and how many are free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from office.hours import WEEKDAYS
from scheduler.clauses import Clause, Occasions
from scheduler.horizon import Horizon
from scheduler.rules.filters import Weekday, Which, Who
from scheduler.rules.line import LineRule
from scheduler.rules.period import Number, Period, Window


class Weekends(LineRule):
    """In each period an officer works on at most `most` weekends and has at least `free` weekends off (house rule).

    A weekend is worked when any of its days inside the period is. Any n + 1 weeks with at most n weekends mean at most
    n weekends in a row.
    """

    rule: Literal["weekends"] = "weekends"
    example: ClassVar = {"most": 2, "free": 1, "period": {"weeks": 4}}
    who: Who = Who()
    which: Which = Which()
    period: Period = Period(every="month")
    days: tuple[Weekday, ...] = Field(default=("sat", "sun"), min_length=1, max_length=7)
    most: Number | None = None
    free: Number | None = None

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if self.most is None and self.free is None:
            raise PydanticCustomError("limits_missing", "neither most nor free", {})
        return self

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """For each officer and period the weekends that are worked."""
        among = self.which.mask(horizon)
        windows = [window for window in self.period.windows(horizon) if not window.is_led]
        for n in self.who.among(horizon.officers):
            line = horizon.held_days(n, among)
            for window in windows:
                yield self._limit(horizon, n, line, window)

    def _limit(self, horizon: Horizon, officer: int, line: tuple[np.ndarray, ...], window: Window) -> Occasions:
        known = weekends(horizon.dates[window.start : window.stop], self.days)
        days = [[line[window.start + at] for at in places] for places in known]
        whole = len(weekends([window.first + timedelta(n) for n in range(window.length)], self.days))
        most = whole if self.most is None else self.most.over(horizon, window.days)
        free = 0 if self.free is None else self.free.over(horizon, window.days)
        return Occasions(
            unit="weekends", officer=horizon.officers[officer].id, day=horizon.dates[window.stop - 1],
            sets=tuple(np.concatenate(parts) for parts in days), exclusive=tuple(tuple(parts) for parts in days),
            high=min(most, whole - free),
        )  # fmt: skip


def weekends(dates: Sequence[date], days: tuple[Weekday, ...]) -> list[list[int]]:
    """Positions of the days of each weekend among some dates in a row."""
    places = [WEEKDAYS.index(day) for day in days]
    offsets = {place: (place - places[0]) % 7 for place in places}
    found: dict[int, list[int]] = defaultdict(list)
    for at, day in enumerate(dates):
        if day.weekday() in offsets:
            found[day.toordinal() - offsets[day.weekday()]].append(at)
    return list(found.values())
