"""Pay by the hour: what the work of those costs who are paid by the hour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from scheduler.clauses import Clause, Limit
from scheduler.horizon import Horizon
from scheduler.roster import RuleLevel
from scheduler.rules.filters import ALL_WORK, Which
from scheduler.rules.line import LineRule
from scheduler.rules.period import Period
from scheduler.rules.rates import Dearer, Rate, percents, rate_of


class PayByHour(LineRule):
    """Work of those who are paid by the hour costs as little as can be, once visitors are served (house rule).

    Each week counts what its paid minutes cost: an hour at the officer's rate, dearer work at its percent.
    """

    rule: Literal["pay_by_hour"] = "pay_by_hour"
    level: RuleLevel = "cost"
    example: ClassVar = {
        "rates": [{"who": {"any_tag": ["daily"]}, "rupiah": 25000}],
        "dearer": [{"which": {"weekdays": ["sat", "sun"]}, "percent": 200}],
    }
    rates: Annotated[tuple[Rate, ...], Field(min_length=1)]
    dearer: tuple[Dearer, ...] = ()
    which: Which = ALL_WORK

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """One limit of nothing for each officer with a rate and each week: each rupiah lies beyond it."""
        among = self.which.mask(horizon) & (horizon.day >= horizon.first)
        percent = percents(horizon, self.dearer)
        for n, officer in enumerate(horizon.officers):
            pay = np.rint(horizon.minutes * percent * rate_of(self.rates, officer) / 6000).astype(int)
            for week in Period(every="week").windows(horizon):
                cells = horizon.within(n, week.days)
                cells = cells[among[cells] & (pay[cells] > 0)]
                if len(cells):
                    yield Limit(
                        unit="rupiah", officer=officer.id, day=horizon.dates[week.stop - 1], cells=cells,
                        factors=pay[cells], high=0,
                    )  # fmt: skip
