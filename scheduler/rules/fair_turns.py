"""Fair turns: late lunches, Saturdays, days at the priority counter or on call, and others that are named, go round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from office.office import Office
from office.values import Slug
from scheduler.horizon import LineName
from scheduler.roster import Roster, RuleLevel, Violation
from scheduler.rules.base import Rule
from scheduler.rules.burdens import PARTS, Burden, Chances, alike, chances, taken, usual_burdens
from scheduler.rules.limits import Count
from scheduler.week import OfficeWeek
from scheduler.weekhorizon import week_horizon

if TYPE_CHECKING:
    from scheduler.modelbase import RuleModel

Usual = Literal["lunch", "saturday", "priority", "on_call"]


class FairTurns(Rule):
    """Counting earlier weeks, no officer has had a burden more than `spread` times oftener than another (house rule).

    Compared are officers who could have taken it this week: those who are there on a day that has it, and for
    counters those who can do a step for which they are needed. Who was away is credited with the mean of those like
    him who were there. Officers who are alike are compared among themselves as well, in case all cannot be even.
    """

    rule: Literal["fair_turns"] = "fair_turns"
    level: RuleLevel = "turns"
    example: ClassVar = {"burdens": ["lunch", "priority"], "spread": 1}
    spread: Count = 1
    burdens: frozenset[Usual] = frozenset({"lunch", "saturday", "priority", "on_call"})
    counters: frozenset[Slug] | None = None
    """Priority counters; None means those whose steps only visitors of the first priority class ask for."""
    others: tuple[Burden, ...] = ()
    """Further burdens by name: early or late shifts, mobile service, busy counters."""

    def shared(self, office: Office, line: LineName = "work") -> tuple[Burden, ...]:
        """The burdens of a line that this rule shares out."""
        posts = {post.id for post in office.on_call} if "on_call" in self.burdens else set()
        usual = (b for b in usual_burdens(office, self.counters) if b.id in self.burdens | posts)
        return tuple(burden for burden in (*usual, *self.others) if burden.line(office) == line)

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """For each burden one breach, and one for each group of officers who are alike, told at whom it met most."""
        horizon = week_horizon(week, roster)
        for burden in (*self.shared(week.office), *self.shared(week.office, "on_call")):
            turns, chance = taken(week, roster, burden, horizon), chances(week, burden, horizon)
            had = before(week, burden) + PARTS * turns.sum(axis=1) + chance.credits(turns)
            for group in compared(week, chance):
                found = int(np.ptp(had[group]))
                if found > PARTS * self.spread:
                    most = week.office.officer_ids[group[int(np.argmax(had[group]))]]
                    turns_apart = -(-found // PARTS)
                    yield self.breach(turns_apart, self.spread, "turns", most, subject=burden.name or burden.id)

    def constrain(self, model: RuleModel) -> None:
        """The turns of each burden of the line, earlier ones and credits included, lie within the spread."""
        week = model.week
        for burden in self.shared(week.office, model.line):
            chance, start = chances(week, burden, model.horizon), before(week, burden)
            start -= start[chance.compared].min(initial=0) if chance.compared else 0
            turns = [[model.turns(n, d, burden) for d in range(len(week.days))] for n in range(len(start))]
            had = [[PARTS * turn for turn in mine] for mine in turns]
            for officer, day, others, parts in chance.missed:
                had[officer].append(parts * model.total(turns[n][day] for n in others))
            for group in compared(week, chance):
                amounts = [model.total(had[n]) + int(start[n]) for n in group]
                model.balance(amounts, self.spread, because=self, parts=PARTS)


def before(week: OfficeWeek, burden: Burden) -> np.ndarray:
    """Parts of turns that each officer has had or was credited with before this week, int, shape (officers,)."""
    known = (week.history.of(officer) for officer in week.office.officer_ids)
    return np.array([PARTS * t.burdens.get(burden.id, 0) + t.credits.get(burden.id, 0) for t in known], dtype=int)


def compared(week: OfficeWeek, chance: Chances) -> Iterator[list[int]]:
    """Positions of all officers who are compared, and of those among them who are alike."""
    everybody = chance.compared
    if everybody:
        yield everybody
    for ids in alike(week.office):
        group = [n for n in everybody if week.office.officer_ids[n] in ids]
        if 1 < len(group) < len(everybody):
            yield group


def burdens_of(rules: Iterable[Rule], office: Office) -> tuple[Burden, ...]:
    """All burdens that rules of fair turns share out, and the usual ones: what history is kept of."""
    fair = [rule for rule in rules if isinstance(rule, FairTurns)]
    named = {b.id: b for rule in fair for b in (*rule.shared(office), *rule.shared(office, "on_call"))}
    return *(b for b in usual_burdens(office) if b.id not in named), *named.values()
