"""Tables: the sheets of a workbook, or a text file, as rows of cells in which merged cells all say the same."""

import csv
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from office.problems import Place, Problem, RosterError
from planning.cells import Cell, shown
from planning.textfile import read_text

TEXT_FILES = (".csv", ".tsv", ".txt")


@dataclass(frozen=True)
class Table:
    """One sheet: where it is, and its cells; the rows may be of different lengths."""

    place: Place
    rows: tuple[tuple[Cell, ...], ...]

    def cell(self, row: int, column: int) -> Cell:
        """A cell; an empty text beyond the edges."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else ""

    def text(self, row: int, column: int) -> str:
        """The same as text in one line."""
        return " ".join(shown(self.cell(row, column)).split())

    @property
    def width(self) -> int:
        """Columns of the longest row."""
        return max(map(len, self.rows), default=0)


def read_tables(path: Path) -> tuple[Table, ...]:
    """All sheets of a workbook, or the one table of a text file.

    Raises
    ------
    RosterError
        If the file cannot be opened.
    """
    if path.suffix.lower() in TEXT_FILES:
        return (_of_text(path),)
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        return tuple(_of_sheet(path, name, book.get_sheet_by_name(name)) for name in book.sheet_names)
    except (OSError, ValueError, zipfile.BadZipFile, python_calamine.CalamineError) as error:
        raise RosterError(Problem("sheet.no_workbook", Place(file=path.name))) from error


def _of_text(path: Path) -> Table:
    text = read_text(path, "own")
    first = text.splitlines()[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    return Table(Place(file=path.name), tuple(tuple(row) for row in rows))


def _of_sheet(path: Path, name: str, sheet: object) -> Table:
    rows: list[list[Cell]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]  # type: ignore[attr-defined]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():  # type: ignore[attr-defined]
        if top < len(rows) and left < len(rows[top]):
            for row in rows[top : bottom + 1]:
                row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
    return Table(Place(file=path.name, sheet=name), tuple(map(tuple, rows)))
