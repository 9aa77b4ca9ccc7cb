"""Table: the sheet of a file that is the visit log, with its columns known and its cells read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from office.office import Office
from office.problems import Place, Problem, VisitLogError
from office.visits.body import Body, read_body
from office.visits.columns import Columns, columns_of, heading_problems, missing_problem
from office.visits.findings import shown
from office.visits.format import VisitFormat
from office.visits.heading import Heading, headings_of
from office.visits.names import plain
from office.visits.settle import settled
from office.visits.snapshots import is_full_table, queue_heading
from office.visits.source import sources_of
from office.visits.stamps import NO_DATE

_BOOKS = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".ods"})
_TEXTS = frozenset({".csv", ".txt", ".tsv"})
_LOOKS_LIKE_A_LOG = 2
_SHOWN = 12


@dataclass(frozen=True)
class Table:
    """A visit log as text: where its heading is, what its columns are, its cells, and notes about the file."""

    heading: Heading
    columns: Columns
    body: Body
    notes: tuple[Problem, ...]

    @property
    def place(self) -> Place:
        """File and sheet."""
        return self.heading.source.place


def read_table(path: Path, office: Office, format: VisitFormat) -> Table:
    """The best sheet of a file, or the text with the delimiter that fits.

    Raises
    ------
    VisitLogError
        If the file cannot be read, or is no visit log of this office.
    """
    headings = headings_of(sources_of(path, format), format)
    heading = headings[0]
    place = replace(heading.source.place, row=heading.row if heading.known else None)
    columns = columns_of(heading.cells, format)
    _refuse(_no_log(heading, columns, place))
    _refuse(heading_problems(columns, format, office, place))
    body = read_body(heading, columns)
    if not len(body.rows):
        raise VisitLogError(Problem("visits.rows_missing", place))
    columns, body = settled(columns, body, office)
    _refuse(_no_visits(columns, body, place))
    _refuse(_offices(columns, body, format, place))
    return Table(heading, columns, body, tuple(_file_notes(path, headings, columns)))


def _refuse(problems: Iterator[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise VisitLogError(*found)


def _no_log(heading: Heading, columns: Columns, place: Place) -> Iterator[Problem]:
    """What says at a glance that a table is no visit log."""
    if queue := queue_heading(columns):
        yield Problem("visits.snapshots", replace(place, column=queue))
    elif not heading.known:
        yield Problem("visits.heading_missing", place)


def _no_visits(columns: Columns, body: Body, place: Place) -> Iterator[Problem]:
    """What the cells say against a table that has the right headings."""
    if is_full_table(body, columns):
        yield Problem("visits.snapshots", replace(place, column=columns.heading("arrived")))
    elif "arrived" not in columns.fields:
        yield missing_problem("arrived", columns, place)
    elif all(np.all(column.stamps.dates == NO_DATE) for column in body.times.values()):
        yield missing_problem("day", columns, place)


def _offices(columns: Columns, body: Body, format: VisitFormat, place: Place) -> Iterator[Problem]:
    """Several offices in one log, of which the YAML names none, or one that is not there."""
    names = tuple(text for text in body.coded["office"].texts if text) if "office" in body.coded else ()
    where = replace(place, row=None, column=columns.heading("office"))
    if format.office is None and len({plain(name) for name in names}) > 1:
        yield Problem("visits.offices_many", where, ", ".join(map(shown, names[:_SHOWN])))
    elif format.office is not None and names and plain(format.office) not in map(plain, names):
        yield Problem("visits.office_unknown", where, format.office, tuple(map(shown, names[:_SHOWN])))


def _file_notes(path: Path, headings: tuple[Heading, ...], columns: Columns) -> Iterator[Problem]:
    """What a reader should know about the file as a whole."""
    source = headings[0].source
    if source.encoding == "cp1252":
        yield Problem("visits.encoding", source.place, source.encoding, severity="note")
    kind = path.suffixes[-2].lower() if path.suffix.lower() == ".gz" and len(path.suffixes) > 1 else path.suffix.lower()
    if kind in (_TEXTS if source.place.sheet else _BOOKS):
        yield Problem("visits.extension", source.place, kind, severity="note")
    others = [h.source.place.sheet for h in headings[1:] if h.source.place.sheet and h.known >= _LOOKS_LIKE_A_LOG]
    if others:
        yield Problem("visits.sheets_unread", source.place, ", ".join(others), severity="note")
    for code, numbers in (("visits.columns_dropped", columns.personal), ("visits.columns_ignored", columns.unknown)):
        if numbers:
            names = ", ".join(columns.headings[i] for i in numbers)
            yield Problem(code, source.place, names, params={"columns": len(numbers)}, severity="note")
    if "ticket" not in columns.fields:
        yield Problem("visits.ticket_missing", source.place, severity="note")
