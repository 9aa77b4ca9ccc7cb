"""Overtime pay: what minutes beyond the usual hours cost, the later the dearer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from office.values import Value
from scheduler.clauses import Clause, Limit
from scheduler.horizon import Horizon
from scheduler.roster import RuleLevel
from scheduler.rules.filters import ALL_WORK, Which
from scheduler.rules.limits import Count
from scheduler.rules.line import LineRule
from scheduler.rules.period import BySeason, Number, Period
from scheduler.rules.rates import Percent, Rate, rate_of


class OvertimeStep(Value):
    """From how many minutes of overtime on a minute costs how much.

    Parameters
    ----------
    beyond
        Minutes of overtime in the period before this step.
    percent
        What a minute then costs, in hundredths of the usual pay.
    """

    beyond: Count = 0
    percent: Percent


class OvertimePay(LineRule):
    """In each period paid minutes above a number cost overtime pay: the first hour of a day 1.5 times the hourly pay,
    each later one of that day twice (PP 35/2021, art. 31).

    A minute is priced in whole rupiah. For those whom `pay_by_hour` pays anyway, name what overtime adds: 50 and 100.
    The default of eight hours is for five days a week; with six days it is seven. A rest day has steps of its own: list
    the rule twice, with `which`.
    """

    rule: Literal["overtime_pay"] = "overtime_pay"
    level: RuleLevel = "cost"
    example: ClassVar = {"rates": [{"rupiah": 30000}], "above": 450, "period": "day"}
    rates: Annotated[tuple[Rate, ...], Field(min_length=1)]
    which: Which = ALL_WORK
    period: Period = Period(every="day")
    above: Number = BySeason(normal=480)
    steps: Annotated[tuple[OvertimeStep, ...], Field(min_length=1)] = (
        OvertimeStep(percent=150),
        OvertimeStep(beyond=60, percent=200),
    )

    @model_validator(mode="after")
    def _later_steps_are_dearer(self) -> Self:
        for before, after in pairwise(self.steps):
            if before.beyond >= after.beyond or before.percent > after.percent:
                raise PydanticCustomError("overtime_steps", "steps do not rise", {})
        return self

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """For each officer with a rate and each period one limit a step, at what the step adds to the price."""
        among, windows = self.which.mask(horizon), tuple(w for w in self.period.windows(horizon) if not w.is_led)
        for n, officer in enumerate(horizon.officers):
            prices = [0, *(round(step.percent * rate_of(self.rates, officer) / 6000) for step in self.steps)]
            added = [
                (step.beyond, after - before)
                for step, (before, after) in zip(self.steps, pairwise(prices), strict=True)
            ]
            for window in windows:
                cells = horizon.within(n, window.days)
                cells = cells[among[cells]]
                for beyond, price in added:
                    if price:
                        yield Limit(
                            unit="minutes", officer=officer.id, day=horizon.dates[window.stop - 1], cells=cells,
                            factors=horizon.minutes[cells], high=self.above.over(horizon, window.days) + beyond,
                            over=price,
                        )  # fmt: skip
