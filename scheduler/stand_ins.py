"""Stand-ins: who takes a post when its holder does not come, and where one absence leaves a promise open."""

from collections.abc import Iterable

from scheduler.roster import Duty, Roster, StandIn
from scheduler.week import OfficeWeek


def name_stand_ins(week: OfficeWeek, duties: Iterable[Duty]) -> tuple[StandIn, ...]:
    """A named stand-in for every stretch of every post; None where nobody can."""
    raise NotImplementedError


def without_stand_in(week: OfficeWeek, roster: Roster) -> tuple[StandIn, ...]:
    """Promised posts for which nobody can stand in."""
    raise NotImplementedError


def weak_slots(week: OfficeWeek, roster: Roster) -> tuple[tuple[int, int], ...]:
    """(day index, slot) in which one absence leaves a promised step uncovered."""
    raise NotImplementedError
