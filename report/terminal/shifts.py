"""After `loket shifts`: the present shifts beside others, which of them help, and how to take them over."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from office.hours import ByWeekday
from office.values import Span
from report.dayruns import spell_by_days
from report.terminal.table import paragraphs, table
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.levers.effect import Effect
    from planning.shiftdesign import ShiftReport, ShiftSet

MONDAY = date(2026, 1, 5)
"""A week whose days stand for all weeks."""


def shift_lines(report: "ShiftReport", words: Words) -> list[str]:
    """The answer in a sentence, all sets in a table, and the lines for the YAML where a set helps."""
    best = report.best
    head = [words(f"shifts.head.{key}") for key in ("shifts", "people", "late", "waiting", "uncovered")]
    rows = [row for each in (report.present, *report.proposed) for row in _rows(each, report, words)]
    lines = [*paragraphs([_result(report, words)]), "", *table([head, *rows], left=1), ""]
    if best is None:
        return [*lines, *paragraphs([words("shifts.stay"), words("shifts.unlike_plan")])]
    following = paragraphs([words("shifts.next"), words("shifts.unlike_plan")])
    return [*lines, *paragraphs([words("shifts.copy")]), "", *_yaml(best), "", *following]


def _result(report: "ShiftReport", words: Words) -> str:
    best = report.best
    if not report.proposed:
        return words("shifts.result.alike")
    if best is None:
        return words.counted("shifts.result.none", len(report.present.shifts), count=len(report.present.shifts))
    facts = {"late": _number(best.late, words), "waiting": words.number(-best.waiting.change / 60, 1)}
    return words.counted("shifts.result.some", len(best.shifts), count=len(best.shifts), **facts)


def _number(effect: "Effect", words: Words) -> str:
    return words.number(max(0.0, -effect.change) if effect.is_shown else 0.0, 1)


def _rows(each: "ShiftSet", report: "ShiftReport", words: Words) -> Iterator[list[str]]:
    """A line for each shift; what the set changes stands in the first."""
    figures = [
        words.number(each.late.after, 1),
        words.number(each.waiting.after / 60, 1),
        words.number(each.uncovered / 60, 1),
    ]
    for number, (shift, people) in enumerate(zip(each.shifts, each.people, strict=True)):
        mark = words("shifts.present") if each is report.present else words("shifts.proposed", count=len(each.shifts))
        times = _told(shift.hours.normal, words)
        text = f"{mark}: {times}" if number == 0 else f"   + {times}"
        yield [text, words.number(people, 1), *(figures if number == 0 else ["", "", ""])]


def _told(hours: ByWeekday[Span], words: Words) -> str:
    """``Senin–Kamis 07.30–16.00; Jumat 07.30–16.30``."""
    spans = [(MONDAY + timedelta(weekday), span) for weekday, span in sorted(hours, key=lambda pair: pair[0])]
    times = [(day, f"{words.clock(span.start)}–{words.clock(span.end)}") for day, span in spans]
    return spell_by_days(times, words)


def _times(table: ByWeekday[Span]) -> Iterator[tuple[str, str]]:
    """Days and times as the YAML has them."""
    for key, span in table.root.items():
        yield key, f"{span}".replace(":", ".")


def _yaml(best: "ShiftSet") -> Iterator[str]:
    """The set as lines under `roster:` of the office's YAML."""
    yield "  shifts:"
    for shift in best.shifts:
        yield f"    - id: {shift.id}"
        yield f"      name: {shift.name}"
        yield "      hours:"
        yield from _season("normal", shift.hours.normal)
        if shift.hours.ramadan is not None:
            yield from _season("ramadan", shift.hours.ramadan)


def _season(name: str, times: ByWeekday[Span]) -> Iterator[str]:
    yield f"        {name}: {{{', '.join(f'{days}: {span}' for days, span in _times(times))}}}"
