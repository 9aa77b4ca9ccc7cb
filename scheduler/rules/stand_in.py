"""Stand-in: one more than promised is on duty, so that one absence leaves no promise uncovered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from scheduler.cover import promise_sets
from scheduler.presence import able_there
from scheduler.roster import SEVERAL, Roster, RuleLevel, Violation
from scheduler.rules.base import Rule
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel


class StandIn(Rule):
    """For each set of promises one officer more than promised is on duty, not on break, and able (N-1; house rule)."""

    rule: Literal["stand_in"] = "stand_in"
    level: RuleLevel = "no_stand_in"
    example: ClassVar = {"level": "no_stand_in"}

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each slot, in minutes of the set of promises that is shortest.

        Its subject are the promises that one absence may leave empty, in the order of the office.
        """
        sets, minutes = promise_sets(week), week.grid.slot_minutes
        able = able_there(week, roster, (group.steps for group in sets))
        for d, day in enumerate(week.days):
            for t, start in enumerate(week.grid.minutes.tolist()):
                asked = {group.promises: int(group.need[d, t]) + 1 for group in sets if group.need[d, t]}
                short = {
                    group.promises: asked[group.promises] - int(there[d, t])
                    for group, there in zip(sets, able, strict=True)
                    if asked.get(group.promises, 0) > there[d, t]
                }
                if short:
                    worst = max(short, key=lambda promises: short[promises])
                    found, limit = (asked[worst] - short[worst]) * minutes, asked[worst] * minutes
                    yield self.breach(found, limit, "minutes", None, day.date, start, _named(short, week))

    def constrain(self, model: RosterModel) -> None:
        """Every set of promises finds one officer more on duty who is able to serve any of its steps.

        Sets for which the same officers count ask together: the one that needs most speaks for them.
        """
        asked: dict[frozenset[tuple[frozenset[str], str | None]], tuple[frozenset[str], np.ndarray]] = {}
        places = list(product(model.groups, model.week.reach.items()))
        for group in promise_sets(model.week):
            able = frozenset((g.skills, site) for g, (site, done) in places if g.steps & done & group.steps)
            steps, need = asked.get(able, (group.steps, group.need))
            asked[able] = steps, np.maximum(need, group.need)
        for steps, need in asked.values():
            for day, slot in model.slots:
                if need[day, slot]:
                    found = model.on_duty(steps, day, slot)
                    model.cover({"stand_in": 1}, day, slot, found, int(need[day, slot]) + 1, because=self)


def _named(short: Mapping[frozenset[str], int], week: OfficeWeek) -> str:
    """Ids of the promises that one absence may leave empty, given how many officers more each short set asks for.

    Not those of a set that is short only as a smaller one is: whoever serves the others is then not needed there.
    """
    named = {
        promise
        for group, more in short.items()
        for promise in group
        if all(more >= less for part, less in short.items() if part <= group - {promise})
    }
    return SEVERAL.join(promise.id for promise in week.office.promises if promise.id in named)
