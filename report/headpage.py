"""The head's page: one sentence, three figures, three actions, the week at a glance."""

from dataclasses import dataclass

from forecast.distribution import interval
from office.people import Officer
from planning.results import WeekPlan
from report.actions import ActionLine, action_lines
from report.away import away_lines
from report.choices import ChoiceLine, choice_lines, how_to_choose, trades
from report.coverage import Coverage, coverage, crowds
from report.expected import expected
from report.gains import gain_lines
from report.holding import holding_lines
from report.named import named
from report.oncall import on_call_lines
from report.pay import pay_lines
from report.places import Names
from report.problems import sentence, warnings
from report.shortfalls import day_notes, joined, shortage_help, shortage_line, weak_lines
from report.unmet import unmet_line
from report.weektable import WeekTable, hours_text, turns_text, week_table
from report.words.catalogue import Words

MOST_SHORTAGES = 12
SHOWN = ("forecast.overridden", "plan.out_of_time")
"""How the codes of notes begin that are the head's as well: overrides, and shortages that more time may close."""


@dataclass(frozen=True)
class Figure:
    """A figure in large, what it counts, its range or what it stands against, and last week's beside it."""

    label: str
    value: str
    detail: str
    before: str


@dataclass(frozen=True)
class DayLine:
    """One day: visitors, range, busiest hour, longest wait; and all of it in a sentence."""

    day: str
    middle: str
    range: str
    peak: str
    longest: str
    told: str


@dataclass(frozen=True)
class CoverCell:
    """Need / have / spare of a slot; `mark` is ``!`` when short, ``*`` when nobody stands in."""

    text: str
    mark: str


@dataclass(frozen=True)
class GridRow:
    """One officer's week."""

    name: str
    cells: tuple[tuple[str, bool], ...]
    hours: str
    turns: str


@dataclass(frozen=True)
class HeadPage:
    """All texts above the fold for the analyst."""

    sentence: str
    figures: tuple[Figure, ...]
    actions: tuple[ActionLine, ...]
    days: tuple[DayLine, ...]
    holds: tuple[str, ...]
    gains: tuple[str, ...]
    choices: tuple[ChoiceLine, ...]
    trades: tuple[str, ...]
    how_to_choose: str
    headings: tuple[str, ...]
    grid: tuple[GridRow, ...]
    below_grid: tuple[str, ...]
    cover_days: tuple[str, ...]
    cover: tuple[tuple[str, tuple[CoverCell | None, ...]], ...]
    shortages: tuple[tuple[str, str], ...]
    more_shortages: int
    notes: tuple[str, ...]


def head_page(plan: WeekPlan, names: Names) -> HeadPage:
    """The page of a planned week."""
    words, cover, table = names.words, coverage(plan), week_table(plan, names)
    short = joined(plan.result.shortages)
    shortages = tuple((shortage_line(s, names), shortage_help(s, names)) for s in short[:MOST_SHORTAGES])
    grid = tuple(_grid_row(plan, table, officer, names) for officer in plan.office.officers)
    return HeadPage(
        head_sentence(plan, words), figures(plan, words), tuple(action_lines(plan, names)), _days(plan, words),
        tuple(holding_lines(plan, names)), tuple(gain_lines(plan, words)), tuple(choice_lines(plan, words)),
        tuple(trades(plan, words)), how_to_choose(plan, words),
        tuple(table.headings.values()), grid, (*on_call_lines(plan, names), *pay_lines(plan, words)),
        tuple(words.weekday(day.date) for day in plan.week.open_days),
        _cover_rows(plan, cover, words), shortages, max(0, len(short) - MOST_SHORTAGES),
        (*warnings(plan.notes, words), *_shown(plan, words), *day_notes(plan, names, plan.week.days),
         *away_lines(plan, names), *filter(None, [unmet_line(plan, names)]), *weak_lines(plan, cover, names)),
    )  # fmt: skip


def _grid_row(plan: WeekPlan, table: WeekTable, officer: Officer, names: Names) -> GridRow:
    at = [(officer.id, day.date) for day in table.days]
    cells = tuple((table.texts[key], table.cells[key].assignment is not None) for key in at)
    hours = hours_text(plan, officer, names.words)
    return GridRow(names.officers[officer.id], cells, hours, turns_text(plan, officer.id))


def _shown(plan: WeekPlan, words: Words) -> tuple[str, ...]:
    """What the analyst has overridden, which the head signs with the rest, and whether time ran out."""
    own = (note for note in plan.notes if note.code.startswith(SHOWN))
    return tuple(sentence(note, words) for note in named(own, plan.office))


def head_sentence(plan: WeekPlan, words: Words) -> str:
    """``Minggu 49: sekitar 190 orang; Selasa paling padat; 1,5 jam tanpa pengganti.``"""
    if not plan.week.open_days:
        return words("plan.closed", week=int(plan.week.week[-2:]))
    middle = round(float(plan.forecast.office_daily.sum(axis=1).mean()))
    busiest = int(plan.forecast.office_daily.mean(axis=0).argmax())
    weak, short = len(plan.weak_slots) * plan.week.grid.slot_minutes, len(joined(plan.result.shortages))
    parts = [
        words.counted("head.visitors", middle, week=int(plan.week.week[-2:]), count=words.number(middle)),
        words("head.busiest", day=words.weekday(plan.week.grid.dates[busiest])),
        words.counted("head.weak", weak / 60, hours=words.hours(weak)) if weak else words("head.no_weak"),
        *([words("head.short", count=short)] if short else []),
    ]
    return "; ".join(parts) + "."


