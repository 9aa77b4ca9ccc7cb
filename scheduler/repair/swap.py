"""Swap: two officers take each other's work, on one day or on a day each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.repair.edits import merged, with_assignment, with_days, without_day
from scheduler.roster import Duty, Roster
from scheduler.week import OfficeWeek

Place = tuple[str, date]
"""An officer on a day."""


@dataclass(frozen=True)
class Unable:
    """An officer who can serve nothing at a counter that he would have to take."""

    officer: str
    day: date
    counter: str


def unable(week: OfficeWeek, roster: Roster, one: Place, other: Place) -> tuple[Unable, ...]:
    """Counters of each one's work that the other cannot hold."""
    pairs = ((one, other[0]), (other, one[0]))
    found = (
        Unable(officer, day, duty.counter)
        for (holder, day), officer in pairs
        for duty in roster.duties_of(holder, day)
        if duty.counter is not None and not _steps(week, officer, duty.counter)
    )
    return tuple(dict.fromkeys(found))


def swapped(week: OfficeWeek, roster: Roster, one: Place, other: Place) -> Roster:
    """The roster in which each of two officers has the other's work of a day.

    On one day they change places. On two days each gives away the own day and takes the other's on top of whatever he
    has there: whether that may be is for the rules to say.
    """
    (first, day), (second, later) = one, other
    given, back = _handed(week, roster, one, second), _handed(week, roster, other, first)
    changed = without_day(without_day(roster, first, day), second, later)
    for (officer, when), (source, whence) in (((second, day), one), ((first, later), other)):
        duties = given if source == first else back
        kept = changed.duties_of(officer, when)
        for held in roster.assignments_of(source, whence):
            taken = held.model_copy(update={"officer": officer})
            others = tuple(a for a in changed.assignments_of(officer, when))
            changed = with_assignment(changed, taken, ())
            changed = changed.model_copy(update={"assignments": (*changed.assignments, *others)})
        changed = with_days(changed, when, {officer: merged([*kept, *duties])})
    return changed


def _handed(week: OfficeWeek, roster: Roster, place: Place, officer: str) -> tuple[Duty, ...]:
    """Somebody's duties as another would have them: at a counter he serves what he can."""
    return tuple(_own(week, duty, officer) for duty in roster.duties_of(*place))


def _own(week: OfficeWeek, duty: Duty, officer: str) -> Duty:
    steps = _steps(week, officer, duty.counter) if duty.counter is not None else frozenset()
    return duty.model_copy(update={"officer": officer, "steps": steps})


def _steps(week: OfficeWeek, officer: str, counter: str) -> frozenset[str]:
    office = week.office
    return office.served_at(office.officer(officer).skills, office.counter(counter).type)


def both_work(roster: Roster, one: Place, other: Place) -> Iterator[Place]:
    """Officers who already work on the day that they would take over, when two different days are swapped."""
    if one[1] != other[1]:
        for place in ((other[0], one[1]), (one[0], other[1])):
            if roster.assignments_of(*place):
                yield place
