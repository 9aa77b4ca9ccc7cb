"""The people planned: which roster speaks for a coming week, and what it is in that week."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from office.problems import Problem, RosterError
from office.weeks import monday_of
from planning.levers.away import changed
from planning.rosterfile import read_roster_file
from scheduler.roster import Assignment, Duty, Roster
from scheduler.stand_ins import name_stand_ins
from scheduler.week import OfficeWeek

ROSTER = "roster.json"
T = TypeVar("T", Assignment, Duty)


def rosters_in(folder: Path, office: str) -> dict[str, Roster]:
    """The office's planned weeks below a folder, by week; files that are no roster are nobody's."""
    found = {}
    for path in sorted(folder.glob(f"????-W??/{ROSTER}")):
        try:
            roster = read_roster_file(path).roster
        except RosterError:
            continue
        if roster.office == office:
            found[roster.week] = roster
    return found


def roster_for(week: OfficeWeek, known: Mapping[str, Roster], folder: Path) -> Roster:
    """The roster of this week, else the latest before it as it would be in this week, else the first after it.

    Raises
    ------
    RosterError
        If there is none at all.
    """
    if not known:
        raise RosterError(Problem("levers.no_roster", found=str(folder), params={"week": week.week}))
    before = [name for name in known if name <= week.week]
    return in_week(known[max(before)] if before else known[min(known)], week)


def in_week(roster: Roster, week: OfficeWeek) -> Roster:
    """A roster as it would be in another week: weekday by weekday, without who is away then and without closed days.

    The week's own roster stays as it is.
    """
    if roster.week == week.week:
        return roster
    later = (monday_of(week.week) - monday_of(roster.week)).days
    duties = _moved(roster.duties, later, week)
    return changed(
        roster, week=week.week, assignments=_moved(roster.assignments, later, week), duties=duties,
        stand_ins=name_stand_ins(week, duties), absences=week.absences,
    )  # fmt: skip


def _moved(parts: tuple[T, ...], days: int, week: OfficeWeek) -> tuple[T, ...]:
    open_days = {day.date for day in week.open_days}
    away = set(week.absent)

    def when(part: T) -> date:
        return part.day + timedelta(days)

    return tuple(
        part.model_copy(update={"day": when(part)})
        for part in parts
        if when(part) in open_days and (part.officer, when(part)) not in away
    )
