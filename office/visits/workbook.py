"""Workbooks: each sheet as records of text cells, dates as they are meant."""

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from office.problems import Place, Problem, VisitLogError
from office.visits.format import VisitFormat

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


@dataclass(frozen=True)
class SheetSource:
    """One sheet of a workbook, as text."""

    path: Path
    sheet: str
    cells: tuple[list[str], ...]

    @property
    def place(self) -> Place:
        """File and sheet."""
        return Place(file=str(self.path), sheet=self.sheet)

    @property
    def encoding(self) -> str:
        """Workbooks need none."""
        return ""

    @property
    def delimiter(self) -> str:
        """Workbooks need none."""
        return ""

    def records(self) -> Iterator[list[str]]:
        """All records from the top."""
        return iter(self.cells)


def sheets_of(content: bytes, path: Path, format: VisitFormat) -> tuple[SheetSource, ...]:
    """The sheets of a workbook, or the one that the YAML names.

    Raises
    ------
    VisitLogError
        If the bytes are no workbook, are locked by a password, or hold no such sheet.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    place = Place(file=str(path))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = tuple(book.sheet_names)
        if format.sheet is not None and format.sheet not in names:
            raise VisitLogError(Problem("visits.sheet_unknown", place, format.sheet, names))
        wanted = names if format.sheet is None else (format.sheet,)
        return tuple(SheetSource(path, name, _cells(book, name)) for name in wanted)
    except PasswordError:
        raise VisitLogError(Problem("visits.workbook_locked", place)) from None
    except CalamineError:
        raise VisitLogError(Problem("visits.workbook_broken", place)) from None


def _cells(book: "CalamineWorkbook", name: str) -> tuple[list[str], ...]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return tuple([_text(cell) for cell in row] for row in rows)


def _text(cell: object) -> str:
    """A cell as text: dates in ISO form, whole numbers without a point."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, dt.datetime):
        return (cell + dt.timedelta(milliseconds=500)).isoformat(" ", "seconds")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, dt.timedelta):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
