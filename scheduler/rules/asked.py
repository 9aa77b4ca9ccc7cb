"""Asked: some of an officer's days, and what of them is meant, as one line of a list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Self

import numpy as np
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from office.hours import WEEKDAYS
from office.values import Slug, Span, Value
from scheduler.horizon import Horizon
from scheduler.rules.filters import Weekday


class Asked(Value):
    """Days of one officer: one day, the days up to another one, a weekday, or all that are to be decided.

    Parameters
    ----------
    officer
        Whose days.
    day
        The first of them.
    until
        The last of them; without, the first is the only one.
    weekday
        Only these weekdays.
    shifts
        Only these shifts; without, all work.
    hours
        Only work that touches this stretch of the day.
    """

    officer: Slug
    day: date | None = None
    until: date | None = None
    weekday: Weekday | None = None
    shifts: frozenset[Slug] | None = None
    hours: Span | None = None

    @model_validator(mode="after")
    def _starts_before_it_ends(self) -> Self:
        if self.until is not None and self.day is None:
            raise PydanticCustomError("until_without_day", "until without day", {})
        if self.until is not None and self.day is not None and self.until < self.day:
            raise PydanticCustomError("date_order", "{start} is after {end}", {"start": f"{self.day}",
                                      "end": f"{self.until}"})  # fmt: skip
        return self

    def days(self, horizon: Horizon) -> Iterator[int]:
        """Positions of the days that are meant, as far as they are to be decided."""
        first, start = horizon.dates[0], horizon.first
        stop = len(horizon.dates)
        if self.day is not None:
            start = max(start, (self.day - first).days)
            stop = min(stop, ((self.until or self.day) - first).days + 1)
        for day in range(start, stop):
            if self.weekday is None or WEEKDAYS[horizon.dates[day].weekday()] == self.weekday:
                yield day

    def cells(self, horizon: Horizon, officer: int, day: int) -> np.ndarray:
        """Positions of the candidates of a day that are meant."""
        cells = horizon.cells(officer, day)
        if self.shifts is not None:
            named = [n for n, shift in enumerate(horizon.shift_ids) if shift in self.shifts]
            cells = cells[np.isin(horizon.shift[cells], named)]
        if self.hours is not None:
            cells = cells[(horizon.start[cells] < self.hours.end) & (self.hours.start < horizon.end[cells])]
        return cells
