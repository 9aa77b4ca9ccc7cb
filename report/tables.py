"""Tables for spreadsheets: week.xlsx, and the roster and the forecast as CSV."""

import csv
import io
from collections.abc import Iterable, Sequence

import numpy as np

from forecast.distribution import Forecast, interval
from office.days import Day
from planning.results import WeekPlan
from planning.weeksheet.rows import SHEET, sheet_data, to_rows
from report.places import Names
from report.sheets.counters import write_counters
from report.sheets.coverage import write_coverage
from report.sheets.paper import DEFAULT_FONT, Paper
from report.sheets.week import write_week
from report.weektable import WeekTable, week_table
from report.words.catalogue import Words
from scheduler.roster import Roster

Cell = str | int | float | None


def week_xlsx(plan: WeekPlan, words: Words) -> bytes:
    """week.xlsx: the week to sign, the counter plan, coverage and waits, and a hidden sheet with the whole roster.

    ``planning.weeksheet.read_week_xlsx`` gives the roster back, with what somebody wrote into the first sheet.
    """
    import xlsxwriter

    names = Names(plan.office, words)
    table = week_table(plan, names)
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
               "default_format_properties": DEFAULT_FONT}  # fmt: skip
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties(
            {"title": plan.week.week, "subject": plan.office.name, "created": plan.provenance.created_at}
        )
        paper = Paper(book)
        write_week(paper, plan, names, table)
        write_counters(paper, plan, names)
        write_coverage(paper, plan, names)
        _write_data(book, plan, names, table)
    return buffer.getvalue()


def _write_data(book: "xlsxwriter.Workbook", plan: WeekPlan, names: Names, table: WeekTable) -> None:  # type: ignore[name-defined] # noqa: F821
    """The hidden sheet, all of it text."""
    words = names.words
    data = sheet_data(
        plan.week, plan.roster, plan.provenance, words("sheet.week"), words("sheet.officer"), table.headings,
        table.texts, names.officers, names.counters,
    )  # fmt: skip
    sheet = book.add_worksheet(SHEET)
    sheet.hide()
    for row, fields in enumerate(to_rows(data)):
        for column, text in enumerate(fields):
            sheet.write_string(row, column, text)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]], words: Words) -> bytes:
    """A CSV that the reader's Excel opens as it stands: UTF-8 with BOM, ``;`` and decimal commas in Indonesian."""
    indonesian = words.language == "id"
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";" if indonesian else ",", lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_field(cell, indonesian) for cell in row])
    return buffer.getvalue().encode("utf-8-sig")


def _field(cell: Cell, decimal_comma: bool) -> str:
    if isinstance(cell, float):
        text = f"{cell:.3f}".rstrip("0").rstrip(".")
        return text.replace(".", ",") if decimal_comma else text
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text  # a spreadsheet would run it as a formula


def assignments_csv(roster: Roster, names: Names) -> bytes:
    """One row an officer and day: shift, times, break."""
    words = names.words
    header = [words(f"csv.{key}") for key in ("day", "officer", "name", "shift", "start", "end", "break", "minutes")]
    rows: Iterable[Sequence[Cell]] = (
        [f"{a.day}", a.officer, names.officers.get(a.officer, a.officer), a.shift, words.clock(a.span.start),
         words.clock(a.span.end), "" if a.break_start is None else words.clock(a.break_start), a.minutes]
        for a in sorted(roster.assignments, key=lambda a: (a.day, a.span.start, a.officer))
    )  # fmt: skip
    return csv_bytes(header, rows, words)


def duties_csv(roster: Roster, names: Names) -> bytes:
    """One row a stretch: who does what where, and who stands in."""
    words = names.words
    keys = ("day", "officer", "name", "start", "end", "activity", "counter", "steps", "task", "stand_in")
    rows = (
        [f"{d.day}", d.officer, names.officers.get(d.officer, d.officer), words.clock(d.start), words.clock(d.end),
         words(f"doing.{d.activity}"), names.counters.get(d.counter or "", ""), " ".join(sorted(d.steps)), d.task or "",
         ", ".join(_stand_ins(roster, d.officer, d.day, d.start, d.end, names)) if d.counter else ""]
        for d in sorted(roster.duties, key=lambda d: (d.day, d.officer, d.start))
    )  # fmt: skip
    return csv_bytes([words(f"csv.{key}") for key in keys], rows, words)


def _stand_ins(roster: Roster, officer: str, day: object, start: int, end: int, names: Names) -> list[str]:
    found = (s for s in roster.stand_ins
             if s.officer == officer and s.day == day and s.start < end and start < s.end and s.stand_in)  # fmt: skip
    return list(dict.fromkeys(names.officers.get(s.stand_in or "", s.stand_in or "") for s in found))


def forecast_days_csv(forecast: Forecast, days: Sequence[Day], names: Names) -> bytes:
    """One row a service and day, and one for the whole office: median, 80 % range, mean and the mean of each part.

    The last column says of days without tickets that they are closed.
    """
    words, grid = names.words, forecast.grid
    header = [words(f"csv.{key}") for key in ("day", "service", "name", "low", "middle", "high", "mean")]
    header += [words(f"csv.{key}") for key in ("booked", "walk_in", "events", "closed")]
    means = np.array([
        part.reshape(*part.shape[:2], *grid.shape).sum(axis=-1).mean(axis=0)
        for part in (forecast.booked, forecast.walk_in, forecast.events)
    ])  # fmt: skip
    every = [*((id, forecast.daily[:, n], means[:, n]) for n, id in enumerate(forecast.services)),
             ("", forecast.office_daily, means.sum(axis=1))]  # fmt: skip
    rows: list[list[Cell]] = []
    for id, samples, parts in every:
        low, middle, high = interval(samples)
        name = names.office.service(id).name if id else words("csv.all_services")
        rows += [[f"{day.date}", id, name, int(low[d]), int(middle[d]), int(high[d]), float(samples[:, d].mean()),
                  *(float(part) for part in parts[:, d]), "" if _has_tickets(day, id) else words("compare.yes")]
                 for d, day in enumerate(days)]  # fmt: skip
    return csv_bytes(header, rows, words)


def _has_tickets(day: Day, service: str) -> bool:
    """Whether tickets of a service, or of any, are issued on a day."""
    return bool(day.tickets.get(service)) if service else any(day.tickets.values())


def forecast_slots_csv(forecast: Forecast, names: Names) -> bytes:
    """One row a service and slot in which somebody may come: median, 80 % range and mean."""
    words, grid = names.words, forecast.grid
    header = [words(f"csv.{key}") for key in ("day", "start", "service", "name", "low", "middle", "high", "mean")]
    means = forecast.arrivals.mean(axis=0)
    ends = [np.asarray(part) for part in interval(forecast.arrivals)]
    rows: Iterable[Sequence[Cell]] = (
        [f"{grid.dates[flat // grid.slots]}", words.clock(int(grid.minutes[flat % grid.slots])), id,
         names.office.service(id).name, *(int(part[n, flat]) for part in ends), float(means[n, flat])]
        for n, id in enumerate(forecast.services)
        for flat in np.flatnonzero(means[n]).tolist()
    )  # fmt: skip
    return csv_bytes(header, rows, words)
