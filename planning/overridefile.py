"""The file of overrides beside an office's YAML: a CSV that the command writes and a person can read and mend."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from forecast.overrides import Override
from office.problems import ConfigError, Place, Problem
from planning.cells import Cell, CellError, RowReader, day_in, one_of, shown
from planning.textfile import read_text

SUFFIX = ".koreksi.csv"
COLUMNS = ("day", "service", "visitors", "add", "factor", "reason", "made_at")
SCHEMA_VERSION = 1
HEAD = f"# schema_version {SCHEMA_VERSION}"


def override_path(config: Path) -> Path:
    """Where the overrides of an office stand: ``lebong.koreksi.csv`` beside ``lebong.yaml``."""
    return config.with_name(config.stem + SUFFIX)


def read_overrides(path: Path, services: tuple[str, ...]) -> tuple[Override, ...]:
    """The overrides of a file in its order; none where there is no file.

    Raises
    ------
    ConfigError
        With every mistake: row as a spreadsheet shows it, column, what was found and what is allowed.
    """
    if not path.exists():
        return ()
    text = read_text(path, "override")
    first = text.splitlines()[0].strip().rstrip(",;")
    if first.startswith("# schema_version") and first != HEAD:
        found = first.removeprefix("# schema_version").strip()
        raise ConfigError(Problem("override.version", Place(file=str(path)), found, (str(SCHEMA_VERSION),)))
    rows = [(n, cells) for n, cells in enumerate(_cells(text), 1) if any(cells) and not cells[0].startswith("#")]
    problems: list[Problem] = []
    head = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
    missing = [column for column in COLUMNS[:6] if column not in head]
    if missing:
        raise ConfigError(
            *(Problem("override.column_missing", Place(file=str(path), row=rows[0][0] if rows else 1), column, COLUMNS)
              for column in missing)
        )  # fmt: skip
    found_ones = [
        override
        for row, cells in rows[1:]
        for override in _override(
            RowReader(dict(zip(head, cells, strict=False)), Place(file=str(path), row=row), {}, problems), services
        )
    ]
    if problems:
        raise ConfigError(*problems)
    return tuple(found_ones)


def override_text(overrides: Iterable[Override]) -> str:
    """The file of some overrides, as `read_overrides` reads it back; the earliest day first."""
    out = io.StringIO()
    out.write(HEAD + "\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for override in sorted(overrides, key=lambda o: (o.day, o.service or "", o.made_at)):
        writer.writerow(_written(override))
    return out.getvalue()


def with_override(overrides: Iterable[Override], new: Override) -> tuple[Override, ...]:
    """The overrides with a new one, which replaces one of the same day and service."""
    return (*(old for old in overrides if not old.is_same(new)), new)


def _cells(text: str) -> list[list[str]]:
    head = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    return [[cell.strip() for cell in cells] for cells in reader]


def _override(row: RowReader, services: tuple[str, ...]) -> Iterable[Override]:
    before = len(row.problems)
    row.require("day", "reason")
    now = datetime(1970, 1, 1, tzinfo=UTC)
    named = one_of({service: service for service in services}, "cell.service", services)
    fields = {
        "day": row.read("day", day_in, now.date()),
        "service": row.read("service", named, "") or None,
        "visitors": row.read("visitors", number_in, None),
        "add": row.read("add", number_in, None),
        "factor": row.read("factor", number_in, None),
        "reason": row.text("reason"),
        "made_at": row.read("made_at", _moment_in, now),
    }
    if len(row.problems) > before:
        return []
    try:
        return [Override.model_validate(fields)]
    except ValidationError as error:
        for mistake in error.errors(include_url=False):
            column = str(mistake["loc"][0]) if mistake["loc"] else "visitors"
            row.report(column, "override.value" if not mistake["loc"] else "override.range")
        return []


def number_in(cell: Cell) -> float | None:
    """A number, with a decimal comma or point and a sign if need be."""
    try:
        return float(shown(cell).replace(",", ".").replace("−", "-"))
    except ValueError as error:
        raise CellError("override.number") from error


def _moment_in(cell: Cell) -> datetime:
    try:
        moment = datetime.fromisoformat(shown(cell))
    except ValueError as error:
        raise CellError("override.moment") from error
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _written(override: Override) -> list[str]:
    numbers = ["" if value is None else f"{value:g}" for value in (override.visitors, override.add, override.factor)]
    made = override.made_at.isoformat(timespec="seconds")
    return [f"{override.day}", override.service or "", *numbers, override.reason, made]
