"""After `loket spare`: the best days and half days, who can go then and what it costs."""

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from report.places import Names
from report.terminal.table import paragraphs, table
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.levers.reports import SpareReport
    from planning.levers.spare import Spared


MOST = 5
"""Ways that are told; all of them are in the data."""
NAMES = 36
"""Letters of names in a line."""


def spare_lines(report: "SpareReport", words: Words) -> list[str]:
    """The best day in a sentence, the next best in a table with who goes, then where it cannot be and why."""
    names = Names(report.planned.week.office, words)
    possible = [way for way in report.ways if not way.is_refused]
    refused = [way for way in report.ways if way.is_refused]
    lines = paragraphs([_result(report, possible, names)])
    if possible:
        lines += ["", *table([_head(words), *_rows(possible[:MOST], report, names)], left=3), ""]
        lines += paragraphs([words("spare.order"), *_others(possible, refused, words)])
    if refused:
        lines += ["", *paragraphs([words("spare.refused")])]
        lines += paragraphs([_why(way, report, names) for way in refused], "  ")
    return [*lines, "", *paragraphs([words("spare.next")])]


def _result(report: "SpareReport", possible: "list[Spared]", names: Names) -> str:
    if not possible:
        return names.words("spare.nowhere", people=report.people)
    return names.words.counted(
        "spare.result", report.people, people=report.people, when=_when(possible[0], report, names)
    )


def _others(possible: "list[Spared]", refused: "list[Spared]", words: Words) -> Iterator[str]:
    """Why not on the days that the table leaves out."""
    more = len(possible) - MOST
    if more > 0:
        yield words.counted("spare.more", more, count=more)
    if not refused:
        yield words("spare.none_refused")


def _head(words: Words) -> list[str]:
    return [words(f"spare.head.{key}") for key in ("rank", "when", "who", "late", "back_office", "weak")]


def _rows(ways: "list[Spared]", report: "SpareReport", names: Names) -> Iterator[list[str]]:
    """A row each; names that do not fit go on below."""
    words = names.words
    for number, way in enumerate(ways, 1):
        first, *more = wrap(", ".join(names.officers[id] for id in way.officers), NAMES)
        lost = (way.back_office[1] - way.back_office[0]) / 60
        yield [
            str(number), _when(way, report, names), first, _late(way, words), _change(lost, words, 1),
            _change(way.weak[1] - way.weak[0], words),
        ]  # fmt: skip
        yield from (["", "", part, "", "", ""] for part in more)


def _change(change: float, words: Words, digits: int = 0) -> str:
    return f"{'+' if change > 0 else ''}{words.number(change, digits)}" if change else words("spare.same")


def _late(way: "Spared", words: Words) -> str:
    if way.late is None or not way.late.is_shown:
        return words("spare.same")
    change, low, high = (words.number(value, 1) for value in (way.late.change, way.late.low, way.late.high))
    return f"{'+' if way.late.change > 0 else ''}{change} ({low}–{high})"


def _when(way: "Spared", report: "SpareReport", names: Names) -> str:
    day = names.words.weekday(report.planned.week.grid.dates[way.day])
    return names.words(f"spare.part.{way.part}", day=day)


def _why(way: "Spared", report: "SpareReport", names: Names) -> str:
    words = names.words
    when = _when(way, report, names)
    if not way.officers:
        return words("spare.too_few", when=when)
    parts = [f"{names.promises.get(s.promise, s.promise)} {words.clock(s.start)}–{words.clock(s.end)}"
             for s in way.broken[:3]]  # fmt: skip
    return words("spare.broken", when=when, promises=", ".join(parts))
