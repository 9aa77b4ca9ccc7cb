"""Service hours: counters are manned while the office serves, and at no other time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from scheduler.roster import Duty, Roster, Violation
from scheduler.rules.base import Rule
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel


class ServiceHours(Rule):
    """Nobody is put at a counter outside the slots in which the office serves (house rule)."""

    rule: Literal["service_hours"] = "service_hours"
    level: Literal["broken"] = "broken"
    gravity: ClassVar[int] = 100

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each stretch at a counter, with its minutes outside."""
        for duty in roster.duties:
            outside = _minutes_outside(duty, week) if duty.activity == "counter" else 0
            if outside:
                yield self.breach(outside, 0, "minutes", duty.officer, duty.day, duty.start, duty.counter or "")

    def constrain(self, model: RosterModel) -> None:
        """No posts in slots without service."""
        for kind in model.week.office.counter_types:
            for day, slot in model.slots:
                if not model.week.service[day, slot]:
                    model.at_most(model.posts_at(kind.id, day, slot), 0, because=self)


def _minutes_outside(duty: Duty, week: OfficeWeek) -> int:
    grid, day = week.grid, week.index(duty.day)
    if not 0 <= day < grid.days:
        return duty.minutes
    starts = grid.minutes[week.service[day]]
    inside = np.minimum(starts + grid.slot_minutes, duty.end) - np.maximum(starts, duty.start)
    return duty.minutes - int(np.maximum(inside, 0).sum())
