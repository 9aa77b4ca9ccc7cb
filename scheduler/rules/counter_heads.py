"""Counter heads: how many officers are at counters for some steps in some hours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from office.hours import Seasonal
from office.values import Slug, Span
from scheduler.cover import serving
from scheduler.roster import SEVERAL, Roster, RuleLevel, Violation
from scheduler.rules.base import Rule
from scheduler.rules.limits import Count, Weight, check_order
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel


class CounterHeads(Rule):
    """In `hours` from `least` to `most` officers are at counters for any of `steps` (house rule).

    Without hours in all slots of service. Each minute of an officer too few or too many counts `weight` times.
    """

    rule: Literal["counter_heads"] = "counter_heads"
    level: RuleLevel = "broken"
    weight: Weight = 1
    steps: frozenset[Slug] = Field(min_length=1)
    hours: Seasonal[tuple[Span, ...]] | None = None
    least: Count = 0
    most: Count | None = None
    example: ClassVar = {
        "steps": ["berkas"], "hours": {"normal": {"mon-thu": ["08.00-10.00"]}}, "least": 2, "most": 3,
    }  # fmt: skip

    @model_validator(mode="after")
    def _least_is_at_most_most(self) -> Self:
        check_order(self.least, self.most)
        return self

    def slots(self, week: OfficeWeek) -> np.ndarray:
        """Slots that are meant, bool, shape (days, slots)."""
        if self.hours is None:
            return week.service
        spans = [self.hours.on(day.date.weekday(), day.season) or () for day in week.days]
        meant: np.ndarray = week.service & np.array([week.grid.touches(each) for each in spans])
        return meant

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each slot, in officers."""
        minutes = week.grid.slot_minutes
        for d, t in np.argwhere(self.slots(week)).tolist():
            start = int(week.grid.minutes[t])
            served = serving(week, roster, week.days[d].date, start, start + minutes)
            found = sum(bool(mask & self.steps) for mask in served)
            beyond = max(self.least - found, found - self.most if self.most is not None else 0)
            if beyond > 0:
                limit = self.least if found < self.least else self.most or 0
                yield self.breach(
                    found, limit, "officers", None, week.days[d].date, start, SEVERAL.join(sorted(self.steps)),
                    None if self.is_hard else self.weight * minutes * beyond,
                )  # fmt: skip

    def constrain(self, model: RosterModel) -> None:
        """The officers who serve any of the steps lie between the limits."""
        price = self.weight * model.week.grid.slot_minutes
        for d, t in np.argwhere(self.slots(model.week)).tolist():
            found = model.serving(self.steps, d, t)
            if self.least:
                model.at_least(found, self.least, because=self, weight=price)
            if self.most is not None:
                model.at_most(found, self.most, because=self, weight=price)
