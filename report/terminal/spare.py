"""After `loket spare`: the days and half days, the best first, who can go and what it costs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from report.places import Names
from report.terminal.table import paragraphs, table
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.levers.reports import SpareReport
    from planning.levers.spare import Spared


def spare_lines(report: "SpareReport", words: Words) -> list[str]:
    """The best day in a sentence, all that are possible in a table, then those that are not and why."""
    names = Names(report.planned.week.office, words)
    possible = [way for way in report.ways if not way.is_refused]
    refused = [way for way in report.ways if way.is_refused]
    lines = paragraphs([_result(report, possible, names)])
    if possible:
        lines += ["", *table([_head(words), *(_row(way, report, names) for way in possible)], left=2), ""]
        lines += paragraphs(_people(possible, report, names), "  ")
    if refused:
        lines += ["", *paragraphs([words("spare.refused")])]
        lines += paragraphs([_why(way, report, names) for way in refused], "  ")
    return [*lines, "", *paragraphs([words("spare.next")])]


def _result(report: "SpareReport", possible: "list[Spared]", names: Names) -> str:
    if not possible:
        return names.words("spare.nowhere", people=report.people)
    return names.words("spare.result", people=report.people, when=_when(possible[0], report, names))


def _head(words: Words) -> list[str]:
    return [words(f"spare.head.{key}") for key in ("rank", "when", "late", "back_office", "weak")]


def _row(way: "Spared", report: "SpareReport", names: Names) -> list[str]:
    words = names.words
    before, after = way.back_office
    return [
        str(report.ways.index(way) + 1), _when(way, report, names), _late(way, words),
        f"{words.number(before / 60, 1)} → {words.number(after / 60, 1)}", f"{way.weak[0]} → {way.weak[1]}",
    ]  # fmt: skip


def _late(way: "Spared", words: Words) -> str:
    if way.late is None or not way.late.is_shown:
        return words("lever.no_change")
    change, low, high = (words.number(value, 1) for value in (way.late.change, way.late.low, way.late.high))
    return f"{'+' if way.late.change > 0 else ''}{change} ({low}–{high})"


def _when(way: "Spared", report: "SpareReport", names: Names) -> str:
    day = names.words.weekday(report.planned.week.grid.dates[way.day])
    return names.words(f"spare.part.{way.part}", day=day)


def _people(possible: "list[Spared]", report: "SpareReport", names: Names) -> Iterator[str]:
    for number, way in enumerate(possible, 1):
        yield f"{number}. {', '.join(names.officers[id] for id in way.officers)}"


def _why(way: "Spared", report: "SpareReport", names: Names) -> str:
    words = names.words
    when = _when(way, report, names)
    if not way.officers:
        return words("spare.too_few", when=when)
    parts = [f"{names.promises.get(s.promise, s.promise)} {words.clock(s.start)}–{words.clock(s.end)}"
             for s in way.broken[:3]]  # fmt: skip
    return words("spare.broken", when=when, promises=", ".join(parts))