def figures(plan: WeekPlan, words: Words) -> tuple[Figure, ...]:
    """Visitors, people who wait too long, hours of back office in usable blocks; none of a closed week."""
    if not plan.week.open_days:
        return ()
    return _visitors(plan, words), _late(plan, words), _back_office(plan, words)


def _visitors(plan: WeekPlan, words: Words) -> Figure:
    low, middle, high = (round(float(end)) for end in expected(plan.forecast.office_daily.sum(axis=1)))
    label, range = words.counted("figure.visitors", middle), _range(low, high, words)
    return Figure(label, words.number(middle), range, _last_visitors(plan, words))


def _late(plan: WeekPlan, words: Words) -> Figure:
    """People who wait too long: the mean of the sampled weeks, as actions and `loket simulate` tell it; its range."""
    late = plan.outcome.late_by_path
    low, _, high = (int(end) for end in interval(late))
    mean = round(float(late.mean()))
    label = words.counted("figure.late", mean, minutes=plan.office.target.call_minutes)
    return Figure(label, words.number(mean), _range(low, high, words), _last_late(plan, words))


def _range(low: int, high: int, words: Words) -> str:
    return words("figure.range", low=words.number(low), high=words.number(high))


def _last_visitors(plan: WeekPlan, words: Words) -> str:
    last = plan.last_week
    if last is None:
        return words("figure.no_last_week")
    return words("figure.last_week", week=int(last.week[-2:]), value=words.number(last.visitors))


def _last_late(plan: WeekPlan, words: Words) -> str:
    last = plan.last_week
    if last is None or last.late is None:
        return words("figure.not_recorded")
    return words("figure.last_week", week=int(last.week[-2:]), value=words.number(last.late))


def _back_office(plan: WeekPlan, words: Words) -> Figure:
    """All hours in blocks, as the table of plans has them; what is asked, and by how much tasks have more or less."""
    tasks, minutes = plan.office.back_office, plan.back_office_minutes
    over = [minutes.get(task.id, 0) - task.week_minutes for task in tasks]
    more, less = sum(max(0, m) for m in over), sum(max(0, -m) for m in over)
    asked = sum(task.week_minutes for task in tasks)
    key = {(False, False): "", (True, False): "_more", (False, True): "_less", (True, True): "_uneven"}
    blocks = sorted({task.block_minutes for task in tasks})
    label = words("figure.back_office", minutes=blocks[0]) if blocks else words("figure.back_office_plain")
    detail = words(f"figure.asked{key[more > 0, less > 0]}", hours=words.hours(asked), more=words.hours(more),
                   less=words.hours(less))  # fmt: skip
    return Figure(label, words.number(sum(minutes.values()) / 60, 1), detail, "")


def _days(plan: WeekPlan, words: Words) -> tuple[DayLine, ...]:
    """Open days with visitors, busiest hour and the longest wait of a middling day."""
    _, longest, _ = interval(plan.outcome.longest)
    expected, lines = crowds(plan), []
    for day in plan.week.open_days:
        d = plan.week.index(day.date)
        crowd = expected[d]
        peak = f"{words.clock(crowd.peak[0])}–{words.clock(crowd.peak[1])}" if crowd.peak else "–"
        when, minutes = f"{words.weekday(day.date)} {words.short_day(day.date)}", words.number(float(longest[d]))
        told = words("waits.day", day=when, crowd=crowd.told(words), longest=minutes, peak=peak)
        lines.append(DayLine(when, words.number(crowd.middle), f"{words.number(crowd.low)}–{words.number(crowd.high)}",
                             peak, words("head.minutes", minutes=minutes),
                             told if crowd.peak else words("waits.day_empty", day=when)))  # fmt: skip
    return tuple(lines)


def _cover_rows(plan: WeekPlan, cover: Coverage, words: Words) -> tuple[tuple[str, tuple[CoverCell | None, ...]], ...]:
    """A row a slot: its time, and need / have / spare of each open day."""
    grid = plan.week.grid
    days = [plan.week.index(day.date) for day in plan.week.open_days]
    return tuple(
        (f"{words.clock(int(grid.minutes[s]))}–{words.clock(int(grid.minutes[s]) + grid.slot_minutes)}",
         tuple(_cover_cell(cover, (d, s)) for d in days))
        for s in range(grid.slots) if cover.open[:, s].any()
    )  # fmt: skip


def _cover_cell(cover: Coverage, at: tuple[int, int]) -> CoverCell | None:
    if not cover.open[at]:
        return None
    mark = ("!" if cover.short[at] else "") + ("*" if cover.weak[at] else "")
    return CoverCell(f"{cover.need[at]} / {cover.have[at]} / {cover.spare[at]}", mark)
