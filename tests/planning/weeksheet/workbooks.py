"""Edits a workbook as a person would: one cell's text, nothing else. Works on the zipped XML, not on our own code."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

FIRST_SHEET = "xl/worksheets/sheet1.xml"


def with_cells(content: bytes, texts: dict[str, str]) -> bytes:
    """The workbook with other texts in some cells of its first sheet, by their address such as ``B7``."""
    return _rewritten(content, FIRST_SHEET, lambda xml: _with_cells(xml, texts))


def without_sheet(content: bytes, number: int, name: str) -> bytes:
    """The workbook without one of its sheets."""
    book = _rewritten(content, "xl/workbook.xml", lambda xml: re.sub(rf'<sheet name="{name}"[^>]*/>', "", xml))
    return _rewritten(book, f"xl/worksheets/sheet{number}.xml", None)


def _with_cells(xml: str, texts: dict[str, str]) -> str:
    for address, text in texts.items():
        inline = f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
        xml, changed = re.subn(rf'<c r="{address}"[^>]*?(?:/>|>.*?</c>)', lambda _, new=inline: new, xml, count=1)
        assert changed == 1, address
    return xml


def _rewritten(content, part, change):
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            data = old.read(item)
            if item != part:
                new.writestr(item, data)
            elif change is not None:
                new.writestr(item, change(data.decode("utf-8")).encode("utf-8"))
    return buffer.getvalue()
