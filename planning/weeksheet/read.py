"""read_week_xlsx(): a week sheet, edited or not, becomes a Roster again."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from office.problems import Place as Where
from office.problems import Problem, RosterError
from office.provenance import Provenance
from office.visits.columns import letter
from planning.weeksheet.cells import HalfAway, Unreadable, loose, parse_cell, place_index
from planning.weeksheet.edits import NoShift, UnknownTurn, with_edit
from planning.weeksheet.halfdays import PlaceKind
from planning.weeksheet.rows import SHEET, SheetData, SheetDay, from_rows
from scheduler.roster import Roster

Grid = list[list[str]]


@dataclass(frozen=True)
class RosterSheet:
    """A week sheet as read: its roster, how it was made, and which days somebody changed by hand.

    Stand-ins of changed days are left out of the roster.
    """

    roster: Roster
    provenance: Provenance
    edited: tuple[tuple[str, date], ...]


@dataclass(frozen=True)
class _Edited:
    """A cell that no longer says what was written: where, whose day, and its text now."""

    where: Where
    officer: str
    day: SheetDay
    text: str


def read_week_xlsx(path: Path, places: Mapping[str, PlaceKind]) -> RosterSheet:
    """The roster of a week.xlsx: exact where its cells are untouched, coarse where somebody wrote another place.

    Parameters
    ----------
    path
        A workbook that Loket wrote, perhaps edited since in its first sheet.
    places
        Words that name a place other than a counter, in any language.

    Raises
    ------
    RosterError
        With every cell that cannot be read, and every officer or day that is missing.
    """
    visible, data = _open(path)
    problems: list[Problem] = []
    cells = list(_edited_cells(visible, data, path.name, problems))
    index = place_index(places, {id: name for id, (name, _) in data.counters.items()})
    roster = data.roster
    for cell in cells:
        try:
            roster = with_edit(data, roster, cell.officer, cell.day, parse_cell(cell.text, index))
        except (Unreadable, HalfAway, NoShift, UnknownTurn) as error:
            problems.append(_problem(error, cell, data, places))
    if problems:
        raise RosterError(*problems)
    return RosterSheet(roster, data.provenance, tuple((cell.officer, cell.day.day) for cell in cells))


def _open(path: Path) -> tuple[Grid, SheetData]:
    """The visible grid and the hidden data."""
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        grids = {name: _texts(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
                 for name in book.sheet_names}  # fmt: skip
    except (OSError, ValueError, zipfile.BadZipFile, python_calamine.CalamineError) as error:
        raise RosterError(Problem("sheet.no_workbook", Where(file=path.name))) from error
    if SHEET not in grids:
        raise RosterError(Problem("sheet.no_data", Where(file=path.name), allowed=(SHEET,)))
    rows = [tuple(row) for row in grids[SHEET] if row and row[0]]
    data = from_rows(rows, path.name)
    if data.title not in grids:
        found = ", ".join(grids)
        raise RosterError(Problem("sheet.no_week", Where(file=path.name), found, (data.title,)))
    return grids[data.title], data


def _texts(rows: Sequence[Sequence[object]]) -> Grid:
    return [[_text(value) for value in row] for row in rows]


def _text(value: object) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value)) if whole else str(value)  # type: ignore[call-overload]


def _edited_cells(visible: Grid, data: SheetData, file: str, problems: list[Problem]) -> Iterator[_Edited]:
    head = next((n for n, row in enumerate(visible) if data.heading in (cell.strip() for cell in row)), None)
    if head is None:
        problems.append(Problem("sheet.no_heading", Where(file=file, sheet=data.title), allowed=(data.heading,)))
        return
    first = [cell.strip() for cell in visible[head]].index(data.heading)
    columns = _columns(visible[head], data, Where(file=file, sheet=data.title, row=head + 1), problems)
    for row, officer in _rows(visible, head, first, data, file, problems):
        for column, day in columns:
            text, written = visible[row][column], data.texts[officer, day.day]
            if _same(text, written):
                continue
            yield _Edited(Where(file=file, sheet=data.title, row=row + 1, column=letter(column)), officer, day, text)


def _columns(head: Sequence[str], data: SheetData, where: Where, problems: list[Problem]) -> list[tuple[int, SheetDay]]:
    """Which column holds which day."""
    found = []
    for day in data.days:
        at = [n for n, text in enumerate(head) if _same(text, day.heading)]
        if len(at) == 1:
            found.append((at[0], day))
        else:
            problems.append(Problem("sheet.day_missing", where, allowed=(" ".join(day.heading.split()),)))
    return found


def _rows(
    visible: Grid, head: int, first: int, data: SheetData, file: str, problems: list[Problem]
) -> list[tuple[int, str]]:
    """Which row holds which officer: the rows below the heading down to the first empty one."""
    ids = {loose(name): id for id, (name, _) in data.officers.items()}
    found: dict[str, int] = {}
    for row in range(head + 1, len(visible)):
        name = visible[row][first].strip()
        if not name:
            break
        where = Where(file=file, sheet=data.title, row=row + 1, column=letter(first))
        if loose(name) not in ids:
            problems.append(Problem("sheet.officer_unknown", where, name, tuple(n for n, _ in data.officers.values())))
        elif ids[loose(name)] in found:
            problems.append(Problem("sheet.officer_twice", where, name))
        else:
            found[ids[loose(name)]] = row
    for id in data.officers.keys() - found.keys():
        name = data.officers[id][0]
        problems.append(Problem("sheet.officer_missing", Where(file=file, sheet=data.title), name))
    return [(row, id) for id, row in found.items()]


def _problem(error: ValueError, cell: _Edited, data: SheetData, places: Mapping[str, PlaceKind]) -> Problem:
    codes = {Unreadable: "sheet.cell_unreadable", HalfAway: "sheet.half_away", NoShift: "sheet.no_shift",
             UnknownTurn: "sheet.no_such_turn"}  # fmt: skip
    allowed: tuple[str, ...] = ()
    if isinstance(error, Unreadable):
        counters = [name for name, _ in data.counters.values()]
        allowed = (*counters, *(word for word, kind in places.items() if kind != "counter"))
    elif isinstance(error, UnknownTurn):
        allowed = tuple(str(n) for n in range(1, len(cell.day.turns) + 1))
    params = {"officer": data.officers[cell.officer][0], "day": " ".join(cell.day.heading.split())}
    return Problem(codes[type(error)], cell.where, " ".join(cell.text.split()), allowed, params)


def _same(text: str, written: str) -> bool:
    """Whether a cell still says what was written; spaces and line ends do not count."""
    return re.sub(r"\s+", "", text) == re.sub(r"\s+", "", written)
