"""Daily rest: enough hours between the end of one shift and the start of the next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from office.values import MINUTES_A_DAY, Value
from scheduler.clauses import Clause, Limit
from scheduler.horizon import OUTSIDE, Horizon
from scheduler.rules.filters import Which, Who
from scheduler.rules.line import LineRule


class LongerRest(Value):
    """After shifts of `which`, such as late ones, `hours` of rest are asked for."""

    which: Which
    hours: Annotated[float, Field(ge=0, le=168)]


class DailyRest(LineRule):
    """Between two days' shifts lie at least `hours` of rest (the usual 11 hours: Directive 2003/88/EC, art. 3).

    The last shifts before the first day count as well, as far as they are known; outside duty does not. `after` asks
    for more after some shifts.
    """

    rule: Literal["daily_rest"] = "daily_rest"
    gravity: ClassVar[int] = 10
    example: ClassVar = {"hours": 11, "after": [{"which": {"any_tag": ["late"]}, "hours": 14}]}
    who: Who = Who()
    hours: Annotated[float, Field(ge=0, le=24)] = 11.0
    after: tuple[LongerRest, ...] = ()

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """Of two shifts too close together at most one is worked; each missing minute counts."""
        needed = self._needed(horizon)
        is_work = np.array([shift != OUTSIDE for shift in horizon.shift_ids], dtype=bool)[horizon.shift]
        reach = range(1, 1 + -(-int(needed.max(initial=0)) // MINUTES_A_DAY))
        for n in self.who.among(horizon.officers):
            line = horizon.line(n, is_work)
            for day, gap in product(range(horizon.first, len(horizon.dates)), reach):
                if gap <= day:
                    yield from _too_close(horizon, n, line[day - gap], line[day], needed)

    def _needed(self, horizon: Horizon) -> np.ndarray:
        """Minutes of rest that each candidate asks for after it, int."""
        needed = np.full(len(horizon.candidates), round(self.hours * 60))
        for longer in self.after:
            needed = np.maximum(needed, longer.which.mask(horizon) * round(longer.hours * 60))
        return needed


def _too_close(
    horizon: Horizon, officer: int, earlier: np.ndarray, later: np.ndarray, needed: np.ndarray
) -> Iterator[Limit]:
    """One limit for each end and each start between which too little rest lies."""
    if not len(earlier) or not len(later):
        return
    gap = int(horizon.day[later[0]] - horizon.day[earlier[0]]) * MINUTES_A_DAY
    ends = np.unique(np.stack([horizon.end[earlier], needed[earlier]]), axis=1).T.tolist()
    for (end, asked), start in product(ends, np.unique(horizon.start[later]).tolist()):
        rest = gap - end + start
        if rest < asked:
            same = (horizon.end[earlier] == end) & (needed[earlier] == asked)
            yield Limit(
                unit="minutes", officer=horizon.officers[officer].id, day=horizon.dates[horizon.day[later[0]]],
                cells=np.concatenate([earlier[same], later[horizon.start[later] == start]]), high=1,
                over=asked - rest, told=(rest, asked),
            )  # fmt: skip
