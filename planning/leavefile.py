"""The file of leave requests: who would like to be away from when to when, and whose wish comes first."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from office.office import Office
from office.people import Absence
from office.problems import ConfigError, Place, Problem
from office.visits.names import plain
from planning.booksheets import AWAY_NAMES, AWAY_SHOWN
from planning.cells import Cell, CellError, RowReader, day_in, one_of, shown
from planning.textfile import read_text
from scheduler.month.leave import LeaveRequest

COLUMNS = ("officer", "start", "end", "kind", "priority")
_ALIASES: Mapping[str, tuple[str, ...]] = {
    "officer": ("petugas", "nama", "name"),
    "start": ("mulai", "dari", "tanggal", "from", "date"),
    "end": ("selesai", "sampai", "hingga", "s.d.", "to", "until"),
    "kind": ("jenis", "macam", "type"),
    "priority": ("prioritas", "urutan", "rank", "order"),
}
MOST_RANK = 999
"""So that a long list can be numbered through."""


def read_requests(path: Path, office: Office) -> tuple[LeaveRequest, ...]:
    """The requests of a CSV, in the order of its lines.

    Commas or semicolons; dates as 2026-12-25 or 25/12/2026; headings in Indonesian or English. An empty end means one
    day, an empty kind leave, an empty priority 1.

    Raises
    ------
    ConfigError
        With every mistake: row, column, what was found and what is allowed.
    """
    problems: list[Problem] = []
    names = {name: officer.id for officer in office.officers for name in (officer.id, officer.name)}
    requests = tuple(request for row in _rows(path, problems) for request in _request(row, names, office))
    if problems:
        raise ConfigError(*problems)
    return requests


def _rows(path: Path, problems: list[Problem]) -> Iterator[RowReader]:
    text = read_text(path, "leave")
    first = text.splitlines()[0]
    lines = list(csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ","))
    place = Place(file=str(path))
    headings = _headings(lines[0], place)
    for number, cells in enumerate(lines[1:], 2):
        if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
            by_column = {column: cells[n] for n, column in headings.items() if n < len(cells)}
            shown = {column: lines[0][n] for n, column in headings.items()}
            yield RowReader(by_column, Place(file=place.file, row=number), shown, problems)


def _headings(cells: Sequence[str], place: Place) -> dict[int, str]:
    """The column of each position."""
    spelled = {plain(name): column for column in COLUMNS for name in (column, *_ALIASES[column])}
    found = {n: spelled[plain(cell)] for n, cell in enumerate(cells) if plain(cell) in spelled}
    missing = [column for column in ("officer", "start") if column not in found.values()]
    if missing:
        raise ConfigError(Problem("leave.columns", place, found=", ".join(cells)[:60], allowed=COLUMNS))
    return found


def _request(row: RowReader, names: Mapping[str, str], office: Office) -> list[LeaveRequest]:
    before = len(row.problems)
    row.require("officer", "start")
    officer = row.read("officer", one_of(names, "book.officer", tuple(o.name for o in office.officers)), "")
    start = row.read("start", day_in, date.min)
    end = row.read("end", day_in, start)
    kind = row.read("kind", one_of(AWAY_NAMES, "book.away_kind", AWAY_SHOWN), "leave")
    rank = row.read("priority", _rank_in, 1)
    if len(row.problems) == before and start > end:
        row.report("end", "cell.date_order", (f"{start:%d/%m/%Y}",))
    if len(row.problems) > before:
        return []
    return [LeaveRequest(absence=Absence(officer=officer, start=start, end=end, kind=kind), rank=rank)]


def _rank_in(cell: Cell) -> int:
    text = shown(cell)
    is_whole = text.isascii() and text.isdigit() and len(text) <= len(f"{MOST_RANK}")
    if not is_whole or not 1 <= int(text) <= MOST_RANK:
        raise CellError("leave.rank", (f"1-{MOST_RANK}",))
    return int(text)
