"""Entries: what a table or a list says of each officer and day, still in the file's own words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from office.office import Office
from office.problems import Place, Problem
from office.visits.columns import letter
from office.visits.names import nearest, plain
from planning.cells import CellError, day_in, shown
from planning.ownroster.headings import find_heading
from planning.ownroster.tables import Table

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "officer": ("officer", "petugas", "nama", "nama petugas", "pegawai", "nama pegawai", "name", "employee"),
    "day": ("day", "date", "tanggal", "tgl", "hari tanggal", "hari"),
    "shift": ("shift", "kode", "kode shift", "dinas", "jadwal", "jaga", "keterangan", "code"),
    "start": ("start", "mulai", "masuk", "jam masuk", "jam mulai", "dari", "from"),
    "end": ("end", "selesai", "pulang", "jam pulang", "jam selesai", "sampai", "until", "to"),
}
"""Headings of a list, and how else they are written."""
_NUMBERED = re.compile(r"^\s*\d+\s*[.)]\s*")
_LEGEND = re.compile(r"^\s*([^\s=:]{1,6})\s*[=:]\s*(\S.*)$")
_TITLE = re.compile(
    r"^\s*(?:keterangan|ket|catatan|kode|legend|notes?|codes?)\b[.\s]*(?:(?:kode|shift)\b\s*)?:?", re.IGNORECASE
)
_NEXT = re.compile(r"[,;|/\n]\s*(?=[^\s=:,;|/]{1,6}\s*[=:]\s*[^\W\d])|[;\n]|\s(?=[^\s=:,;|/]{1,6}\s*=)")
"""Where the next pair of a legend begins in the same cell: after a mark, or at a word with `=` behind it."""


@dataclass(frozen=True)
class Entry:
    """One officer's day: his id, the date, the code that stands there, and where."""

    officer: str
    day: date
    code: str
    where: Place


@dataclass(frozen=True)
class Found:
    """A table as read: its entries, what stands beside it, and what could not be read.

    Parameters
    ----------
    table
        Where it stood.
    entries
        One for each officer and day that the table has, empty cells included.
    legend
        Codes and their words, from notes such as ``P = Pagi``.
    problems
        Names that nobody has, dates that are none.
    """

    table: Table
    entries: tuple[Entry, ...]
    legend: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def officer_names(office: Office, given: Mapping[str, str]) -> dict[str, str]:
    """Ids of officers by everything that they are called, in plain letters."""
    listed = [(name, o.id) for o in office.officers for name in (o.id, o.name, o.code) if name]
    return {plain(name): id for name, id in (*listed, *given.items())}


def find_entries(table: Table, names: Mapping[str, str], monday: date | None) -> Found | None:
    """What a sheet says: a list with headings, else a table of officers and days; None where it is neither."""
    found = _list(table, names) or _grid(table, names, monday)
    if found is None or not found.entries:
        return None
    return replace(found, legend=dict(_legend(table)))


def _grid(table: Table, names: Mapping[str, str], monday: date | None) -> Found | None:
    heading = find_heading(table, monday)
    if heading is None:
        return None
    first = min(heading.days)
    rows = range(heading.row + 1, len(table.rows))
    hits = {c: sum(_officer(table.text(r, c), names) is not None for r in rows) for c in range(table.width)}
    column = max(hits, key=lambda c: (hits[c], -c), default=0)
    if not hits.get(column):
        return None
    entries: list[Entry] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    last = max(r for r in rows if _officer(table.text(r, column), names) is not None)
    codes = {table.text(r, c) for r in rows for c in heading.days if _officer(table.text(r, column), names)} - {""}
    for row in rows:
        text, where = table.text(row, column), replace(table.place, row=row + 1, column=letter(column))
        officer = _officer(text, names)
        if officer is None:
            says = {table.text(row, c) for c in heading.days} - {""}
            if text and row < last + 3 and says and says <= codes and first > column:
                problems.append(Problem("own.officer", where, text, tuple(filter(None, [nearest(text, names)]))))
        elif seen.setdefault(officer, row) != row:
            problems.append(Problem("own.officer_twice", where, text, (str(seen[officer] + 1),)))
        else:
            entries += [
                Entry(officer, day, table.text(row, c), replace(table.place, row=row + 1, column=letter(c)))
                for c, day in heading.days.items()
            ]
    return Found(table, tuple(entries), problems=tuple(problems))


def _list(table: Table, names: Mapping[str, str]) -> Found | None:
    spelled = {plain(alias): column for column, aliases in COLUMNS.items() for alias in aliases}
    for head, cells in enumerate(table.rows):
        at: dict[str, int] = {}
        for n, cell in enumerate(cells):
            at.setdefault(spelled.get(plain(shown(cell)), ""), n)
        if at.keys() >= {"officer", "day"} and ("shift" in at or at.keys() >= {"start", "end"}):
            return _listed(table, head, at, names)
    return None


def _listed(table: Table, head: int, at: Mapping[str, int], names: Mapping[str, str]) -> Found:
    entries: list[Entry] = []
    problems: list[Problem] = []
    for row in range(head + 1, len(table.rows)):
        name, day_text = table.text(row, at["officer"]), table.text(row, at["day"])
        where = replace(table.place, row=row + 1)
        officer = _officer(name, names)
        if not name or not day_text:
            continue
        if officer is None:
            problems.append(Problem("own.officer", where, name, tuple(filter(None, [nearest(name, names)]))))
            continue
        try:
            day = day_in(table.cell(row, at["day"]))
        except CellError:
            problems.append(Problem("own.day", where, day_text))
            continue
        entries.append(Entry(officer, day, _code(table, row, at), where))
    return Found(table, tuple(entries), problems=tuple(problems))


def _code(table: Table, row: int, at: Mapping[str, int]) -> str:
    """The code of a line of a list, else its times."""
    code = table.text(row, at["shift"]) if "shift" in at else ""
    if code or not at.keys() >= {"start", "end"}:
        return code
    start, end = (table.text(row, at[part]) for part in ("start", "end"))
    return f"{start}-{end}" if start and end else ""


def _officer(text: str, names: Mapping[str, str]) -> str | None:
    """Whose name it is, without a number before and a title or a service number after it."""
    bare = _NUMBERED.sub("", text)
    for tried in (text, bare, bare.split(",")[0], bare.split("NIP")[0], bare.split("(")[0]):
        if plain(tried) and plain(tried) in names:
            return names[plain(tried)]
    return None


def _legend(table: Table) -> Iterator[tuple[str, str]]:
    for row in range(len(table.rows)):
        for column in range(len(table.rows[row])):
            for part in _NEXT.split(_TITLE.sub("", shown(table.cell(row, column)))):
                if found := _LEGEND.match(part):
                    yield found[1].casefold(), found[2].strip(" ,.")
