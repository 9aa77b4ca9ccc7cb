"""Fair turns: late lunches, Saturdays and days at the priority counter go round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import NonNegativeInt

from office.office import Office
from office.values import Slug
from scheduler.roster import Roster, RuleLevel, Violation
from scheduler.rules.base import Rule
from scheduler.turns import BURDENS, Burden, is_late_lunch, is_saturday, priority_counters, priority_steps, week_turns
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel


class FairTurns(Rule):
    """Counting earlier weeks, no officer has had a burden more than `spread` times oftener than another (house rule).

    Compared are officers who could have taken it this week: those who are there on a day that has it, and for the
    priority counter those who can do a step for which it is needed.
    """

    rule: Literal["fair_turns"] = "fair_turns"
    level: RuleLevel = "turns"
    spread: NonNegativeInt = 1
    burdens: frozenset[Burden] = frozenset(BURDENS)
    counters: frozenset[Slug] | None = None
    """Priority counters; None means those whose steps only visitors of the first priority class ask for."""

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each burden, told at the officer who has had it most."""
        turns = week_turns(week, roster, self._counters(week.office))
        for burden in sorted(self.burdens):
            had = {o: _before(week, o, burden) + turns[o][burden] for o in self.compared(week, burden)}
            most = max(had, key=lambda officer: had[officer], default=None)
            if most is not None and had[most] - min(had.values()) > self.spread:
                spread = had[most] - min(had.values())
                yield self.breach(spread, self.spread, "turns", most, subject=burden)

    def constrain(self, model: RosterModel) -> None:
        """The turns of each burden, earlier ones included, lie within the spread."""
        for burden in sorted(self.burdens):
            had = [
                model.turns(officer, burden, self._counters(model.week.office)) + _before(model.week, officer, burden)
                for officer in self.compared(model.week, burden)
            ]
            model.balance(had, self.spread, because=self)

    def _counters(self, office: Office) -> frozenset[str]:
        return priority_counters(office) if self.counters is None else self.counters

    def compared(self, week: OfficeWeek, burden: Burden) -> list[str]:
        """Officers who could take this burden on some day of the week."""
        return [o for o in week.office.officer_ids if self._could_take(week, o, burden)]

    def _could_take(self, week: OfficeWeek, id: str, burden: Burden) -> bool:
        officer = week.office.officer(id)
        choices = [a for day in week.open_days if not week.absence_of(id, day.date) for a in week.choices(officer, day)]
        if burden == "lunch":
            slot_minutes = week.grid.slot_minutes
            return any(is_late_lunch(a, week.break_rule(week.day(a.day)), slot_minutes) for a in choices)
        if burden == "saturday":
            return any(is_saturday(a.day) for a in choices)
        steps = priority_steps(week.office, self._counters(week.office))
        return bool(choices) and bool(week.office.able(officer.skills) & steps)


def turn_counters(rules: Iterable[Rule]) -> frozenset[str] | None:
    """The priority counters that a rule of fair turns names; None when none does."""
    shared = (rule for rule in rules if isinstance(rule, FairTurns) and "priority" in rule.burdens)
    return next((rule.counters for rule in shared), None)


def _before(week: OfficeWeek, officer: str, burden: Burden) -> int:
    return week.history.of(officer).burdens.get(burden, 0)
