"""roster.json: a decided week on file, and what several of them leave behind."""

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from pydantic import ValidationError

from office.days import Calendar
from office.office import Office
from office.problems import Place, Problem, RosterError
from office.provenance import SCHEMA_VERSION
from office.weeks import dates_of
from planning.judged import judged_data
from planning.results import RosterFile, WeekPlan
from planning.rosternames import unknown_names
from scheduler.roster import Assignment, Duty, History, Roster, StandIn
from scheduler.rules.burdens import Burden
from scheduler.shifts import Shift
from scheduler.turns import extend_history


def read_roster_file(path: Path) -> RosterFile:
    """The roster of a roster.json.

    Raises
    ------
    RosterError
        If the file is no JSON, of another schema version, or does not hold a roster: every mistake at once.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise RosterError(Problem("roster.unreadable", Place(file=str(path), line=line), found=path.name)) from None
    provenance = raw.get("provenance") if isinstance(raw, dict) else None
    version = provenance.get("schema_version") if isinstance(provenance, dict) else None
    if not isinstance(version, int):
        raise RosterError(Problem("roster.damaged", Place(file=str(path), path="provenance.schema_version")))
    if version != SCHEMA_VERSION:
        found = Problem("roster.version", Place(file=str(path)), str(version), allowed=(str(SCHEMA_VERSION),))
        raise RosterError(found)
    try:
        return RosterFile.model_validate(raw)
    except ValidationError as error:
        raise RosterError(*_problems(path, error)) from None


def roster_json(file: RosterFile) -> bytes:
    """A roster as JSON."""
    return (json.dumps(file.model_dump(mode="json"), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def plan_file(plan: WeekPlan) -> RosterFile:
    """What roster.json holds of a planned week."""
    return RosterFile(
        provenance=plan.provenance,
        roster=plan.roster,
        history_after=plan.history_after,
        levels=tuple(
            {
                "name": level.name, "value": level.value, "bound": level.bound, "gap": level.gap, "unit": level.unit,
                **({} if plan.provenance.repeatable else {"seconds": round(level.seconds, 2)}),
            }
            for level in plan.result.levels
        ),
        judged=judged_data(plan),
    )  # fmt: skip


def check_names(roster: Roster, office: Office, path: Path) -> None:
    """Refuses a roster that names what this office does not have, in slots of another length or of another week's days.

    Raises
    ------
    RosterError
        With every unknown name and every such day once.
    """
    place = Place(file=str(path))
    wrong = (
        *_other_office(roster, office, path), *_other_days(roster, place), *unknown_names(roster, office, place),
    )  # fmt: skip
    if wrong:
        raise RosterError(*wrong)


def read_history(
    paths: Sequence[Path],
    office: Office,
    calendar: Calendar,
    shifts: tuple[Shift, ...] = (),
    burdens: Sequence[Burden] | None = None,
) -> tuple[History, Roster | None]:
    """What earlier rosters leave behind, in whatever order they come, and the latest of them.

    The earliest file brings what was known before it; the later ones add their weeks. Officers who have left since
    are no mistake. `shifts` tell who could have had which of the `burdens`, the usual ones if None.

    Raises
    ------
    RosterError
        If a file cannot be read, is of another office, holds days of another week, or two are of one week.
    """
    listed = sorted(((read_roster_file(path), path) for path in paths), key=lambda pair: pair[0].roster.week)
    if not listed:
        return History(), None
    _refuse_misfits([(file.roster, path) for file, path in listed], office)
    files = [file for file, _ in listed]
    history = files[0].history_after
    for file in files[1:]:
        history = extend_history(history, file.roster, office, calendar, shifts, burdens)
    return history, files[-1].roster


def _refuse_misfits(rosters: Sequence[tuple[Roster, Path]], office: Office) -> None:
    """Refuses rosters of another office or with days of another week, and two of one week; `rosters` by week."""
    wrong = [
        problem
        for roster, path in rosters
        for problem in (*_other_office(roster, office, path), *_other_days(roster, Place(file=str(path))))
    ]
    wrong += [
        Problem("roster.week_twice", Place(file=str(path)), roster.week)
        for (before, _), (roster, path) in pairwise(rosters)
        if roster.week == before.week
    ]
    if wrong:
        raise RosterError(*wrong)


def _other_office(roster: Roster, office: Office, path: Path) -> list[Problem]:
    if roster.office == office.id:
        return []
    return [Problem("roster.other_office", Place(file=str(path)), roster.office, (office.id,))]


def _other_days(roster: Roster, place: Place) -> list[Problem]:
    """Days of shifts, duties and stand-ins that do not lie in the roster's week."""
    parts: tuple[Assignment | Duty | StandIn, ...] = (
        *roster.assignments, *roster.duties, *roster.stand_ins, *roster.on_call,
    )  # fmt: skip
    others = {part.day for part in parts} - set(dates_of(roster.week))
    return [Problem("roster.other_day", place, f"{day}", (roster.week,)) for day in sorted(others)]


def _problems(path: Path, error: ValidationError) -> list[Problem]:
    """Single values as they stand there; parts that are missing or do not hold together only by their place."""
    problems = []
    for mistake in error.errors(include_url=False):
        place, found = Place(file=str(path), path=".".join(map(str, mistake["loc"]))), mistake.get("input")
        told = found if isinstance(found, str) else json.dumps(found) if isinstance(found, int | float) else ""
        problems.append(Problem("roster.wrong_value" if told else "roster.damaged", place, told[:60]))
    return problems
