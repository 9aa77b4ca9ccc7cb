"""Moved: what is different for whom between two rosters of a week."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from office.people import Absence
from scheduler.roster import Duty, Roster, Whereabouts


@dataclass(frozen=True)
class Where:
    """Where somebody is: an activity with its counter or task, away, or off."""

    doing: Whereabouts
    counter: str | None = None
    task: str | None = None


@dataclass(frozen=True)
class Moved:
    """A stretch of an officer's day that he spends elsewhere than before."""

    officer: str
    day: date
    start: int
    end: int
    before: Where
    after: Where


def moves_between(old: Roster, new: Roster) -> tuple[Moved, ...]:
    """All stretches that differ, by day, officer and time. Different steps at the same counter are no move."""
    pairs = {(d.day, d.officer) for d in set(old.duties) ^ set(new.duties)}
    return tuple(moved for day, officer in sorted(pairs) for moved in _of_day(old, new, officer, day))


def _of_day(old: Roster, new: Roster, officer: str, day: date) -> list[Moved]:
    before, after = old.duties_of(officer, day), new.duties_of(officer, day)
    edges = sorted({edge for duty in (*before, *after) for edge in (duty.start, duty.end)})
    found: list[Moved] = []
    for start, end in pairwise(edges):
        was, will = _where(old, before, officer, day, start), _where(new, after, officer, day, start)
        if was == will:
            continue
        last = found[-1] if found else None
        if last is not None and (last.end, last.before, last.after) == (start, was, will):
            found[-1] = Moved(officer, day, last.start, end, was, will)
        else:
            found.append(Moved(officer, day, start, end, was, will))
    return found


def _where(roster: Roster, duties: tuple[Duty, ...], officer: str, day: date, minute: int) -> Where:
    for duty in duties:
        if duty.start <= minute < duty.end:
            return Where(duty.activity, duty.counter, duty.task)
    away: Absence | None = next((a for a in roster.absences if a.officer == officer and a.covers(day)), None)
    return Where(away.kind if away is not None else "off")
