"""The body of a table: its cells below the heading, each column in the form that is checked later."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, islice

import numpy as np

from office.visits.columns import TIMES, Columns
from office.visits.format import VisitField
from office.visits.heading import Heading
from office.visits.personal import looks_personal
from office.visits.stamps import NO_DATE, Stamps, read_stamps

_BLOCK = 1 << 11


@dataclass(frozen=True)
class CodedColumn:
    """A column of names: for each row the index of its text in `texts`."""

    codes: np.ndarray
    texts: tuple[str, ...]

    def text(self, row: int) -> str:
        """What stands in a row."""
        return self.texts[self.codes[row]]


@dataclass(frozen=True)
class TimeColumn:
    """A column of dates and times; `stamps` as read, `blocks` the texts themselves, to be shown."""

    stamps: Stamps
    blocks: tuple[np.ndarray, ...]

    def text(self, row: int) -> str:
        """What stands in a row."""
        for block in self.blocks:
            if row < len(block):
                return str(block[row])
            row -= len(block)
        raise IndexError(row)


@dataclass(frozen=True)
class Body:
    """All rows below a heading that are not empty.

    Parameters
    ----------
    rows
        The row that a spreadsheet shows, for each position.
    coded, times
        The columns of names and of times.
    wide
        Positions of rows with more cells than the heading has.
    personal
        Columns, by number, that hold data about persons by their content.
    """

    rows: np.ndarray
    coded: dict[VisitField, CodedColumn]
    times: dict[VisitField, TimeColumn]
    wide: np.ndarray
    personal: tuple[int, ...]


class _Texts(dict[str, int]):
    """Each different text with its code; a text that is asked for the first time gets the next one."""

    def __missing__(self, text: str) -> int:
        self[text] = len(self)
        return self[text]


@dataclass
class _Names:
    """A column of names while it grows."""

    known: _Texts = field(default_factory=_Texts)
    blocks: list[np.ndarray] = field(default_factory=list)

    def add(self, cells: Sequence[str]) -> None:
        self.blocks.append(np.fromiter(map(self.known.__getitem__, cells), dtype=np.int32, count=len(cells)))

    def column(self) -> CodedColumn:
        """The column, its texts without blanks around them."""
        stripped = _Texts()
        own = np.array([stripped[text.strip()] for text in self.known], dtype=np.int32)
        return CodedColumn(own[_joined(self.blocks, np.int32)], tuple(stripped))


@dataclass
class _Times:
    """A column of times while it grows."""

    dotted_is_date: bool
    midnight_is_nothing: bool
    known: _Texts = field(default_factory=_Texts)
    dates: list[np.ndarray] = field(default_factory=list)
    seconds: list[np.ndarray] = field(default_factory=list)
    blocks: list[np.ndarray] = field(default_factory=list)

    def add(self, cells: Sequence[str]) -> None:
        stripped = list(map(str.strip, cells))
        stamps = read_stamps(stripped, self.dotted_is_date, self.midnight_is_nothing)
        own = [self.known[text] for text in stamps.texts]
        self.dates.append(np.array([*own, NO_DATE], dtype=np.int32)[stamps.dates])
        self.seconds.append(stamps.seconds)
        self.blocks.append(np.array(stripped, dtype=np.dtypes.StringDType()))

    def column(self) -> TimeColumn:
        stamps = Stamps(_joined(self.dates, np.int32), tuple(self.known), _joined(self.seconds, np.int32))
        return TimeColumn(stamps, tuple(self.blocks))


def read_body(heading: Heading, columns: Columns) -> Body:
    """The rows below a heading; only the columns that mean something are kept.

    Raises
    ------
    VisitLogError
        If the text breaks off in a quotation.
    """
    growing = {name: _growing(name, columns) for name in columns.fields}
    rows: list[np.ndarray] = []
    wide: list[np.ndarray] = []
    personal: tuple[int, ...] = columns.personal
    size = 0
    for numbers, records in _blocks(heading):
        cells, too_wide = _across(records, len(columns.headings))
        if not rows:
            personal = tuple(sorted({*personal, *(i for i, column in enumerate(cells) if looks_personal(column))}))
        for name, i in columns.fields.items():
            growing[name].add(cells[i])
        rows.append(np.array(numbers, dtype=np.int32))
        wide.append(np.array(too_wide, dtype=np.int64) + size)
        size += len(records)
    done = {name: grown.column() for name, grown in growing.items()}
    return Body(
        rows=_joined(rows, np.int32),
        coded={name: column for name, column in done.items() if isinstance(column, CodedColumn)},
        times={name: column for name, column in done.items() if isinstance(column, TimeColumn)},
        wide=_joined(wide, np.int64),
        personal=personal,
    )


def _growing(name: VisitField, columns: Columns) -> _Names | _Times:
    if name == "day":
        return _Times(dotted_is_date=True, midnight_is_nothing=False)
    if name in TIMES:
        return _Times(dotted_is_date="day" not in columns.fields, midnight_is_nothing=name != "arrived")
    return _Names()


def _blocks(heading: Heading) -> Iterator[tuple[list[int], list[list[str]]]]:
    """Row numbers and records, some thousands at a time, empty records left out."""
    records = heading.source.records()
    row = sum(1 for _ in islice(records, heading.row))
    while block := list(islice(records, _BLOCK)):
        filled = [any(map(str.strip, record)) for record in block]
        numbers = list(compress(range(row + 1, row + 1 + len(block)), filled))
        row += len(block)
        if numbers:
            yield numbers, list(compress(block, filled))


def _across(records: list[list[str]], width: int) -> tuple[list[Sequence[str]], list[int]]:
    """The records as columns, and the positions of those with more filled cells than headings."""
    wide: list[int] = []
    if set(map(len, records)) != {width}:
        wide = [i for i, record in enumerate(records) if any(record[width:])]
        records = [(record + [""] * (width - len(record)))[:width] for record in records]
    return list(zip(*records, strict=True)), wide


def _joined(blocks: list[np.ndarray], dtype: type) -> np.ndarray:
    return np.concatenate(blocks) if blocks else np.zeros(0, dtype=dtype)
