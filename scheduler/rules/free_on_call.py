"""Free on call: nobody is on call at home while away or at work, nor next to work that asks for rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from office.values import MINUTES_A_DAY
from scheduler.clauses import Clause, Limit
from scheduler.horizon import OUTSIDE, Horizon, LineName
from scheduler.oncall import OnCallHorizon
from scheduler.rules.filters import Which, Who
from scheduler.rules.line import LineRule


class FreeOnCall(LineRule):
    """Nobody is on call on a day of leave or outside duty, at hours at which he works, or less than `rest` hours before
    his work begins (house rule).

    Neither on the day before, of or after work that `not_before`, `not_with` or `not_after` mean. Of outside duty only
    its day counts.
    """

    rule: Literal["free_on_call"] = "free_on_call"
    gravity: ClassVar[int] = 10
    example: ClassVar = {"rest": 11, "not_before": {"any_tag": ["early"]}}
    line: LineName = "on_call"
    who: Who = Who()
    rest: Annotated[float, Field(ge=0, le=24)] = 0.0
    not_before: Which | None = None
    not_with: Which | None = None
    not_after: Which | None = None

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """One limit for each candidate that is barred."""
        if not isinstance(horizon, OnCallHorizon):
            return
        barred = self._barred(horizon)
        for n in self.who.among(horizon.officers):
            for cell in horizon.within(n, range(horizon.first, len(horizon.dates))).tolist():
                held = horizon.candidates[cell]
                if barred[cell] or (held.officer, held.day) in horizon.absent:
                    yield Limit(
                        unit="shifts", officer=held.officer, day=held.day, subject=held.shift,
                        cells=np.array([cell]), high=0,
                    )  # fmt: skip

    def _barred(self, horizon: OnCallHorizon) -> np.ndarray:
        """Candidates against which the officer's own work stands, bool, shape (candidates,)."""
        barred = np.zeros(len(horizon.candidates), dtype=bool)
        if horizon.work is None:
            return barred
        work, held = horizon.work
        on_call_days = np.array([c.day.toordinal() for c in horizon.candidates], dtype=int)
        beside = [(days, which.mask(work)) for days, which in self._beside()]
        for cell in np.flatnonzero(held & (work.officer >= 0)).tolist():
            mine = horizon.officer == work.officer[cell]
            ahead = work.candidates[cell].day.toordinal() - on_call_days
            begins, ends = (MINUTES_A_DAY * ahead + minute[cell] for minute in (work.start, work.end))
            clashes = (begins < horizon.end + round(60 * self.rest)) & (horizon.start < ends)
            if work.candidates[cell].shift == OUTSIDE:
                clashes = ahead == 0
            for days, meant in beside:
                if meant[cell]:
                    clashes |= ahead == days
            barred |= mine & clashes
        return barred

    def _beside(self) -> Iterator[tuple[int, Which]]:
        """Work that is not wanted, and how many days after the day on call."""
        yield from ((d, w) for d, w in ((1, self.not_before), (0, self.not_with), (-1, self.not_after)) if w)
