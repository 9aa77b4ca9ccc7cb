"""The body of a table: its cells below the heading, each column in the form that is checked later."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import pandas as pd

from office.visits.columns import TIMES, Columns
from office.visits.format import VisitField
from office.visits.heading import Heading
from office.visits.personal import looks_personal
from office.visits.stamps import NO_DATE, Stamps, read_stamps

_BLOCK = 1 << 16
_WRITTEN_NOTHING = (
    "-,--,—,NULL,null,Null,None,NONE,none,NaN,nan,NA,N/A,n/a,NaT,#N/A,0000-00-00,0000-00-00 00:00:00,1899-12-30,"
    "1899-12-30 00:00:00,1900-01-00 00:00:00"
)
_NOTHING = frozenset(_WRITTEN_NOTHING.split(","))
"""What machines write for a moment that is not there."""
_NOT_YET = frozenset({"00:00", "00:00:00", "00.00", "00.00.00", "0", "0:00:00"})
"""Midnight alone: what machines write for a call that never came."""


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
    filled: np.ndarray
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


@dataclass
class _Names:
    """A column of names while it grows."""

    known: dict[str, int] = field(default_factory=dict)
    blocks: list[np.ndarray] = field(default_factory=list)

    def add(self, cells: list[str]) -> None:
        codes, names = pd.factorize(np.array(cells, dtype=object))
        own = [self.known.setdefault(str(name).strip(), len(self.known)) for name in names]
        self.blocks.append(np.array(own, dtype=np.int32)[codes])

    def column(self) -> CodedColumn:
        return CodedColumn(_joined(self.blocks, np.int32), tuple(self.known))


@dataclass
class _Times:
    """A column of times while it grows."""

    dotted_is_date: bool
    nothing: frozenset[str]
    known: dict[str, int] = field(default_factory=dict)
    dates: list[np.ndarray] = field(default_factory=list)
    seconds: list[np.ndarray] = field(default_factory=list)
    filled: list[np.ndarray] = field(default_factory=list)
    blocks: list[np.ndarray] = field(default_factory=list)

    def add(self, cells: list[str]) -> None:
        stripped = [cell.strip() for cell in cells]
        used = ["" if cell in self.nothing else cell for cell in stripped]
        stamps = read_stamps(used, self.dotted_is_date)
        own = [self.known.setdefault(text, len(self.known)) for text in stamps.texts]
        self.dates.append(np.array([*own, NO_DATE], dtype=np.int32)[stamps.dates])
        self.seconds.append(stamps.seconds)
        self.filled.append(np.fromiter(map(bool, used), dtype=bool, count=len(used)))
        self.blocks.append(np.array(stripped, dtype=np.dtypes.StringDType()))

    def column(self) -> TimeColumn:
        stamps = Stamps(_joined(self.dates, np.int32), tuple(self.known), _joined(self.seconds, np.int32))
        return TimeColumn(stamps, _joined(self.filled, np.bool_), tuple(self.blocks))


def read_body(heading: Heading, columns: Columns) -> Body:
    """The rows below a heading; only the columns that mean something are kept.

    Raises
    ------
    VisitLogError
        If the text breaks off in a quotation.
    """
    width = len(columns.headings)
    growing = {name: _growing(name, columns) for name in columns.fields}
    rows: list[np.ndarray] = []
    wide: list[int] = []
    personal: tuple[int, ...] = columns.personal
    size = 0
    for numbers, records in _blocks(heading):
        if not rows:
            personal = tuple(sorted({*personal, *_personal(records, columns)}))
        wide += [size + i for i, record in enumerate(records) if len(record) > width and any(record[width:])]
        for name, column in columns.fields.items():
            growing[name].add([record[column] if column < len(record) else "" for record in records])
        rows.append(np.array(numbers, dtype=np.int32))
        size += len(records)
    done = {name: grown.column() for name, grown in growing.items()}
    return Body(
        rows=_joined(rows, np.int32),
        coded={name: column for name, column in done.items() if isinstance(column, CodedColumn)},
        times={name: column for name, column in done.items() if isinstance(column, TimeColumn)},
        wide=np.array(wide, dtype=np.int64),
        personal=personal,
    )


def _growing(name: VisitField, columns: Columns) -> _Names | _Times:
    if name == "day":
        return _Times(dotted_is_date=True, nothing=_NOTHING)
    if name in TIMES:
        nothing = _NOTHING if name == "arrived" else _NOTHING | _NOT_YET
        return _Times(dotted_is_date="day" not in columns.fields, nothing=nothing)
    return _Names()


def _blocks(heading: Heading) -> Iterator[tuple[list[int], list[list[str]]]]:
    """Row numbers and records, some ten thousand at a time, empty records left out."""
    records = heading.source.records()
    row = sum(1 for _ in islice(records, heading.row))
    while block := list(islice(records, _BLOCK)):
        filled = [(n, record) for n, record in enumerate(block, row + 1) if any(record) and "".join(record).strip()]
        row += len(block)
        if filled:
            yield [n for n, _ in filled], [record for _, record in filled]


def _personal(records: Sequence[Sequence[str]], columns: Columns) -> Iterator[int]:
    """Columns whose cells look like data about persons."""
    for i in range(len(columns.headings)):
        if looks_personal(record[i].strip() for record in records if i < len(record)):
            yield i


def _joined(blocks: list[np.ndarray], dtype: type) -> np.ndarray:
    return np.concatenate(blocks) if blocks else np.zeros(0, dtype=dtype)
