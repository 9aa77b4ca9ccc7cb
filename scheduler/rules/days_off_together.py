"""Days off together: each period has a rest worth the name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from scheduler.clauses import Clause, Occasions
from scheduler.horizon import Horizon
from scheduler.rules.filters import Who
from scheduler.rules.line import LineRule
from scheduler.rules.period import Period


class DaysOffTogether(LineRule):
    """In each period an officer has `days` days off in a row at least once (Directive 2003/88/EC, art. 5).

    Asked of periods that lie wholly within the known days.
    """

    rule: Literal["days_off_together"] = "days_off_together"
    gravity: ClassVar[int] = 5
    example: ClassVar = {"days": 2, "period": "week"}
    who: Who = Who()
    period: Period = Period(every="week")
    days: Annotated[int, Field(ge=1, le=31)] = 2

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """Of all so many days in a row not each is touched by work."""
        windows = [window for window in self.period.windows(horizon) if not window.unknown]
        for n in self.who.among(horizon.officers):
            line = horizon.held_days(n)
            for window in windows:
                runs = [
                    line[start : start + self.days] for start in window.days[: max(0, len(window.days) - self.days + 1)]
                ]
                yield Occasions(
                    unit="days", officer=horizon.officers[n].id, day=horizon.dates[window.stop - 1],
                    sets=tuple(np.concatenate(run) for run in runs), exclusive=tuple(runs), high=len(runs) - 1,
                    told=(0, self.days),
                )  # fmt: skip
