"""Promised cover: the minimum of officers at counters for each promise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from scheduler.cover import promise_need, promise_sets, serving, unmet
from scheduler.roster import Roster, RuleLevel, Violation
from scheduler.rules.base import Rule
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel


class PromisedCover(Rule):
    """In each slot the officers at counters keep all promises at once, nobody counted twice (house rule).

    Where they cannot, the promise that stands first in the file is kept first.
    """

    rule: Literal["promised_cover"] = "promised_cover"
    level: RuleLevel = "uncovered"

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each promise and slot, in minutes of officers at counters."""
        promises, minutes = week.office.promises, week.grid.slot_minutes
        need = {promise.id: promise_need(week, promise) for promise in promises}
        for d, day in enumerate(week.days):
            for t, start in enumerate(week.grid.minutes.tolist()):
                asked = [int(need[promise.id][d, t]) for promise in promises]
                held = serving(week, roster, day.date, start, start + minutes)
                for promise, officers, short in zip(promises, asked, unmet(promises, asked, held), strict=True):
                    if short:
                        kept, asked_for = (officers - short) * minutes, officers * minutes
                        yield self.breach(kept, asked_for, "minutes", None, day.date, start, promise.id)

    def constrain(self, model: RosterModel) -> None:
        """Every set of promises finds enough officers who serve any of its steps (Hall's theorem)."""
        weight = {promise.id: 2**n for n, promise in enumerate(reversed(model.week.office.promises))}
        for group in promise_sets(model.week, _seats(model.week)):
            names = {promise: weight[promise] for promise in sorted(group.promises)}
            for day, slot in model.slots:
                if group.need[day, slot]:
                    found = model.serving(group.steps, day, slot)
                    model.cover(names, day, slot, found, int(group.need[day, slot]), because=self)


def _seats(week: OfficeWeek) -> set[frozenset[str]]:
    """Steps that somebody may serve at one counter."""
    able = {week.office.able(officer.skills) for officer in week.office.officers}
    return {steps & kind.steps for steps in able for kind in week.office.counter_types}
