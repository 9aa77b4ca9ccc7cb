"""roster.json: a decided week on file, and what several of them leave behind."""

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from office.days import Calendar
from office.office import Office
from office.problems import Place, Problem, RosterError
from office.provenance import SCHEMA_VERSION
from planning.results import RosterFile, WeekPlan
from scheduler.roster import History, Roster
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
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        line = getattr(error, "lineno", None)
        raise RosterError(Problem("roster.unreadable", Place(file=str(path), line=line), found=path.name)) from None
    version = raw.get("provenance", {}).get("schema_version") if isinstance(raw, dict) else None
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
                "seconds": round(level.seconds, 2),
            }
            for level in plan.result.levels
        ),
    )  # fmt: skip


def check_names(roster: Roster, office: Office, path: Path) -> None:
    """Refuses a roster whose office, officers or counters this office does not have.

    Raises
    ------
    RosterError
        With every unknown name once.
    """
    place = Place(file=str(path))
    wrong = []
    if roster.office != office.id:
        wrong.append(Problem("roster.other_office", place, roster.office, (office.id,)))
    named = {assignment.officer for assignment in roster.assignments} | {duty.officer for duty in roster.duties}
    counters = {duty.counter for duty in roster.duties if duty.counter is not None}
    wrong += [Problem("roster.unknown_officer", place, name) for name in sorted(named - set(office.officer_ids))]
    known = {counter.id for counter in office.counters}
    wrong += [Problem("roster.unknown_counter", place, name, tuple(sorted(known))) for name in sorted(counters - known)]
    if wrong:
        raise RosterError(*wrong)


def read_history(paths: Sequence[Path], office: Office, calendar: Calendar) -> tuple[History, Roster | None]:
    """What earlier rosters leave behind, in whatever order they come, and the latest of them.

    The earliest file brings what was known before it; the later ones add their weeks.
    """
    files = sorted((read_roster_file(path) for path in paths), key=lambda file: file.roster.week)
    if not files:
        return History(), None
    history = files[0].history_after
    for file in files[1:]:
        history = extend_history(history, file.roster, office, calendar)
    return history, files[-1].roster


def _problems(path: Path, error: ValidationError) -> list[Problem]:
    return [
        Problem(
            "roster.wrong_value",
            Place(file=str(path), path=".".join(str(part) for part in mistake["loc"])),
            found=str(mistake.get("input"))[:60],
        )
        for mistake in error.errors(include_url=False)
    ]
