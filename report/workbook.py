"""The head's workbook (isian.xlsx): people, days away, counters, events and bookings to fill in."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from office.office import Office
from planning.booksheets import MARK, SHEETS, SKILL, SheetId, columns_of
from planning.bookwishes import DAYS_SHOWN, OFF, WORK
from planning.calendarfile import KINDS
from planning.config import Config
from report.words.catalogue import Words

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

TITLE, HELP, IDS, HEAD, FIRST = range(5)
"""Rows of a sheet, counted from 0: title, explanation, hidden ids, headings, first row to fill in."""
SPARE_PEOPLE = 8
PAGE_ROWS = 40
"""Rows with borders on a sheet to be filled in; lists to choose from reach further down."""
LIST_ROWS = 300
LEAST_COLUMNS = 5
"""Columns over which an explanation runs, however narrow its sheet."""
WIDE = ("events",)
"""Sheets that print across the page."""
WIDTHS = {
    "name": 26,
    "officer": 26,
    "note": 34,
    "service": 34,
    "kind": 18,
    "wish": 22,
    "start": 13,
    "end": 13,
    "day": 13,
    "booked_on": 13,
}
DATES, TIMES = ("start", "end", "day", "booked_on"), ("opens", "closes", "minute")
COUNTS = ("officers_away", "visitors", "count", "quota")
LISTS = "_lists"
_MADE = datetime(2026, 1, 1)  # a fixed date: the same office gives the same bytes


@dataclass(frozen=True)
class Look:
    """Formats of cells."""

    title: Any
    help: Any
    head: Any
    tilted: Any
    cell: Any
    mark: Any
    date: Any
    time: Any
    text: Any


def workbook(config: Config, words: Words) -> bytes:
    """An XLSX for the head of an office, with its people and counters filled in.

    Every sheet carries hidden ids, so that `planning.book.read_book` reads it in any language; untouched, it changes
    nothing.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": words("book.title", office=config.office.name), "created": _MADE})
    look = _look(book)
    sheets = {id: book.add_worksheet(words(f"book.{id}.sheet")) for id in SHEETS}
    choices = _lists(book, config, words)
    for id, sheet in sheets.items():
        _frame(sheet, id, config.office, words, look)
    _people(sheets["people"], config.office, words, look)
    _counters(sheets["counters"], config.office, words, look)
    for id in ("away", "wishes", "events", "bookings"):
        _blank(sheets[id], columns_of(id, config.office), look)
    _choices(sheets, config.office, words, choices)
    sheets["people"].activate()
    book.close()
    return out.getvalue()


def _look(book: "Workbook") -> Look:
    def made(**more: object) -> Any:
        return book.add_format({"font_name": "Arial", "font_size": 11, "valign": "vcenter", **more})

    return Look(
        title=made(bold=True, font_size=16),
        help=made(text_wrap=True, valign="top"),
        head=made(bold=True, border=1, text_wrap=True, bg_color="#E6E6E6", align="center"),
        tilted=made(bold=True, border=1, text_wrap=True, bg_color="#E6E6E6", align="center", rotation=90),
        cell=made(border=1, indent=1),
        mark=made(border=1, align="center"),
        date=made(border=1, num_format="dd/mm/yyyy", align="center"),
        time=made(border=1, num_format="@", align="center"),
        text=made(num_format="@"),
    )


def _frame(sheet: "Worksheet", id: SheetId, office: Office, words: Words, look: Look) -> None:
    """Title, explanation, hidden ids, headings, widths and how the sheet prints."""
    columns = columns_of(id, office)
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.write_string(TITLE, 1, f"{words(f'book.{id}.title')} — {office.name}", look.title)
    sheet.set_row(TITLE, 26)
    sheet.merge_range(HELP, 1, HELP, max(len(columns), LEAST_COLUMNS), words(f"book.{id}.help"), look.help)
    sheet.set_row(HELP, 66)
    sheet.write_row(IDS, 0, [f"{MARK}{id}", *columns])
    sheet.set_row(IDS, None, None, {"hidden": True})
    for i, column in enumerate(columns, 1):
        sheet.write_string(HEAD, i, _heading(column, office, words), look.tilted if _is_skill(column) else look.head)
        sheet.set_column(i, i, 6 if _is_skill(column) else WIDTHS.get(column, 11))
    sheet.set_row(HEAD, 140 if id == "people" else 34)
    sheet.freeze_panes(FIRST, 2)
    if id in WIDE:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(TITLE, HEAD)
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L{words(f'book.{id}.sheet').replace('&', '&&')}&R&P / &N")


