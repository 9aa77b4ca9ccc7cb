"""Desk weeks: officers change their counters over the weeks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from scheduler.roster import Roster, Violation
from scheduler.rules.limits import Weeks
from scheduler.rules.seated import SeatRule, main_desk
from scheduler.week import OfficeWeek


class DeskWeeks(SeatRule):
    """Nobody is mainly at the same counter for more than `weeks` weeks in a row (house rule).

    His main counter of a week is the one at which he sits longest. Officers who can do only what one counter does
    are left out.
    """

    rule: Literal["desk_weeks"] = "desk_weeks"
    weeks: Weeks = 2
    example: ClassVar = {"weeks": 2}

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each officer who stays too long."""
        for officer in week.office.officers:
            desk = main_desk(duty for day in week.days for duty in roster.duties_of(officer.id, day.date))
            before = week.history.of(officer.id)
            weeks = before.desk_weeks + 1 if desk == before.desk else 1
            if desk is not None and weeks > self.weeks and has_choice(week, officer.skills):
                yield self.breach(weeks, self.weeks, "turns", officer.id, subject=desk, charge=weeks - self.weeks)


def has_choice(week: OfficeWeek, skills: frozenset[str]) -> bool:
    """Whether there are two usable counters at which somebody with these skills serves anything."""
    return sum(c.available and bool(week.office.served_at(skills, c.type)) for c in week.office.counters) > 1


def tired_of(week: OfficeWeek, weeks: int) -> frozenset[tuple[str, str]]:
    """Officers and the counters at which they have been for that many weeks, and could be elsewhere."""
    known = ((officer, week.history.of(officer.id)) for officer in week.office.officers)
    return frozenset(
        (officer.id, turns.desk)
        for officer, turns in known
        if turns.desk is not None and turns.desk_weeks >= weeks and has_choice(week, officer.skills)
    )
