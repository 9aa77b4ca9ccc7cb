"""Own rosters of several shapes, made up: written as workbooks and text files for tests."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

Cells = Mapping[tuple[int, int], object]
Merge = tuple[int, int, int, int, object]


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]], merges: Sequence[Merge] = ()) -> Path:
    """A workbook; dates become date cells; merges (first row, first column, last row, last column, text) of sheet 1."""
    book = xlsxwriter.Workbook(str(path))
    dated = book.add_format({"num_format": "ddd d mmm"})
    for number, (name, rows) in enumerate(sheets.items()):
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(r, c, value, dated)
                elif value not in (None, ""):
                    sheet.write(r, c, value)
        for merge in merges if number == 0 else ():
            sheet.merge_range(*merge)
    book.close()
    return path
