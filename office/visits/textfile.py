"""Text files: how they are encoded, what separates their cells, and their records."""

import codecs
import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from office.problems import Place, Problem, VisitLogError

DELIMITERS = (",", ";", "\t", "|")
_HINT = "sep="
_BLOCK = 1 << 20
_LINES_IN_A_RECORD = 20
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MOST_CONTROLS = 0.02


@dataclass(frozen=True)
class TextSource:
    """A text file read with one encoding and one delimiter."""

    path: Path
    packed: bool
    encoding: str
    delimiter: str

    @property
    def place(self) -> Place:
        """The file."""
        return Place(file=str(self.path))

    @property
    def sheet(self) -> str:
        """Text has no sheets."""
        return ""

    def records(self) -> Iterator[list[str]]:
        """All records from the top.

        Raises
        ------
        VisitLogError
            If a quotation mark is opened and not closed: what follows would vanish into one cell.
        """
        with self._opened() as text:
            lines = _without_hint(text)
            reader = csv.reader(lines, delimiter=self.delimiter)
            row, line = 0, 0
            try:
                for row, record in enumerate(reader, 1):
                    if reader.line_num - line > _LINES_IN_A_RECORD:
                        raise self._open_quote(row)
                    line = reader.line_num
                    yield record
            except csv.Error:
                raise self._open_quote(row + 1) from None

    def _opened(self) -> io.TextIOBase:
        opener = gzip.open if self.packed else open
        return opener(self.path, "rt", encoding=self.encoding, errors="replace", newline="")

    def _open_quote(self, row: int) -> VisitLogError:
        return VisitLogError(Problem("visits.quote_open", Place(file=str(self.path), row=row)))


def encoding_of(stream: io.BufferedIOBase, path: Path) -> str:
    """The encoding of a whole text: UTF-8 (with or without mark) or UTF-16 where it holds throughout, else cp1252.

    Raises
    ------
    VisitLogError
        If the bytes are no text.
    """
    block = stream.read(_BLOCK)
    if block.startswith(_UTF16):
        return "utf-16"
    if b"\0" in block or _controls(block) > _MOST_CONTROLS * len(block):
        raise VisitLogError(Problem("visits.not_text", Place(file=str(path))))
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding = "utf-8-sig" if block.startswith(codecs.BOM_UTF8) else "utf-8"
    try:
        while block:
            decoder.decode(block)
            block = stream.read(_BLOCK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        encoding = "cp1252"
        while stream.read(_BLOCK):  # to the end, so that a broken archive is found before anything is accepted
            pass
    return encoding


def delimiters_of(start: bytes, encoding: str) -> tuple[str, ...]:
    """Delimiters worth trying: what the file itself says (`sep=;`), else all usual ones."""
    text = start.decode(encoding, errors="replace").lstrip("\ufeff")
    if text.lower().startswith(_HINT) and text[4:5] in DELIMITERS:
        return (text[4],)
    return DELIMITERS


def _without_hint(text: io.TextIOBase) -> Iterator[str]:
    """The lines of a text; a first line `sep=;` is no row for a spreadsheet."""
    first = text.readline()
    return chain([] if first.lower().startswith(_HINT) else [first], text)


def _controls(block: bytes) -> int:
    """Bytes that no text holds."""
    return len(block) - len(block.translate(None, bytes(c for c in range(32) if c not in b"\t\n\r\f")))
