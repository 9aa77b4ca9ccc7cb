"""After `loket bookings`: slot fill and show rates, by weekday and by notice."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from forecast.showrates import LEAD_NAMES
from forecast.slotfill import Cell
from report.places import Names
from report.terminal.table import paragraphs, table
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.bookings import BookingReport

MONDAY = date(2024, 1, 1)


def booking_lines(report: "BookingReport", words: Words) -> list[str]:
    """How many came in a sentence, then a table by weekday and one by how long before it was booked."""
    names = {service.id: service.name for service in Names(report.office, words).office.services}
    fill = report.fill
    estimated = [words("bookings.estimated")] if not all(cell.counted for cell in fill.notices) else []
    return [
        *paragraphs([_result(fill.weekdays, words), *estimated]), "",
        words("bookings.weekdays"), *table(_weekdays(fill.weekdays, names, words), left=2), "",
        words("bookings.notices"), *table(_notices(fill.notices, names, words), left=2), "",
        *paragraphs([words("bookings.next")]),
    ]  # fmt: skip


def _result(cells: Sequence[Cell], words: Words) -> str:
    booked, judged = sum(cell.booked for cell in cells), sum(cell.judged for cell in cells)
    came, offered = sum(cell.came for cell in cells), sum(cell.offered for cell in cells)
    taken = sum(cell.taken for cell in cells)
    parts = [words("bookings.result", booked=words.number(booked))]
    if judged:
        parts.append(words("bookings.result.came", share=words.percent(came / judged)))
    if offered:
        parts.append(words("bookings.result.fill", share=words.percent(taken / offered)))
    return " ".join(parts)


def _weekdays(cells: Sequence[Cell], names: dict[str, str], words: Words) -> list[list[str]]:
    keys = ("service", "weekday", "offered", "booked", "came", "fill", "show")
    rows = [[words(f"bookings.head.{key}") for key in keys]]
    for cell in cells:
        days = [words.weekday(MONDAY + timedelta(part)) for part in cell.parts]
        rows.append(
            [names.get(cell.service, cell.service), _span(days), words.number(cell.offered) if cell.offered else "",
             words.number(cell.booked), _came(cell, words), _share(cell.fill, cell.fill_range, words),
             _share(cell.show, cell.show_range, words)]
        )  # fmt: skip
    return rows


def _notices(cells: Sequence[Cell], names: dict[str, str], words: Words) -> list[list[str]]:
    rows = [[words(f"bookings.head.{key}") for key in ("service", "notice", "booked", "came", "show")]]
    for cell in cells:
        spans = ", ".join(words(f"bookings.notice.{LEAD_NAMES[part]}") for part in cell.parts)
        rows.append(
            [names.get(cell.service, cell.service), spans, words.number(cell.booked), _came(cell, words),
             _share(cell.show, cell.show_range, words)]
        )  # fmt: skip
    return rows


def _span(days: Sequence[str]) -> str:
    return days[0] if len(days) == 1 else f"{days[0]}–{days[-1]}"


def _came(cell: Cell, words: Words) -> str:
    return words.number(round(cell.came)) if cell.judged else ""


def _share(share: float | None, ends: tuple[float, float] | None, words: Words) -> str:
    if share is None or ends is None:
        return ""
    return f"{words.percent(share)} ({words.percent(ends[0])}–{words.percent(ends[1])})"
