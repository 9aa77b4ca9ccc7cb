"""Paper: formats and page set-up that the sheets share. Black on white; grey and weight only add."""

from functools import cache
from typing import Any

FONT = "Arial"
DEFAULT_FONT = {"font_name": FONT, "font_size": 10}
"""The workbook's own font: column widths are counted in its digits, 7 pixels each, wherever it is opened."""
A4_LANDSCAPE_POINTS = 842 - 2 * 34
"""Printable width of A4 landscape with margins of 1.2 cm."""
PAGE_POINTS = 500.0
"""Height of A4 landscape between its margins, less what printers differ by."""
MARGIN_INCHES = 0.47
TITLE_POINTS = 30.0
"""Height of the title's row, so that it does not touch the table below it."""

_MIDDLE: dict[str, object] = {"align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}
_NUMBER: dict[str, object] = {"align": "right", "valign": "vcenter", "num_format": "0", "border": 1, "indent": 1}
STYLES: dict[str, dict[str, object]] = {
    "letterhead": {"bold": True, "align": "center", "font_size": 11},
    "title": {"bold": True, "font_size": 14, "align": "center", "valign": "vcenter"},
    "left": {"font_size": 10},
    "right": {"font_size": 10, "align": "right"},
    "head": {**_MIDDLE, "bold": True, "bg_color": "#E4E4E4"},
    "name": {"border": 1, "valign": "vcenter", "text_wrap": True, "bold": True, "indent": 1},
    "cell": _MIDDLE,
    "away": {**_MIDDLE, "italic": True, "bg_color": "#F1F1F1"},
    "number": _NUMBER,
    "strong": {**_NUMBER, "bold": True, "bg_color": "#D0D0D0"},
    "blank": {"border": 1, "bg_color": "#F1F1F1"},
    "note": {"font_size": 9, "text_wrap": True, "valign": "top"},
    "small": {"font_size": 8, "italic": True, "text_wrap": True, "valign": "top"},
    "sign": {"font_size": 10, "align": "center"},
    "sign_name": {"font_size": 10, "align": "center", "bold": True, "top": 1},
}


class Paper:
    """A workbook and its named formats, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.style = cache(self._style)

    def _style(self, name: str, size: float = 10) -> Any:
        return self.book.add_format({"font_name": FONT, "font_size": size, **STYLES[name]})

    def sheet(self, name: str, footer: str) -> Any:
        """A new A4 landscape sheet with its stamp and page number in the footer."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(MARGIN_INCHES, MARGIN_INCHES, MARGIN_INCHES, 0.6)
        sheet.set_footer(f"&L&8{footer.replace('&', '&&')}&R&8&P / &N", {"margin": 0.3})
        sheet.hide_gridlines(2)
        return sheet


def write_across(sheet: Any, row: int, last: int, text: str, style: Any) -> None:
    """Writes a text across the columns from 0 to `last`; in a closed week that is one column."""
    if last:
        sheet.merge_range(row, 0, row, last, text, style)
    else:
        sheet.write_string(row, 0, text, style)


def column_points(width: float) -> float:
    """Points that a column of `width` characters takes on paper (7 pixels a character and 5 of padding, 96 a inch)."""
    return (7 * width + 5) * 0.75


def lines_needed(text: str, characters: float) -> int:
    """Lines that a text takes in a column of so many characters, its own line ends included."""
    return sum(max(1, -(-len(line) // max(int(characters), 1))) for line in text.split("\n"))
