"""Sheet 1: the week. All officers, all days, to be signed and pinned to the wall."""

from math import ceil
from typing import Any

from planning.results import WeekPlan
from report.places import Names
from report.sheets.paper import A4_LANDSCAPE_POINTS, PAGE_POINTS, Paper, lines_needed
from report.stamp import local_day, stamp, week_title
from report.weeknotes import week_notes
from report.weektable import WeekTable, hours_text, turns_text
from report.words.catalogue import Words

HOURS, TURNS = 10.0, 12.0
"""Widths of the last two columns in characters."""
SIZES = ((14, 11.0, 5.0), (25, 9.0, 2.0))
"""(officers at most, letter size, least space in a row) that fill one page.

Larger offices get 8 points and as many pages as they need.
"""
TITLE, LINE, SIGNATURES, REPEATED, MOST_SPACE = 24.0, 13.0, 95.0, 30.0, 16.0
"""Points of the title's row, a line of text, the signature block, the heading on each page; most space in a row."""

BLANK = "_" * 24
"""Where a number is written by hand."""


def write_week(paper: Paper, plan: WeekPlan, names: Names, table: WeekTable) -> None:
    """Writes sheet 1."""
    words, officers = names.words, len(plan.office.officers)
    sheet = paper.sheet(words("sheet.week"), stamp(plan, words).line)
    widths = _widths(names, table)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    last = len(widths) - 1
    size, space = next(((s, gap) for most, s, gap in SIZES if officers <= most), (8.0, 1.5))
    foot = _foot(plan, names, sum(widths))
    row = _write_head(paper, sheet, plan, words, last)
    room = PAGE_POINTS - _fixed(plan, size, foot)
    heights = _filled(_heights(plan, names, table, widths, size), space, room)
    _write_table_head(paper, sheet, table, names, row, size)
    row = _write_officers(paper, sheet, plan, names, table, heights, row + 1, size)
    _write_signatures(paper, sheet, plan, words, _write_notes(paper, sheet, foot, row + 1, last), last)
    pages = (sum(heights) + _fixed(plan, size, foot)) / (PAGE_POINTS - REPEATED)
    sheet.fit_to_pages(1, 1 if officers <= SIZES[-1][0] else ceil(pages))
    sheet.activate()


def _widths(names: Names, table: WeekTable) -> list[float]:
    """Column widths that fill the page: names as long as needed, days share the rest."""
    longest = max(len(name) for name in names.officers.values())
    name = min(max(longest * 1.3 + 2, 14), 28)
    page = A4_LANDSCAPE_POINTS / 0.75
    left = page - sum(7 * width + 5 for width in (name, HOURS, TURNS)) - 5 * len(table.days)
    return [name, *[left / 7 / len(table.days)] * len(table.days), HOURS, TURNS]


def _heights(plan: WeekPlan, names: Names, table: WeekTable, widths: list[float], size: float) -> list[float]:
    """Points that the text of each officer's row needs."""
    rows = ([names.officers[o.id], *(table.texts[o.id, d.date] for d in table.days)] for o in plan.office.officers)
    return [1.3 * size * max(lines_needed(text, width * 11 / size) for text, width in zip(row, widths, strict=False))
            for row in rows]  # fmt: skip


def _filled(heights: list[float], space: float, room: float) -> list[float]:
    """Heights with as much space as the page has room for, at least `space`."""
    spare = (room - sum(heights)) / max(len(heights), 1)
    return [height + min(max(spare, space), MOST_SPACE) for height in heights]


def _fixed(plan: WeekPlan, size: float, foot: list[tuple[str, str, float]]) -> float:
    """Points of everything but the officers' rows."""
    head = LINE * (len(plan.office.letterhead.lines or (1,)) + 2) + TITLE + 2.8 * size + 4
    return head + sum(height for _, _, height in foot) + SIGNATURES


