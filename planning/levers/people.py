"""The people planned: which roster speaks for a coming week, and what it is in that week."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from office.problems import InputError, Problem, RosterError
from office.weeks import monday_of
from planning.check import read_roster
from planning.givens import judged, office_week
from planning.inputs import Inputs
from planning.rosterfile import check_names, read_roster_file
from planning.weeksheet.halfdays import PlaceKind
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


def roster_for(week: OfficeWeek, known: Mapping[str, Roster], folder: Path) -> tuple[Roster, str]:
    """The roster of this week, else the latest before it as it would be in this week, else the first after it.

    And the week that it was made for.

    Raises
    ------
    RosterError
        If there is none at all.
    """
    if not known:
        raise RosterError(Problem("levers.no_roster", found=str(folder), params={"week": week.week}))
    before = [name for name in known if name <= week.week]
    source = max(before) if before else min(known)
    return in_week(known[source], week), source


@dataclass(frozen=True)
class Planned:
    """A week and the roster that it is looked at with; `source` is the week that the roster was made for."""

    week: OfficeWeek
    roster: Roster
    source: str

    @property
    def notes(self) -> tuple[Problem, ...]:
        """That another week's roster stands in, and open days on which nobody is at a counter."""
        found = []
        if self.source != self.week.week:
            params: dict[str, str | int | float] = {"source": self.source, "week": self.week.week}
            found.append(Problem("levers.other_week", params=params, severity="note"))
        for day in self.week.open_days:
            if not self.roster.at_counters(day.date):
                found.append(Problem("levers.unplanned", params={"day": f"{day.date}"}, severity="note"))
        return tuple(found)


def planned(
    inputs: Inputs, week: str | None, named: Path | None, plans: Path, places: Mapping[str, PlaceKind], usual: str
) -> Planned:
    """The week that is asked for, and who works in it.

    Parameters
    ----------
    inputs
        The office.
    week
        ISO week; None means the named roster's own, or `usual` where no roster is named.
    named
        A roster.json or week.xlsx; None means what lies below `plans`.
    plans
        Folder of planned weeks.
    places
        Words for places in a week sheet.
    usual
        ISO week.

    Raises
    ------
    RosterError
        If there is no roster, or it cannot be read or is another office's.
    InputError
        If the week is closed.
    """
    if named is None:
        given = office_week(inputs, week or usual)
        known = rosters_in(plans, inputs.office.id)
        found, source = roster_for(given, known, plans)
        check_names(known[source], inputs.office, plans / source / ROSTER)
    else:
        read = read_roster(named, places)
        check_names(read.roster, inputs.office, named)
        source = read.roster.week
        given, found = judged(inputs, read.roster, bool(read.edited))
        if week is not None and week != source:
            given = office_week(inputs, week)
            found = in_week(found, given)
    if not given.open_days:
        raise InputError(Problem("levers.closed_week", found=given.week))
    return Planned(given, found, source)


def in_week(roster: Roster, week: OfficeWeek) -> Roster:
    """A roster as it would be in another week: weekday by weekday, without who is away then and without closed days.

    The week's own roster stays as it is.
    """
    if roster.week == week.week:
        return roster
    later = (monday_of(week.week) - monday_of(roster.week)).days
    duties = _moved(roster.duties, later, week)
    parts = {
        "week": week.week, "assignments": _moved(roster.assignments, later, week), "duties": duties,
        "stand_ins": name_stand_ins(week, duties), "absences": week.absences,
    }  # fmt: skip
    return roster.model_copy(update=parts)


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
