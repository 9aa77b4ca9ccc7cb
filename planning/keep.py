"""Keep: what somebody changed by hand in a roster stays, and the rest of the week is planned around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from office.people import Absence
from office.problems import Param, Place, Problem, RosterError
from office.provenance import hash_of
from planning.check import WORKBOOKS
from planning.inputs import Inputs
from planning.rosterfile import check_names, read_roster_file
from planning.weeksheet.halfdays import PlaceKind
from planning.weeksheet.read import read_week_xlsx
from scheduler.check import check
from scheduler.roster import Assignment, Duty, Roster, Violation
from scheduler.rules import BASIC_RULES
from scheduler.rules.locked_cells import Cell, LockedCells
from scheduler.week import OfficeWeek


@dataclass(frozen=True)
class Kept:
    """What stays of an edited roster.

    Parameters
    ----------
    path
        Its file.
    roster
        The roster as edited.
    days
        Officers and dates that stay as a whole: cells of a week sheet that somebody changed.
    cells
        Single cells that stay: what stands under ``locked`` in a roster.json.
    """

    path: Path
    roster: Roster
    days: tuple[tuple[str, date], ...] = ()
    cells: tuple[Cell, ...] = ()

    def locked(self, week: OfficeWeek) -> frozenset[tuple[str, int]]:
        """The days as the solver wants them."""
        return frozenset((officer, week.index(day)) for officer, day in self.days)

    @property
    def absences(self) -> tuple[Absence, ...]:
        """Leave and outside duty written into changed cells, day by day."""
        return tuple(
            absence.model_copy(update={"start": day, "end": day})
            for officer, day in self.days
            for absence in self.roster.absences
            if absence.officer == officer and absence.covers(day)
        )

    @property
    def changed(self) -> Roster:
        """The changed days alone."""
        days = frozenset(self.days)

        def stays(part: Assignment | Duty) -> bool:
            return (part.officer, part.day) in days

        return self.roster.model_copy(update={
            "assignments": tuple(filter(stays, self.roster.assignments)), "stand_ins": (),
            "duties": tuple(filter(stays, self.roster.duties)), "absences": self.absences,
        })  # fmt: skip


def read_kept(path: Path, week: str | None, places: Mapping[str, PlaceKind]) -> Kept:
    """What stays of a week.xlsx that somebody edited, or of a roster.json that lists locked cells.

    Parameters
    ----------
    path
        The file.
    week
        The ISO week that is planned; None takes the file's.
    places
        Words for places in a week sheet.

    Raises
    ------
    RosterError
        If the file cannot be read as either, or is of another week.
    """
    if path.suffix.lower() in WORKBOOKS:
        sheet = read_week_xlsx(path, places)
        kept = Kept(path, sheet.roster, sheet.edited)
    else:
        file = read_roster_file(path)
        kept = Kept(path, file.roster, cells=file.locked)
    if week is not None and kept.roster.week != week:
        raise RosterError(Problem("keep.other_week", Place(file=str(path)), kept.roster.week, (week,)))
    return kept


def with_kept(inputs: Inputs, kept: Kept, previous: Sequence[Path]) -> Inputs:
    """The inputs with what was written by hand: absences of changed cells, locked cells among the rules.

    Raises
    ------
    RosterError
        If the roster names what the office does not have.
    """
    check_names(kept.roster, inputs.office, kept.path)
    roster = inputs.config.roster
    if kept.cells:
        roster = roster.model_copy(update={"rules": (*roster.rules, LockedCells(cells=kept.cells))})
    return replace(
        inputs,
        config=inputs.config.model_copy(update={"roster": roster}),
        absences=(*inputs.absences, *kept.absences),
        hashes=replace(inputs.hashes, previous=hash_of(*sorted(previous), kept.path)),
    )


def keep_notes(kept: Kept, week: OfficeWeek) -> tuple[Problem, ...]:
    """What is kept, and which changed cells contradict each other or the office: each once, by officer and day."""
    where = Place(file=kept.path.name)
    if not kept.days and not kept.cells:
        return (Problem("keep.nothing", where, severity="warning"),)
    told = [_kept_note(kept, where)]
    broken = [v for v in check(kept.changed, week, BASIC_RULES) if v.rule in TOLD and v.hard]
    for problem in (_contradiction(violation, kept, where) for violation in broken):
        told += [problem] if problem not in told else []
    return tuple(told)


TOLD = ("counters", "skills", "service_hours", "leave", "one_shift", "break_window", "sites")
"""Rules that a changed cell can break by itself or together with another changed one."""


def _kept_note(kept: Kept, where: Place) -> Problem:
    cells = [f"{officer}, {day}" for officer, day in kept.days] + [
        f"{c.officer}, {c.day}, {c.hours}" for c in kept.cells
    ]
    params: dict[str, Param] = {"count": len(cells)}
    return Problem("keep.kept", where, "; ".join(cells), params=params, severity="note")


def _contradiction(violation: Violation, kept: Kept, where: Place) -> Problem:
    day = f"{violation.day}"
    if violation.rule == "counters" and violation.start is not None:
        start = violation.start
        holders = [
            d.officer for d in kept.changed.duties
            if d.counter == violation.subject and f"{d.day}" == day and d.start <= start < d.end
        ]  # fmt: skip
        params: dict[str, Param] = {"counter": violation.subject, "day": day}
        code = "keep.counter_twice" if len(holders) > 1 else "keep.counter_closed"
        return Problem(code, where, ", ".join(sorted(holders)), params=params, severity="warning")
    params = {"day": day, "counter": violation.subject}
    return Problem(f"keep.{violation.rule}", where, violation.officer or "", params=params, severity="warning")
