"""Tables and paragraphs of plain text that fit a terminal."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from textwrap import wrap

WIDTH = 100
GAP = "  "


def table(rows: Sequence[Sequence[str]], left: int = 1) -> list[str]:
    """Rows in columns, the first as heading with a line below; all but the first `left` columns are right-aligned.

    A heading may have several lines. A text that would make the table wider than the terminal is cut in the first
    column.
    """
    heads = _heading(rows[0])
    rows = [*heads, *rows[1:]]
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    spare = WIDTH - sum(widths[1:]) - len(GAP) * (len(widths) - 1)
    widths[0] = max(min(widths[0], spare), 4)
    lines = [
        GAP.join(_cut(text, width).ljust(width) if n < left else text.rjust(width)
                 for n, (text, width) in enumerate(zip(row, widths, strict=False))).rstrip()
        for row in rows
    ]  # fmt: skip
    return [*lines[: len(heads)], GAP.join("─" * width for width in widths), *lines[len(heads) :]]


def _heading(row: Sequence[str]) -> list[list[str]]:
    """The lines of a heading, those of fewer at the bottom."""
    parts = [text.split("\n") for text in row]
    deep = max(map(len, parts))
    return [list(line) for line in zip(*([""] * (deep - len(part)) + part for part in parts), strict=True)]


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def paragraphs(texts: Iterable[str], indent: str = "") -> list[str]:
    """Texts broken at the terminal's width; continued lines are set in."""
    return [line for text in texts
            for line in wrap(text, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ") or [""]]  # fmt: skip
