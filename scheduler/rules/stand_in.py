"""Stand-in: one more than promised is on duty, so that one absence leaves no promise uncovered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from scheduler.cover import promise_sets
from scheduler.presence import able_there
from scheduler.roster import Roster, Violation
from scheduler.rules.base import Rule, RuleLevel
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel


class StandIn(Rule):
    """For each set of promises one officer more than promised is on duty, not on break, and able (N-1; house rule)."""

    rule: Literal["stand_in"] = "stand_in"
    level: RuleLevel = "no_stand_in"

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each slot, in minutes of the set of promises that is shortest."""
        sets, minutes = promise_sets(week), week.grid.slot_minutes
        able = able_there(week, roster, (group.steps for group in sets))
        for d, day in enumerate(week.days):
            for t, start in enumerate(week.grid.minutes.tolist()):
                short = [
                    (g.need[d, t] + 1 - n[d, t], g, n[d, t]) for g, n in zip(sets, able, strict=True) if g.need[d, t]
                ]
                worst = max(short, key=lambda item: item[0], default=(0, None, 0))
                if worst[1] is not None and worst[0] > 0:
                    found, asked = int(worst[2]) * minutes, int(worst[1].need[d, t] + 1) * minutes
                    yield self.breach(found, asked, "minutes", None, day.date, start, sorted(worst[1].promises)[0])

    def constrain(self, model: RosterModel) -> None:
        """Every set of promises finds one officer more on duty who is able to serve any of its steps."""
        for group in promise_sets(model.week):
            for day, slot in model.slots:
                if group.need[day, slot]:
                    found = model.on_duty(group.steps, day, slot)
                    model.cover({"stand_in": 1}, day, slot, found, int(group.need[day, slot]) + 1, because=self)
