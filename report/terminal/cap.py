"""After `loket cap`: each day with how many come, and the last ticket that can be finished where one must be told."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planning.results import Cap
from report.terminal.table import paragraphs, table
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.levers.reports import CapReport, Coming


def cap_lines(report: "CapReport", words: Words) -> list[str]:
    """A row for each day, one more for each of its services that needs a limit, and what it means."""
    needed = any(cap.is_needed for cap in report.caps)
    heads = [words(f"cap.head.{key}") for key in ("day", "service", "expected", "service_close", "work_end")]
    rows = [row for coming in report.coming for row in _rows(coming, report, words)]
    texts = [words("cap.rule")] if needed else [*_beyond(report, words)]
    result = words("cap.result" if needed else "cap.none")
    return [*paragraphs([result]), "", *table([heads, *rows], left=2), *(["", *paragraphs(texts)] if texts else [])]


def _rows(coming: "Coming", report: "CapReport", words: Words) -> Iterator[list[str]]:
    day = words.weekday(report.planned.week.grid.dates[coming.day])
    usual = words("cap.usual", mean=words.number(coming.mean), low=coming.low, high=coming.high)
    found: dict[str | None, dict[str, Cap]] = {None: {}}
    for cap in report.caps:
        if cap.day == coming.day and cap.is_needed:
            found.setdefault(cap.service, {})[cap.by] = cap
    for service, caps in found.items():
        name = words("cap.everything") if service is None else report.planned.week.office.service(service).name
        expected = usual if service is None else words.number(next(iter(caps.values())).expected, 1)
        yield [day, name, expected, _cell(caps.get("service"), words), _cell(caps.get("work"), words)]


def _cell(cap: Cap | None, words: Words) -> str:
    if cap is None:
        return words("cap.all")
    return words.number(cap.number) if cap.minute is None else f"{words.number(cap.number)} ({words.clock(cap.minute)})"


def _beyond(report: "CapReport", words: Words) -> Iterator[str]:
    """From how many tickets on a day would need a limit."""
    numbers = [cap.number for cap in report.caps if cap.service is None and cap.by == "service"]
    if numbers:
        yield words("cap.beyond", tickets=words.number(min(numbers)))