def _heading(column: str, office: Office, words: Words) -> str:
    return office.skills[column.removeprefix(SKILL)] if _is_skill(column) else words(f"book.column.{column}")


def _is_skill(column: str) -> bool:
    return column.startswith(SKILL)


def _people(sheet: "Worksheet", office: Office, words: Words, look: Look) -> None:
    skills = list(office.skills)
    for row, officer in enumerate(office.officers, FIRST):
        sheet.write_string(row, 0, officer.id)
        sheet.write_string(row, 1, officer.name, look.cell)
        sheet.write_string(row, 2, words("book.yes"), look.mark)
        sheet.write_row(row, 3, ["x" if skill in officer.skills else "" for skill in skills], look.mark)
    first = FIRST + len(office.officers)
    for row in range(first, first + SPARE_PEOPLE):
        sheet.write_blank(row, 1, None, look.cell)
        sheet.write_row(row, 2, [""] * (1 + len(skills)), look.mark)


def _counters(sheet: "Worksheet", office: Office, words: Words, look: Look) -> None:
    for row, counter in enumerate(office.counters, FIRST):
        sheet.write_string(row, 0, counter.id)
        sheet.write_string(row, 1, counter.name, look.cell)
        sheet.write_string(row, 2, words("book.yes" if counter.available else "book.no"), look.mark)


def _blank(sheet: "Worksheet", columns: Sequence[str], look: Look) -> None:
    """Empty bordered rows; dates look like dates, times stay the text that is typed."""
    for i, column in enumerate(columns, 1):
        form = look.date if column in DATES else look.time if column in TIMES else look.cell
        sheet.set_column(i, i, WIDTHS.get(column, 11), look.text if column in TIMES else None)
        for row in range(FIRST, FIRST + PAGE_ROWS):
            sheet.write_blank(row, i, None, form)


def _lists(book: "Workbook", config: Config, words: Words) -> dict[str, str]:
    """A hidden sheet with what can be chosen, and the formula of each list."""
    lists = {
        "services": [service.name for service in config.office.services],
        "event_kinds": [words(f"book.event.{kind}") for kind in KINDS],
        "away_kinds": [words(f"book.away.{kind}") for kind in ("leave", "outside_duty", "off_duty")],
        "yes_no": [words("book.yes"), words("book.no")],
        "weekdays": list(DAYS_SHOWN),
        "wishes": [OFF[0], WORK[0], *(shift.name for shift in config.roster.shifts)],
    }
    sheet = book.add_worksheet(LISTS)
    sheet.very_hidden()
    for column, listed in enumerate(lists.values()):
        sheet.write_column(0, column, listed)
    return {
        name: f"={LISTS}!${chr(65 + column)}$1:${chr(65 + column)}${len(listed)}"
        for column, (name, listed) in enumerate(lists.items())
    }


def _choices(sheets: dict[SheetId, "Worksheet"], office: Office, words: Words, lists: dict[str, str]) -> None:
    """What can be chosen in each column, and what a wrong entry is told."""
    people_rows = FIRST + len(office.officers) + SPARE_PEOPLE
    people = f"='{words('book.people.sheet')}'!$B${FIRST + 1}:$B${people_rows}"
    sources = {
        ("people", "active"): lists["yes_no"],
        ("wishes", "officer"): people,
        ("wishes", "weekday"): lists["weekdays"],
        ("wishes", "wish"): lists["wishes"],
        ("counters", "open"): lists["yes_no"],
        ("away", "officer"): people,
        ("away", "kind"): lists["away_kinds"],
        ("events", "kind"): lists["event_kinds"],
        ("events", "service"): lists["services"],
        ("bookings", "service"): lists["services"],
    }
    for id, sheet in sheets.items():
        for i, column in enumerate(columns_of(id, office), 1):
            rule: dict[str, object] = {"validate": "list", "source": sources.get((id, column), ["x"])}
            if column in DATES:
                rule = {"validate": "date", "criteria": ">=", "value": datetime(2020, 1, 1)}
            elif column in COUNTS:
                rule = {"validate": "integer", "criteria": ">=", "value": 0}
            elif (id, column) not in sources and not _is_skill(column):
                continue
            message = {"error_type": "warning", "error_title": words("book.check"), "error_message": words("book.odd")}
            sheet.data_validation(FIRST, i, FIRST + LIST_ROWS, i, {**rule, **message})
