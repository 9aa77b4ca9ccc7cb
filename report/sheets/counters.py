"""Sheet 2: the counter plan. Per day the counters down, the slots across, a name for each stretch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from office.days import Day
from planning.results import WeekPlan
from report.coverage import at_counter, on_paper
from report.places import Names
from report.sheets.paper import (
    A4_LANDSCAPE_POINTS,
    PAGE_POINTS,
    TITLE_POINTS,
    Paper,
    column_points,
    lines_needed,
    write_across,
)
from report.stamp import stamp, week_title

FIRST_ROW, MOST_STRETCH = 24.0, 1.5
FIRST, LINE = 27.0, 12.0
READABLE_SCALE = 0.75
"""Letters of 9 points are not printed smaller than this for the sake of a fuller page."""
MOST_NAMES = {"break": 4, "standby": 2, "back_office": 1}
"""Rows below the counters, and how many names a cell of each can hold."""


@dataclass(frozen=True)
class Stretch:
    """Slots from `first` to `last` of one row that say the same."""

    first: int
    last: int
    text: str


def stretches(texts: Sequence[str]) -> Iterator[Stretch]:
    """Equal neighbours put together; empty ones too."""
    for text, group in groupby(enumerate(texts), key=lambda pair: pair[1]):
        slots = [slot for slot, _ in group]
        yield Stretch(slots[0], slots[-1], text)


def counter_rows(plan: WeekPlan, day: Day, names: Names) -> list[tuple[str, list[str]]]:
    """Rows of one day: what stands at the left, and the text of each open slot."""
    slots = open_slots(plan)
    duties = at_counter(plan.roster, day.date)
    serving = [any(span.covers(*slot) for span in day.service) for slot in slots]
    rows = []
    for counter in plan.office.counters:
        mine = duties.get(counter.id, [])
        texts = [", ".join(names.officers[d.officer] for d in mine if d.start <= start and end <= d.end)
                 or (names.words("day.closed_counter") if is_open else "")
                 for (start, end), is_open in zip(slots, serving, strict=True)]  # fmt: skip
        rows.append((f"{names.counters[counter.id]} {names.work_of(counter.id)}", texts))
    for activity in MOST_NAMES:
        rows.append((names.words(f"doing.{activity}"), [_who(plan, day, activity, slot, names) for slot in slots]))
    return rows


def open_slots(plan: WeekPlan) -> list[tuple[int, int]]:
    """Start and end of every slot in which counters work on any day of the week."""
    grid = plan.week.grid
    return [(int(grid.minutes[s]), int(grid.minutes[s]) + grid.slot_minutes)
            for s in range(grid.slots) if plan.week.service[:, s].any()]  # fmt: skip


def _who(plan: WeekPlan, day: Day, activity: str, slot: tuple[int, int], names: Names) -> str:
    """Names of who does something in a slot; only their number where a cell could not hold them."""
    duties = (on_paper(d, plan.office) for d in plan.roster.duties if d.day == day.date)
    found = [d.officer for d in duties if d.activity == activity and d.start <= slot[0] and slot[1] <= d.end]
    if len(found) > MOST_NAMES[activity]:
        return names.words("count.officers", count=len(found))
    return ", ".join(names.officers[officer] for officer in found)


def write_counters(paper: Paper, plan: WeekPlan, names: Names) -> None:
    """Writes sheet 2; no day is cut by the end of a page."""
    words, slots = names.words, open_slots(plan)
    sheet = paper.sheet(words("sheet.counters"), stamp(plan, words).line)
    width = max(((A4_LANDSCAPE_POINTS / 0.75 - 7 * FIRST - 5) / max(len(slots), 1) - 5) / 7, 4.4)
    sheet.set_column(0, 0, FIRST)
    sheet.set_column(1, len(slots), width)
    scale = min(1.0, 0.92 * A4_LANDSCAPE_POINTS / (column_points(FIRST) + len(slots) * column_points(width)))
    title = f"{words('sheet.counters_title')} · {week_title(plan, words)}"
    write_across(sheet, 0, len(slots), title, paper.style("title"))
    sheet.set_row(0, TITLE_POINTS)
    blocks = [_block(plan, day, names, width) for day in plan.week.open_days]
    tallest_day = max((block.height for block in blocks), default=1.0)
    scale = _scale(scale, tallest_day)
    sheet.set_print_scale(int(100 * scale))
    pages = _pages([block.height for block in blocks], 0.94 * PAGE_POINTS / scale - TITLE_POINTS)
    tallest = max((sum(blocks[n].height for n in page) for page in pages), default=1.0)
    stretch = min(max((0.94 * PAGE_POINTS / scale - TITLE_POINTS) / tallest, 1.0), MOST_STRETCH)
    row, breaks = 1, []
    for page in pages:
        breaks.append(row)
        for n in page:
            row = _write_day(paper, sheet, blocks[n], stretch, slots, row, names)
    sheet.repeat_rows(0)
    sheet.center_horizontally()
    sheet.set_h_pagebreaks(breaks[1:])


def _scale(widest: float, tallest_day: float) -> float:
    """The print scale at which two days share a page, if that can still be read; else at which one day fits."""
    two, one = (0.94 * PAGE_POINTS / (days * tallest_day + TITLE_POINTS) for days in (2, 1))
    return min(widest, two) if two >= READABLE_SCALE else max(min(widest, one), 0.3)


@dataclass(frozen=True)
class Block:
    """One day's rows and their heights in points."""

    day: Day
    rows: list[tuple[str, list[str]]]
    heights: list[float]

    @property
    def height(self) -> float:
        """Points of the whole block with its heading and the gap below it."""
        return FIRST_ROW + LINE + sum(self.heights)


def _block(plan: WeekPlan, day: Day, names: Names, width: float) -> Block:
    rows = counter_rows(plan, day, names)
    return Block(day, rows, [_height(label, texts, width) for label, texts in rows])


def _pages(heights: Sequence[float], page: float) -> list[list[int]]:
    """Which blocks share a page, in order; a block taller than a page has one for itself."""
    pages: list[list[int]] = []
    used = page + 1
    for n, height in enumerate(heights):
        if used + height > page:
            pages.append([])
            used = 0.0
        pages[-1].append(n)
        used += height
    return pages


def _height(label: str, texts: Sequence[str], width: float) -> float:
    """Points of a row whose longest stretch must be read whole."""
    lines = [lines_needed(s.text, (s.last - s.first + 1) * width * 1.25) for s in stretches(texts) if s.text]
    return max([*lines, lines_needed(label, FIRST * 1.05)]) * LINE + 4


def _write_day(
    paper: Paper, sheet: Any, block: Block, stretch: float, slots: Sequence[tuple[int, int]], row: int, names: Names
) -> int:
    """One day's block; returns the row after it."""
    words, day = names.words, block.day.date
    sheet.set_row(row, FIRST_ROW)
    sheet.write_string(row, 0, f"{words.weekday(day)} {words.short_day(day)}", paper.style("head", 11))
    for column, (start, _) in enumerate(slots, 1):
        sheet.write_string(row, column, words.clock(start), paper.style("head", 8))
    for (label, texts), height in zip(block.rows, block.heights, strict=True):
        row += 1
        sheet.set_row(row, height * stretch)
        sheet.write_string(row, 0, label, paper.style("name", 9))
        for part in stretches(texts):
            style = paper.style("cell" if part.text else "blank", 9)
            if part.first == part.last:
                sheet.write_string(row, part.first + 1, part.text, style)
            else:
                sheet.merge_range(row, part.first + 1, row, part.last + 1, part.text, style)
    return row + 2
