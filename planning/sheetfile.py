"""The sheets of a workbook by their hidden marks: rows of cells by column id, with the places that people see."""

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from python_calamine import CalamineError, CalamineWorkbook

from office.problems import ConfigError, Place, Problem
from planning.booksheets import MARK, SheetId
from planning.cells import Cell, RowReader, shown

ROW_ID = "row id"


@dataclass(frozen=True)
class Sheet:
    """One sheet: where it is, and its rows that are not empty. All problems of all sheets share one list."""

    place: Place
    rows: tuple[RowReader, ...]
    problems: list[Problem]


def read_sheets(path: Path, problems: list[Problem]) -> dict[str, Sheet]:
    """The marked sheets of an XLSX by their ids; other sheets are passed over.

    Raises
    ------
    ConfigError
        If the file cannot be opened, or none of its sheets is marked.
    """
    sheets: dict[str, Sheet] = {}
    for title, rows in _tables(path):
        place = Place(file=str(path), sheet=title)
        top = next((i for i, cells in enumerate(rows) if cells and str(cells[0]).startswith(MARK)), None)
        id = str(rows[top][0]).removeprefix(MARK) if top is not None else ""
        if top is None or id not in get_args(SheetId):
            continue
        if id in sheets:
            problems.append(Problem("book.sheet_twice", place, sheets[id].place.sheet))
        sheets[id] = Sheet(place, _rows(rows, top, place, problems), problems)
    if not sheets:
        raise ConfigError(Problem("book.no_sheets", Place(file=str(path))))
    return sheets


def _tables(path: Path) -> list[tuple[str, list[list[Cell]]]]:
    where = Place(file=str(path))
    if path.is_dir():
        raise ConfigError(Problem("book.folder", where))
    if not path.exists():
        raise ConfigError(Problem("book.not_found", where))
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        return [
            (name, [list(row) for row in workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)])
            for name in workbook.sheet_names
        ]
    except (CalamineError, OSError) as error:
        raise ConfigError(Problem("book.unreadable", where)) from error


def _rows(rows: list[list[Cell]], top: int, place: Place, problems: list[Problem]) -> tuple[RowReader, ...]:
    """Rows below the heading, which stands under the mark."""
    columns = [ROW_ID, *(str(cell) for cell in rows[top][1:])]
    heading = rows[top + 1] if top + 1 < len(rows) else []
    headings = {column: shown(cell) or column for column, cell in zip(columns, heading, strict=False)}
    readers = []
    for number, cells in enumerate(rows[top + 2 :], top + 3):
        by_column = dict(zip(columns, cells, strict=False))
        if any(shown(cell) for column, cell in by_column.items() if column != ROW_ID):
            where = Place(file=place.file, sheet=place.sheet, row=number)
            id = shown(by_column.pop(ROW_ID))
            readers.append(RowReader(by_column, where, headings, problems, id))
    return tuple(readers)
