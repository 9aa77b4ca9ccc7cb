"""Unavailable: when an officer cannot work, leave aside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from scheduler.clauses import Clause, Limit
from scheduler.horizon import Horizon
from scheduler.rules.asked import Asked
from scheduler.rules.line import LineRule


class Unavailable(LineRule):
    """An officer holds no work on days and at hours at which he or she cannot come (house rule)."""

    rule: Literal["unavailable"] = "unavailable"
    gravity: ClassVar[int] = 20
    example: ClassVar = {"times": [{"officer": "petugas_a", "weekday": "fri", "hours": "13.00-16.00"}]}
    times: tuple[Asked, ...] = ()

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """One limit for each day that is listed."""
        places = {officer.id: n for n, officer in enumerate(horizon.officers)}
        for asked in self.times:
            for day in asked.days(horizon) if asked.officer in places else ():
                cells = asked.cells(horizon, places[asked.officer], day)
                if len(cells):
                    yield Limit(unit="shifts", officer=asked.officer, day=horizon.dates[day], cells=cells, high=0)
