"""Sources: a file as records of text cells, whatever it is stored as."""

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from office.problems import Place, Problem, VisitLogError
from office.visits.format import VisitFormat
from office.visits.textfile import TextSource, delimiters_of, encoding_of
from office.visits.workbook import SheetSource, sheets_of

Records = Iterator[list[str]]
_GZIP, _ZIP, _OLE = b"\x1f\x8b", b"PK", b"\xd0\xcf\x11\xe0"


class Source(Protocol):
    """A table of text. Record n of `records` is row n + 1 of a spreadsheet; empty records are there too."""

    @property
    def place(self) -> Place:
        """File and sheet."""

    @property
    def encoding(self) -> str:
        """How the text was stored; empty for workbooks."""

    @property
    def delimiter(self) -> str:
        """What stands between cells; empty for workbooks."""

    def records(self) -> Records:
        """All records from the top, anew at each call."""


def sources_of(path: Path, format: VisitFormat) -> tuple[Source, ...]:
    """Every way in which a file may be read as a table: by delimiter, or by sheet.

    Raises
    ------
    VisitLogError
        If the file is missing, empty, unreadable or neither text nor a workbook.
    """
    try:
        return _sources(path, format)
    except FileNotFoundError:
        code, found = "visits.file_missing", ""
    except IsADirectoryError:
        code, found = "visits.file_directory", ""
    except PermissionError:
        code, found = "visits.file_forbidden", ""
    except (EOFError, zlib.error, gzip.BadGzipFile):
        code, found = "visits.gzip_broken", ""
    except OSError as error:
        code, found = "visits.file_unreadable", type(error).__name__
    raise VisitLogError(Problem(code, Place(file=str(path)), found))


def _sources(path: Path, format: VisitFormat) -> tuple[Source, ...]:
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    with _opened(path, packed) as stream:
        start = stream.read(1 << 16)
    if not start.strip():
        raise VisitLogError(Problem("visits.file_empty", Place(file=str(path))))
    if start.startswith((_ZIP, _OLE)):
        with _opened(path, packed) as stream:
            return sheets_of(stream.read(), path, format)
    with _opened(path, packed) as stream:
        encoding = encoding_of(stream, path)
    return tuple(TextSource(path, packed, encoding, mark) for mark in delimiters_of(start, encoding))


def _opened(path: Path, packed: bool) -> io.BufferedIOBase:
    return gzip.open(path, "rb") if packed else path.open("rb")


__all__ = ["SheetSource", "Source", "sources_of"]
