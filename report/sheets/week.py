"""Sheet 1: the week. All officers, all days, to be signed and pinned to the wall."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from planning.results import WeekPlan
from report.coverage import coverage
from report.places import Names
from report.sheets.paper import A4_LANDSCAPE_POINTS, Paper, lines_needed
from report.shortfalls import day_notes, shortage_lines, weak_lines
from report.stamp import stamp, week_title
from report.weektable import WeekTable, hours_text, turns_text, usual_span
from report.words.catalogue import Words

HOURS, TURNS = 10.0, 12.0
"""Widths of the last two columns in characters."""
SIZES = ((14, 11.0, 5.0), (25, 9.0, 2.0))
"""(officers at most, letter size, space in a row) that fill one page.

Larger offices get 8 points and a page for 30 officers each.
"""


def notes(plan: WeekPlan, names: Names) -> list[str]:
    """What stands below the table: usual times, holidays and events, shortages, half hours without a stand-in."""
    words = names.words
    return [_usual_times(plan, words), *day_notes(plan, names, plan.week.days), *shortage_lines(plan, names, most=6),
            *weak_lines(plan, coverage(plan), names)]  # fmt: skip


def _usual_times(plan: WeekPlan, words: Words) -> str:
    """``Jam dinas: Senin–Kamis 07.30–16.00; …`` and when the lunch turns start."""
    days = [day.date for day in plan.week.open_days]
    spans = {day: usual_span(plan, day) for day in days}
    times = [(day, f"{words.clock(s.start)}–{words.clock(s.end)}") for day, s in spans.items() if s is not None]
    turns = [(day, ", ".join(map(words.clock, _turns(plan, day)))) for day in days if _turns(plan, day)]
    if not turns:
        return words("sheet.usual_times_only", times=_by_days(times, words))
    return words("sheet.usual_times", times=_by_days(times, words), turns=_by_days(turns, words))


def _by_days(told: Sequence[tuple[date, str]], words: Words) -> str:
    """``Senin–Kamis …; Jumat …``: neighbours of which the same is told are put together."""
    parts = []
    for text, group in groupby(told, key=lambda pair: pair[1]):
        days = [day for day, _ in group]
        first, last = words.weekday(days[0]), words.weekday(days[-1])
        parts.append(f"{first if len(days) == 1 else f'{first}–{last}'} {text}")
    return "; ".join(parts)


def _turns(plan: WeekPlan, day: date) -> list[int]:
    return sorted({a.break_start for a in plan.roster.assignments if a.day == day and a.break_start is not None})


def write_week(paper: Paper, plan: WeekPlan, names: Names, table: WeekTable) -> None:
    """Writes sheet 1."""
    words = names.words
    sheet = paper.sheet(words("sheet.week"), stamp(plan, words).line)
    widths = _widths(plan, names, table)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    last = len(widths) - 1
    row = _write_head(paper, sheet, plan, words, last)
    size, space = next(((s, gap) for most, s, gap in SIZES if len(plan.office.officers) <= most), (8.0, 1.5))
    heads = [words("sheet.officer"), *table.headings.values(), words("sheet.hours"), words("sheet.turns")]
    sheet.set_row(row, 2.8 * size + 4)
    for column, text in enumerate(heads):
        sheet.write_string(row, column, text, paper.style("head", size if column < last - 1 else 8.5))
    sheet.repeat_rows(row)
    sheet.freeze_panes(row + 1, 1)
    for officer in plan.office.officers:
        row += 1
        texts = [table.texts[officer.id, day.date] for day in table.days]
        rows = zip([names.officers[officer.id], *texts], widths, strict=False)
        lines = max(lines_needed(text, width * 11 / size) for text, width in rows)
        sheet.set_row(row, lines * 1.3 * size + space)
        sheet.write_string(row, 0, names.officers[officer.id], paper.style("name", size))
        for column, (day, text) in enumerate(zip(table.days, texts, strict=True), 1):
            here = table.cells[officer.id, day.date].assignment is not None
            sheet.write_string(row, column, text, paper.style("cell" if here else "away", size))
        sheet.write_string(row, last - 1, hours_text(plan, officer, words), paper.style("cell", size))
        sheet.write_string(row, last, turns_text(plan, officer.id), paper.style("cell", size))
    _write_foot(paper, sheet, plan, names, row + 2, last, sum(widths))
    officers = len(plan.office.officers)
    sheet.fit_to_pages(1, 1 if officers <= SIZES[-1][0] else -(-officers // 30))
    sheet.activate()


def _widths(plan: WeekPlan, names: Names, table: WeekTable) -> list[float]:
    """Column widths that fill the page: names as long as needed, days share the rest."""
    longest = max(len(name) for name in names.officers.values())
    name = min(max(longest * 1.3 + 2, 14), 28)
    page = A4_LANDSCAPE_POINTS / 0.75
    left = page - sum(7 * width + 5 for width in (name, HOURS, TURNS)) - 5 * len(table.days)
    return [name, *[left / 7 / len(table.days)] * len(table.days), HOURS, TURNS]


def _write_head(paper: Paper, sheet: Any, plan: WeekPlan, words: Words, last: int) -> int:
    """Letterhead, title, number; returns the row of the table's heading."""
    row = -1
    for row, line in enumerate(plan.office.letterhead.lines or (plan.office.name,)):
        sheet.merge_range(row, 0, row, last, line, paper.style("letterhead"))
    row += 1
    sheet.set_row(row, 24)
    title = words("sheet.title", week=week_title(plan.week.week, words))
    sheet.merge_range(row, 0, row, last, title, paper.style("title"))
    sheet.write_string(row + 1, 0, words("sheet.number"), paper.style("left"))
    made = stamp(plan, words)
    sheet.merge_range(row + 1, last - 3, row + 1, last, f"{made.made} · {made.code}", paper.style("right"))
    return row + 2


def _write_foot(paper: Paper, sheet: Any, plan: WeekPlan, names: Names, row: int, last: int, width: float) -> None:
    """How to read a cell, notes, and the signature block."""
    words = names.words
    for text, style in [*((note, "note") for note in notes(plan, names)), (words("sheet.legend"), "small")]:
        sheet.merge_range(row, 0, row, last, text, paper.style(style))
        sheet.set_row(row, lines_needed(text, width * 1.45) * (12.5 if style == "note" else 11) + 1)
        row += 1
    letterhead = plan.office.letterhead
    half = max(last // 2, 1)
    made = plan.provenance.created_at.date()
    place = f"{letterhead.place}, " if letterhead.place else ""
    sheet.merge_range(row, half + 1, row, last, f"{place}{words.day(made).split(', ')[-1]}", paper.style("sign"))
    sheet.merge_range(row + 1, 0, row + 1, 1, words("sheet.prepared"), paper.style("sign"))
    sheet.merge_range(row + 1, half + 1, row + 1, last, words("sheet.approved"), paper.style("sign"))
    sheet.set_row(row + 2, 30)
    sheet.merge_range(row + 3, 0, row + 3, 1, letterhead.prepared_by, paper.style("sign_name"))
    sheet.merge_range(row + 3, half + 1, row + 3, last, letterhead.head, paper.style("sign_name"))
    number = words("sheet.head_number", number=letterhead.head_number) if letterhead.head_number else ""
    sheet.merge_range(row + 4, half + 1, row + 4, last, number, paper.style("sign"))
