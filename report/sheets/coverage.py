"""Sheet 3: coverage and expected waits by slot, need / have / spare / minutes a day."""

from typing import Any

from planning.results import WeekPlan
from report.coverage import Coverage, coverage, crowds
from report.places import Names
from report.sheets.paper import A4_LANDSCAPE_POINTS, TITLE_POINTS, Paper, lines_needed, write_across
from report.stamp import stamp, week_title

PARTS = ("need", "have", "spare", "wait")


def write_coverage(paper: Paper, plan: WeekPlan, names: Names) -> None:
    """Writes sheet 3. Too few at counters are bold on grey with an exclamation mark, weak slots carry a star."""
    words, cover, grid = names.words, coverage(plan), plan.week.grid
    days = [plan.week.index(day.date) for day in plan.week.open_days]
    last = len(PARTS) * len(days)
    sheet = paper.sheet(words("sheet.coverage"), stamp(plan, words).line)
    sheet.set_column(0, 0, 13)
    sheet.set_column(1, last, max((A4_LANDSCAPE_POINTS / 0.75 - 7 * 13 - 5) / max(last, 1) / 7 - 0.8, 5))
    title = f"{words('sheet.coverage_title')} · {week_title(plan, words)}"
    write_across(sheet, 0, last, title, paper.style("title"))
    sheet.set_row(0, TITLE_POINTS)
    _write_heads(paper, sheet, plan, days, names)
    sheet.repeat_rows(0, 2)
    sheet.freeze_panes(3, 1)
    row, height = 2, min(26.0, 380 / max(int(cover.open.any(axis=0).sum()), 1))
    for slot in range(grid.slots):
        if cover.open[:, slot].any():
            row += 1
            sheet.set_row(row, height)
            start = int(grid.minutes[slot])
            times = f"{words.clock(start)}–{words.clock(start + grid.slot_minutes)}"
            sheet.write_string(row, 0, times, paper.style("name", 11))
            for at, day in enumerate(days):
                _write_slot(paper, sheet, cover, (day, slot), row, 1 + at * len(PARTS))
    _write_foot(paper, sheet, names, row + 2, last)
    sheet.fit_to_pages(1, 0)


def _write_heads(paper: Paper, sheet: Any, plan: WeekPlan, days: list[int], names: Names) -> None:
    """Two rows: the days with how many visitors are expected, and the four columns of each."""
    words, expected, size = names.words, crowds(plan), 8.0 if len(days) < 5 else 6.5 if len(days) < 6 else 5.5
    sheet.set_row(1, 32)
    sheet.set_row(2, 24)
    sheet.merge_range(1, 0, 2, 0, words("sheet.time"), paper.style("head", 10))
    for at, day in enumerate(days):
        when, crowd = plan.week.days[day].date, expected[day]
        text = f"{words.weekday(when)} {words.short_day(when)}\n" + crowd.told(words)
        first = 1 + at * len(PARTS)
        sheet.merge_range(1, first, 1, first + len(PARTS) - 1, text, paper.style("head", 10))
        for column, part in enumerate(PARTS):
            sheet.write_string(2, first + column, words(f"coverage.{part}"), paper.style("head", size))


def _write_slot(paper: Paper, sheet: Any, cover: Coverage, at: tuple[int, int], row: int, column: int) -> None:
    """Need, have, spare and wait of one slot."""
    if not cover.open[at]:
        for part in range(len(PARTS)):
            sheet.write_blank(row, column + part, None, paper.style("blank", 11))
        return
    short, weak = bool(cover.short[at]), bool(cover.weak[at])
    sheet.write_number(row, column, int(cover.need[at]), paper.style("number", 11))
    if short:
        sheet.write_string(row, column + 1, f"! {cover.have[at]}", paper.style("strong", 11))
    else:
        sheet.write_number(row, column + 1, int(cover.have[at]), paper.style("number", 11))
    if weak:
        sheet.write_string(row, column + 2, f"{cover.spare[at]} *", paper.style("strong", 11))
    else:
        sheet.write_number(row, column + 2, int(cover.spare[at]), paper.style("number", 11))
    sheet.write_number(row, column + 3, round(float(cover.wait[at])), paper.style("number", 11))


def _write_foot(paper: Paper, sheet: Any, names: Names, row: int, last: int) -> None:
    text = names.words("sheet.coverage_legend")
    write_across(sheet, row, last, text, paper.style("note"))
    sheet.set_row(row, lines_needed(text, 140) * 12.5 + 4)
