"""The public poster: which hours are quiet, usual or busy. No names of officers, no numbers of people."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from office.values import Span
from planning.results import WeekPlan
from report.dayruns import spell_days
from report.shortfalls import closing_reason
from report.words.catalogue import Words

Crowding = Literal["quiet", "usual", "busy"]
QUIET, BUSY = 0.75, 1.25
"""An hour is quiet below, busy above this multiple of the week's mean open hour."""
WINDOW_HOURS = 2


@dataclass(frozen=True)
class BusyPage:
    """Texts of the poster; `cells` by hour, then by day; None while no tickets are issued."""

    title: str
    office: str
    days: tuple[str, ...]
    hours: tuple[str, ...]
    cells: tuple[tuple[Crowding | None, ...], ...]
    opening: tuple[tuple[str, str], ...]
    best: str
    closed: tuple[str, ...]


def busy_page(plan: WeekPlan, words: Words) -> BusyPage:
    """The poster of a planned week."""
    crowding, hours = by_hour(plan)
    days = [d for d, day in enumerate(plan.week.days) if day.date.weekday() < 5 or day.is_open]
    rows = [h for h in range(len(hours)) if crowding[:, h].any()]
    levels = levels_of(crowding)
    best = quietest(plan, crowding, hours)
    headings = tuple(f"{words.weekday(plan.week.days[d].date)} {words.short_day(plan.week.days[d].date)}" for d in days)
    text = "" if best is None else words("busy.best", start=words.clock(best.start), end=words.clock(best.end))
    return BusyPage(
        words("busy.title"), plan.office.name, headings,
        tuple(f"{words.clock(hours[h])}–{words.clock(hours[h] + 60)}" for h in rows),
        tuple(tuple(levels[d][h] for d in days) for h in rows),
        _openings(plan, days, words), text,
        tuple(closing_reason(plan.week.days[d], words) for d in days if not plan.week.days[d].is_open),
    )  # fmt: skip


def by_hour(plan: WeekPlan) -> tuple[np.ndarray, list[int]]:
    """Expected visitors by clock hour, shape (days, hours), and the minute at which each hour begins.

    -1 marks an hour in which no ticket is issued.
    """
    grid = plan.week.grid
    spread = plan.forecast.office_slots.mean(axis=0)
    open_slots = np.array([
        grid.touches([span for spans in day.tickets.values() for span in spans]) for day in plan.week.days
    ])  # fmt: skip
    of_slot = grid.minutes // 60
    hours = sorted(set(of_slot.tolist()))
    crowd = np.array([[spread[d, of_slot == hour].sum() if open_slots[d, of_slot == hour].any() else -1.0
                       for hour in hours] for d in range(grid.days)])  # fmt: skip
    shown = [h for h in range(len(hours)) if (crowd[:, h] >= 0).any()]
    return crowd[:, shown], [60 * hours[h] for h in shown]


def levels_of(crowd: np.ndarray) -> list[list[Crowding | None]]:
    """Quiet, usual or busy for each day and hour, beside the week's mean open hour; None when closed."""
    usual = crowd[crowd >= 0].mean() if (crowd >= 0).any() else 1.0

    def level(visitors: float) -> Crowding | None:
        if visitors < 0:
            return None
        return "quiet" if visitors < QUIET * usual else "busy" if visitors > BUSY * usual else "usual"

    return [[level(visitors) for visitors in day] for day in crowd.tolist()]


def quietest(plan: WeekPlan, crowd: np.ndarray, hours: list[int]) -> Span | None:
    """The two hours in which visitors of the week wait least on average, by the simulation; None when unknown.

    Hours that the poster calls busy are only taken where there are no others: nobody would believe the poster.
    """
    busy = np.array([[level == "busy" for level in day] for day in levels_of(crowd)])
    grid = plan.week.grid
    visitors, waited = plan.outcome.slot_visitors.sum(axis=0), plan.outcome.slot_wait.sum(axis=0)
    found: list[tuple[int, float, int]] = []
    for first, start in enumerate(hours[: len(hours) - WINDOW_HOURS + 1]):
        inside = (grid.minutes >= start) & (grid.minutes < start + 60 * WINDOW_HOURS)
        every_day = (crowd[:, first : first + WINDOW_HOURS] >= 0).all(axis=1).sum()
        if every_day >= max(plan.week.service.any(axis=1).sum() - 1, 1) and visitors[inside].sum() > 0:
            crowded = int(busy[:, first : first + WINDOW_HOURS].sum())
            found.append((crowded, float(waited[inside].sum() / visitors[inside].sum()), start))
    if not found:
        return None
    start = min(found)[-1]
    return Span(start=start, end=start + 60 * WINDOW_HOURS)


def _openings(plan: WeekPlan, days: list[int], words: Words) -> tuple[tuple[str, str], ...]:
    """Days with the same hours in one row."""
    rows: dict[str, list[date]] = {}
    for d in days:
        rows.setdefault(_opening(plan, d, words), []).append(plan.week.days[d].date)
    return tuple((spell_days(dates, words), text) for text, dates in rows.items())


def _opening(plan: WeekPlan, day: int, words: Words) -> str:
    """``08.00–15.00, nomor antrean sampai 14.30``."""
    of_day = plan.week.days[day]
    if not of_day.service:
        return words("busy.closed")
    hours = ", ".join(f"{words.clock(s.start)}–{words.clock(s.end)}" for s in of_day.service)
    last = max((span.end for spans in of_day.tickets.values() for span in spans), default=0)
    return f"{hours}{words('busy.last_ticket', time=words.clock(last))}" if last else hours
