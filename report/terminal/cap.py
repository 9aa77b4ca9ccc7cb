"""After `loket cap`: the last ticket of each day that can be finished, in all and by service."""

from typing import TYPE_CHECKING

from planning.results import Cap
from report.terminal.table import paragraphs, table
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.levers.reports import CapReport


def cap_lines(report: "CapReport", words: Words) -> list[str]:
    """A table of the days and services that have such a ticket, and what it means."""
    office = report.planned.week.office
    names: dict[str | None, str] = {None: words("cap.everything"), **{s.id: s.name for s in office.services}}
    by_row: dict[tuple[int, str | None], dict[str, Cap]] = {}
    for cap in report.caps:
        by_row.setdefault((cap.day, cap.service), {})[cap.by] = cap
    if not by_row:
        return paragraphs([words("cap.none")])
    rows = [[words(f"cap.head.{key}") for key in ("day", "service", "expected", "service_close", "work_end")]]
    for (day, service), found in by_row.items():
        expected = next(iter(found.values())).expected
        rows.append([words.weekday(report.planned.week.grid.dates[day]), names[service], words.number(expected, 1),
                     _cell(found.get("service"), words), _cell(found.get("work"), words)])  # fmt: skip
    return [*paragraphs([words("cap.result")]), "", *table(rows, left=2), "", *paragraphs([words("cap.rule")])]


def _cell(cap: Cap | None, words: Words) -> str:
    if cap is None:
        return words("cap.all")
    return words.number(cap.number) if cap.minute is None else f"{words.number(cap.number)} ({words.clock(cap.minute)})"
