"""The report of a backtest: one page with the answer, both pictures and all tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
from report.named import named_by
from report.plots.backtest import calibration_picture, comparison_picture
from report.problems import grouped
from report.templating import render
from report.words.catalogue import Words


@dataclass(frozen=True)
class Table:
    """A table with its title; `shown` is the row of the model looked at, -1 for none."""

    title: str
    head: Row
    rows: tuple[Row, ...]
    shown: int


def backtest_files(done: Backtested, words: Words) -> dict[str, bytes]:
    """The page and its pictures, by file name."""
    errors, ranges = comparison_picture(done, words), calibration_picture(done, words)
    return {
        "backtest.html": _page(done, errors.svg, ranges.svg, words).encode(),
        "backtest.svg": errors.svg.encode(),
        "backtest.png": errors.png,
        "calibration.svg": ranges.svg.encode(),
        "calibration.png": ranges.png,
    }


def _page(done: Backtested, errors: str, ranges: str, words: Words) -> str:
    from markupsafe import Markup

    notes = named_by(done.notes, done.service_names)
    return render(
        "backtest.html", words, asked=asked(done, words), verdict=verdict(done, words), name=done.name,
        errors=Markup(errors), ranges=Markup(ranges), first=tuple(_first(done, words)), rest=tuple(_rest(done, words)),
        notes=tuple(grouped(notes, words)), marks=tuple(marks(done, words)),
        inputs=tuple(_inputs(done, words)),
    )  # fmt: skip


def _first(done: Backtested, words: Words) -> Iterator[Table]:
    """The tables that answer the question."""
    yield _table(words("backtest.totals"), office_rows(done, words), done, words)
    for level in levels(done):
        yield _table(days_title(done, level, words), model_rows(done, level, words), done, words)


def _rest(done: Backtested, words: Words) -> Iterator[Table]:
    """The tables for who wants to know where an error comes from."""
    found = (
        _table(words("backtest.ahead"), ahead_rows(done, "day", words), done, words),
        _table(words("backtest.services"), service_rows(done, words), done, words),
        _table(words("backtest.kinds"), kind_rows(done, words), done, words),
    )
    yield from (table for table in found if table.rows)


def _table(title: str, rows: Sequence[Row], done: Backtested, words: Words) -> Table:
    shown = next((n for n, row in enumerate(rows[1:]) if is_shown(row, done, words)), -1)
    return Table(title.rstrip(":"), rows[0], tuple(rows[1:]), shown)


def _inputs(done: Backtested, words: Words) -> Iterator[tuple[str, str]]:
    """How the command was called, and what the result was made from."""
    from importlib.metadata import version

    if done.command:
        yield words("backtest.input.command"), done.command
    yield from ((words(f"backtest.input.{kind}"), digest[:16]) for kind, digest in done.hashes.items() if digest)
    yield words("backtest.input.seed"), str(done.wanted.seed)
    yield words("backtest.input.version"), version("loket")
    yield words("backtest.input.seconds"), words.number(done.seconds)