def _write_head(paper: Paper, sheet: Any, plan: WeekPlan, words: Words, last: int) -> int:
    """Letterhead, title, number; returns the row of the table's heading."""
    row = -1
    for row, line in enumerate(plan.office.letterhead.lines or (plan.office.name,)):
        sheet.merge_range(row, 0, row, last, line, paper.style("letterhead"))
    row += 1
    sheet.set_row(row, TITLE)
    title = words("sheet.title", week=week_title(plan, words))
    sheet.merge_range(row, 0, row, last, title, paper.style("title"))
    sheet.write_string(row + 1, 0, words("sheet.number"), paper.style("left"))
    made = stamp(plan, words)
    sheet.merge_range(row + 1, last - 3, row + 1, last, f"{made.made} · {made.code}", paper.style("right"))
    return row + 2


def _write_table_head(paper: Paper, sheet: Any, table: WeekTable, names: Names, row: int, size: float) -> None:
    """Days across; repeated on every page."""
    words = names.words
    heads = [words("sheet.officer"), *table.headings.values(), words("sheet.hours"), words("sheet.turns")]
    sheet.set_row(row, 2.8 * size + 4)
    for column, text in enumerate(heads):
        sheet.write_string(row, column, text, paper.style("head", size if column < len(heads) - 2 else 8.5))
    sheet.repeat_rows(row)
    sheet.freeze_panes(row + 1, 1)


def _write_officers(
    paper: Paper, sheet: Any, plan: WeekPlan, names: Names, table: WeekTable, heights: list[float], row: int,
    size: float,
) -> int:  # fmt: skip
    """A row an officer; returns the row after them."""
    for officer, height in zip(plan.office.officers, heights, strict=True):
        sheet.set_row(row, height)
        sheet.write_string(row, 0, names.officers[officer.id], paper.style("name", size))
        for column, day in enumerate(table.days, 1):
            here = table.cells[officer.id, day.date].assignment is not None
            text = table.texts[officer.id, day.date]
            sheet.write_string(row, column, text, paper.style("cell" if here else "away", size))
        after = len(table.days) + 1
        sheet.write_string(row, after, hours_text(plan, officer, names.words), paper.style("cell", size))
        sheet.write_string(row, after + 1, turns_text(plan, officer.id), paper.style("cell", size))
        row += 1
    return row


def _foot(plan: WeekPlan, names: Names, width: float) -> list[tuple[str, str, float]]:
    """Text, style and height of the notes and of how to read a cell."""
    told = [*((note, "note", 12.5) for note in week_notes(plan, names)), (names.words("sheet.legend"), "small", 11.0)]
    return [(text, style, lines_needed(text, width * 1.32) * line + 1) for text, style, line in told]


def _write_notes(paper: Paper, sheet: Any, foot: list[tuple[str, str, float]], row: int, last: int) -> int:
    for text, style, height in foot:
        sheet.merge_range(row, 0, row, last, text, paper.style(style))
        sheet.set_row(row, height)
        row += 1
    return row


def _write_signatures(paper: Paper, sheet: Any, plan: WeekPlan, words: Words, row: int, last: int) -> None:
    """Who prepared, and the head's place to sign."""
    letterhead, half = plan.office.letterhead, last // 2
    place = f"{letterhead.place}, " if letterhead.place else ""
    day = words.day(local_day(plan)).split(", ")[-1]
    number = words("sheet.head_number", number=letterhead.head_number or BLANK)
    right = (f"{place}{day}", words("sheet.approved"), "", letterhead.head, number)
    for n, text in enumerate(right):
        style = paper.style("sign_name" if n == 3 else "sign")
        sheet.merge_range(row + n, half + 1, row + n, last, text, style)
    sheet.merge_range(row + 1, 0, row + 1, 1, words("sheet.prepared"), paper.style("sign"))
    sheet.merge_range(row + 3, 0, row + 3, 1, letterhead.prepared_by, paper.style("sign_name"))
    sheet.set_row(row + 2, 34)
