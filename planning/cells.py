"""Cells that people fill in: dates, times, numbers, yes or no, names; read as they are meant, or reported."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from pydantic_core import PydanticCustomError

from office.problems import Place, Problem
from office.values import MINUTES_A_DAY, minute_of
from office.visits.dates import iso_date, read_date
from office.visits.names import plain
from planning.configerrors import likely

T = TypeVar("T")
Cell = object
"""A text, number, date, time or truth value; an empty text where nothing stands."""
YES = frozenset({"x", "v", "y", "ya", "yes", "true", "1", "ok", "ada", "buka", "open", "✓", "✔"})
NO = frozenset({"", "-", "n", "tidak", "tdk", "no", "false", "0", "bukan", "tutup", "closed"})


class CellError(ValueError):
    """A cell that cannot be read: the code of the sentence and what is allowed."""

    def __init__(self, code: str, allowed: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code, self.allowed = code, allowed


class RowReader:
    """Reads one row cell by cell and keeps every problem, so that one bad cell hides no other.

    Parameters
    ----------
    cells
        What stands in the row, by column id.
    place
        Where the row is; the column is put in.
    headings
        Heading of each column as the reader of a problem sees it.
    problems
        Every problem is added to this list.
    id
        What the row is about, where the file knows it.
    """

    def __init__(
        self,
        cells: Mapping[str, Cell],
        place: Place,
        headings: Mapping[str, str],
        problems: list[Problem],
        id: str = "",
    ) -> None:
        self.cells, self.place, self.headings, self.problems, self.id = cells, place, headings, problems, id

    def text(self, column: str) -> str:
        """What stands in a column, as text without spaces around it."""
        return shown(self.cells.get(column, ""))

    def read(self, column: str, parse: Callable[[Cell], T], empty: T) -> T:
        """The value of a cell, `empty` where nothing stands or what stands cannot be read."""
        cell = self.cells.get(column, "")
        if not shown(cell):
            return empty
        try:
            return parse(cell)
        except CellError as error:
            self.report(column, error.code, error.allowed)
            return empty

    def require(self, *columns: str) -> bool:
        """Whether all these columns are filled in; reports those that are not."""
        missing = [column for column in columns if not self.text(column)]
        for column in missing:
            self.report(column, "cell.missing")
        return not missing

    def report(self, column: str, code: str, allowed: tuple[str, ...] = ()) -> None:
        """Adds a problem of this row."""
        where = Place(
            file=self.place.file, sheet=self.place.sheet, row=self.place.row, column=self.headings.get(column, column)
        )
        self.problems.append(Problem(code, where, self.text(column), allowed))


def shown(cell: Cell) -> str:
    """A cell as text: dates as 30/11/2026, times as 08.30, whole numbers without a point."""
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        cell = cell.date()
    if isinstance(cell, dt.datetime):
        return f"{cell:%d/%m/%Y %H.%M}"
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, dt.time):
        return f"{cell:%H.%M}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def day_in(cell: Cell) -> dt.date:
    """A date: of a date cell, or of a text or Excel number as people write it, the day before the month."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = shown(cell)
    found = read_date(text).day_first or iso_date(text)
    if found is None:
        raise CellError("cell.date")
    return found


def minute_in(cell: Cell) -> int:
    """A time of day in minutes from midnight: of a time cell, a text such as 08.30, or Excel's part of a day."""
    if isinstance(cell, dt.datetime):
        cell = cell.time()
    if isinstance(cell, dt.time):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, dt.timedelta):
        return round(cell.total_seconds() / 60)
    if isinstance(cell, float) and 0 <= cell < 1:
        return round(cell * MINUTES_A_DAY)
    try:
        found = minute_of(cell if isinstance(cell, str) else "")
    except PydanticCustomError as error:
        raise CellError("cell.time") from error
    if not isinstance(found, int) or found > MINUTES_A_DAY:
        raise CellError("cell.time")
    return found


def whole_in(cell: Cell) -> int:
    """A whole number from 0 to 9999."""
    text = shown(cell)
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise CellError("cell.whole")
    return int(text)


def slug_in(cell: Cell) -> str:
    """An identifier: small letters, digits, underscores."""
    text = shown(cell)
    if not re.fullmatch(r"[a-z0-9][a-z0-9_]{0,39}", text):
        raise CellError("cell.slug")
    return text


def yes_in(cell: Cell) -> bool:
    """Yes (x, ya, yes, 1, ✓) or no (empty, -, tidak, no, 0)."""
    text = shown(cell).casefold()
    if text not in YES | NO:
        raise CellError("cell.yes_no", ("x", ""))
    return text in YES


def one_of(meanings: Mapping[str, T], code: str, allowed: tuple[str, ...]) -> Callable[[Cell], T]:
    """Reads a name by its spellings (compared without capitals, spaces and punctuation)."""
    by_plain = {plain(name): meaning for name, meaning in meanings.items()}

    def read(cell: Cell) -> T:
        text = shown(cell)
        if plain(text) not in by_plain:
            raise CellError(code, likely(text, allowed))
        return by_plain[plain(text)]

    return read
