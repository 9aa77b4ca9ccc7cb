"""How high a day's page gets at a letter size, so that the largest size that fits one sheet can be chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

MM_A_POINT = 0.3528
LEADING = 1.25
WIDTH, HEIGHT = 190.0, 276.0
"""Printable millimetres of a day's page, a little less than A4 between its margins."""
BOLD, PLAIN, TIMES = 0.56, 0.5, 0.7
"""Mean width of a letter in ems, bold and plain; size of times beside their names."""
SIGN, STAND_IN = 0.14, 0.23
"""Shares of the width that the first and the last column take."""


@dataclass(frozen=True)
class Letters:
    """Letter sizes in points: of the text, and of the names at counters."""

    body: float
    who: float


LETTERS = tuple(
    Letters(who - 1.5, who)
    for who in (24, 22, 20.5, 19, 18, 17, 16, 15, 14.5, 14, 13.5, 13, 12, 11, 10, 9.5, 9, 8.5, 8)
)


@dataclass(frozen=True)
class Entry:
    """A name, and its times where they do not fill the column."""

    name: str
    times: str = ""
    missing: bool = False
    """Nobody, and somebody is needed."""
    closed: bool = False
    """No officer: the counter is closed at that time."""


@dataclass(frozen=True)
class CounterRow:
    """One counter: its sign, its work, who holds it in each part of the day, who stands in."""

    sign: str
    work: str
    parts: tuple[tuple[Entry, ...], ...]
    stand_ins: tuple[Entry, ...]


@dataclass(frozen=True)
class DayPage:
    """All texts of a day's page from top to bottom, and the letters they are set in."""

    title: str
    crowd: str
    letters: Letters
    columns: tuple[str, ...]
    rows: tuple[CounterRow, ...]
    back_office: tuple[Entry, ...]
    standby: tuple[Entry, ...]
    standby_rule: str
    lunch: tuple[tuple[str, str], ...]
    assemblies: tuple[str, ...]
    away: tuple[str, ...]
    triggers: tuple[str, ...]
    notes: tuple[str, ...]
    parted: bool = False
    """Whether everything below the counters stands on a sheet of its own."""


def page_height(page: DayPage) -> float:
    """Millimetres that a page takes; of a parted page the higher of its sheets."""
    table, lists = _table_height(page), _lists_height(page)
    return max(table, lists) if page.parted else table + lists


def _table_height(page: DayPage) -> float:
    """Title and counters."""
    body, who = page.letters.body, page.letters.who
    padding = 0.4 * body * MM_A_POINT + 0.3
    part = WIDTH * (1 - SIGN - STAND_IN) / len(page.columns) - 0.7 * who * MM_A_POINT
    sign, stand_in = WIDTH * SIGN - 0.7 * body * MM_A_POINT, WIDTH * STAND_IN - 0.55 * body * MM_A_POINT
    heading = height(max(ceil(millimetres(text, body, BOLD) / part) for text in page.columns), body) + padding
    rows = sum(
        max(height(max(stacked(entries, who, part) for entries in row.parts), who),
            height(1.15 + 0.68 * ceil(millimetres(row.work, 0.68 * body, PLAIN) / sign), body),
            height(running(row.stand_ins, body, stand_in), body)) + padding
        for row in page.rows
    )  # fmt: skip
    return height(1.9 + 2.0, body) + 8 + heading + rows


def _lists_height(page: DayPage) -> float:
    """Everything below the counters."""
    body = page.letters.body
    listed = max((millimetres(turn, body, BOLD) for turn, _ in page.lunch), default=30.0)
    wide = WIDTH - listed - 0.7 * body * MM_A_POINT
    standby = [*page.standby, Entry(page.standby_rule)]
    lines = (
        running(standby, body, wide) + running(page.back_office, body, wide)
        + prose([who for _, who in page.lunch], body, wide) + prose([", ".join(page.away)], body, wide)
        + len(page.assemblies) + 0.6 * len(page.lunch)
    )  # fmt: skip
    boxed = (ceil(1.05 * millimetres(text, body, BOLD) / (WIDTH - body)) for text in page.triggers)
    boxes = sum(height(lines + 1, body) + 2 for lines in boxed) + height(
        prose(page.notes, 0.9 * body, WIDTH) + 0.3 * len(page.notes), 0.9 * body
    )
    return height(1.15 * lines, body) + boxes


def millimetres(text: str, points: float, ems: float) -> float:
    """Width of a text on one line."""
    return len(text) * points * ems * MM_A_POINT


def height(lines: float, points: float) -> float:
    """Height of some lines."""
    return lines * points * LEADING * MM_A_POINT


def stacked(entries: Sequence[Entry], points: float, width: float) -> float:
    """Lines of names below each other, the times behind each name or on its next line."""
    return sum(
        ceil((millimetres(e.name, points, BOLD) + millimetres(e.times, TIMES * points, PLAIN) + points * 0.1) / width)
        for e in entries
    ) or 1.0  # fmt: skip


def running(entries: Iterable[Entry], points: float, width: float) -> float:
    """Lines of names behind each other, separated by commas, with some loss at the line ends."""
    total = sum(
        millimetres(e.name + ", ", points, PLAIN) + millimetres(e.times, TIMES * points, PLAIN) for e in entries
    )
    return ceil(1.06 * total / width) or 1


def prose(texts: Iterable[str], points: float, width: float) -> float:
    """Lines of some paragraphs."""
    return sum(ceil(1.05 * millimetres(text, points, PLAIN) / width) for text in texts)
