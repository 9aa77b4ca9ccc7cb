"""After `loket backtest`: how far off each model was, against the baseline and what chance alone explains."""

from collections.abc import Iterator, Sequence

from planning.backtest import Backtested
from report.backtestwords import (
    Row,
    ahead_rows,
    asked,
    days_title,
    is_shown,
    kind_rows,
    levels,
    marks,
    model_rows,
    office_rows,
    service_rows,
    verdict,
)
from report.terminal.table import paragraphs, table
from report.words.catalogue import Words

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"
"""Where nobody reads along (a file, a pipe) these are taken out."""


def backtest_lines(done: Backtested, words: Words) -> list[str]:
    """What was tried, the answer in a sentence, and the tables of days, slots, services and kinds of days."""
    return [
        *paragraphs([asked(done, words), verdict(done, words)]),
        *_titled(words("backtest.totals"), office_rows(done, words), done, words),
        *(line for level in levels(done) for line in
          _titled(days_title(done, level, words), model_rows(done, level, words), done, words)),
        *_titled(words("backtest.ahead"), ahead_rows(done, "day", words), done, words),
        *_titled(words("backtest.services"), service_rows(done, words), done, words),
        *_titled(words("backtest.kinds"), kind_rows(done, words), done, words),
        "", *paragraphs([*marks(done, words), words("backtest.legend"), words("backtest.legend_ranges")]),
    ]  # fmt: skip


def _titled(title: str, rows: Sequence[Row], done: Backtested, words: Words) -> Iterator[str]:
    """A table under its title, the row of the shown model in bold; nothing without rows."""
    if len(rows) < 2:
        return
    yield from ("", title)
    lines = table(rows)
    yield from lines[:2]
    for row, line in zip(rows[1:], lines[2:], strict=True):
        yield f"{BOLD}{line}{PLAIN}" if is_shown(row, done, words) else line
