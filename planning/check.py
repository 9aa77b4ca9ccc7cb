"""Checking: judges a roster from a file by the office's rules, and the office's own files, without any solver."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from office.problems import Place, Problem
from planning.book import read_book, told, with_book
from planning.checkown import check_own, is_own
from planning.config import LoadedConfig, load_config
from planning.givens import judged
from planning.inputs import gather
from planning.judgement import Checked
from planning.locknotes import lock_notes
from planning.rosterfile import check_names, read_roster_file
from planning.rosternames import own_stand_ins
from planning.weeksheet.halfdays import PlaceKind
from planning.weeksheet.read import read_week_xlsx
from scheduler.check import check
from scheduler.roster import Roster
from scheduler.score import score
from scheduler.shortages import find_shortages

WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class ReadRoster:
    """A roster from a file, and the days that somebody changed by hand in a week sheet."""

    roster: Roster
    edited: tuple[tuple[str, date], ...] = ()


def read_roster(path: Path, places: Mapping[str, PlaceKind]) -> ReadRoster:
    """The roster of a roster.json or of a week.xlsx, edited or not.

    Raises
    ------
    RosterError
        If the file cannot be read as either.
    """
    if path.suffix.lower() in WORKBOOKS:
        sheet = read_week_xlsx(path, places)
        return ReadRoster(sheet.roster, sheet.edited)
    return ReadRoster(read_roster_file(path).roster)


def check_file(
    config: Path,
    roster: Path,
    book: Path | None,
    previous: Sequence[Path],
    places: Mapping[str, PlaceKind],
    week: str | None = None,
) -> Checked:
    """Judges a roster by the same rules that made it.

    Parameters
    ----------
    config
        The office's YAML.
    roster
        A roster.json, a week.xlsx, or the office's own roster in a workbook or text file.
    book
        The head's workbook; its absences are added to the roster's own.
    previous
        Earlier rosters.
    places
        Words for places in a week sheet.
    week
        ISO week of an own roster that has several.

    Raises
    ------
    InputError
        With all problems of the first file that cannot be used.
    """
    inputs = gather(config, None, book, previous)
    if is_own(roster):
        return check_own(inputs, roster, week)
    read = read_roster(roster, places)
    check_names(read.roster, inputs.office, roster)
    givens, judged_roster = judged(inputs, read.roster, bool(read.edited))
    violations = check(judged_roster, givens, inputs.config.roster.rules)
    return Checked(
        week=givens,
        roster=judged_roster,
        violations=violations,
        score=score(violations, inputs.config.roster.rules),
        shortages=find_shortages(givens, judged_roster),
        edited=read.edited,
        notes=(
            *own_stand_ins(judged_roster, Place(file=str(roster))),
            *lock_notes(givens, inputs.config.roster.rules),
        ),
    )


def check_config(config: Path, book: Path | None) -> tuple[LoadedConfig, tuple[Problem, ...]]:
    """Reads an office's files; what is wrong is raised, what deserves a look is returned."""
    loaded = load_config(config)
    if book is None:
        return loaded, loaded.notes
    filled = read_book(book, loaded.config)
    with_book(loaded.config, filled)
    return loaded, (*loaded.notes, *told(book, filled))
