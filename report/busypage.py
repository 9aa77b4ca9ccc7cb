"""The public poster: which hours are quiet, usual or busy. No names of officers, no numbers of people."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from forecast.busy import BusyHours, Crowding, busy_hours
from office.values import Span
from planning.results import WeekPlan
from report.dayruns import spell_days
from report.shortfalls import closing_reason
from report.words.catalogue import Words


@dataclass(frozen=True)
class BusyPage:
    """Texts of the poster; `cells` by hour, then by day."""

    title: str
    office: str
    days: tuple[str, ...]
    hours: tuple[str, ...]
    cells: tuple[tuple[Crowding, ...], ...]
    opening: tuple[tuple[str, str], ...]
    best: str
    closed: tuple[str, ...]
    note: str


def busy_page(plan: WeekPlan, words: Words) -> BusyPage:
    """The poster of a planned week."""
    busy, levels = busy_week(plan), busy_week(plan).levels
    days = [d for d, day in enumerate(plan.week.days) if day.date.weekday() < 5 or day.is_open]
    best = quietest(plan, busy)
    headings = tuple(f"{words.weekday(plan.week.days[d].date)} {words.short_day(plan.week.days[d].date)}" for d in days)
    text = "" if best is None else words("busy.best", start=words.clock(best.start), end=words.clock(best.end))
    spans = [_clock_hour(plan, hour) for hour in busy.hours]
    return BusyPage(
        words("busy.title"), plan.office.name, headings,
        tuple(f"{words.clock(span.start)}–{words.clock(span.end)}" for span in spans),
        tuple(tuple(levels[d][h] for d in days) for h in range(len(busy.hours))),
        _openings(plan, days, words), text,
        tuple(closing_reason(plan.week.days[d], words) for d in days if not plan.week.days[d].is_open),
        words("busy.note_start" if plan.counts is None else "busy.note"),
    )  # fmt: skip


def busy_week(plan: WeekPlan) -> BusyHours:
    """How crowded the hours are in which tickets are issued."""
    return busy_hours(plan.forecast, _ticket_slots(plan))


def _ticket_slots(plan: WeekPlan) -> np.ndarray:
    tickets = [[span for spans in day.tickets.values() for span in spans] for day in plan.week.days]
    return np.array([plan.week.grid.touches(spans) for spans in tickets])


def _clock_hour(plan: WeekPlan, hour: int) -> Span:
    """An hour of the clock as far as tickets are issued in it on any day."""
    grid = plan.week.grid
    slots = np.flatnonzero((grid.minutes // 60 == hour) & _ticket_slots(plan).any(axis=0))
    first, last = int(grid.minutes[slots[0]]), int(grid.minutes[slots[-1]]) + grid.slot_minutes
    issued = [span for day in plan.week.days for spans in day.tickets.values() for span in spans]
    return Span(start=max(first, min(s.start for s in issued)), end=min(last, max(s.end for s in issued)))


def quietest(plan: WeekPlan, busy: BusyHours) -> Span | None:
    """The consecutive hours that the poster recommends; None where it can recommend none.

    Hours that are quiet on most days, or else the hour that is the quietest of most days; never one in which visitors
    of the week wait longer than the mean visitor, as when only few counters are open. Among several stretches that
    with the fewest visitors an hour.
    """
    open_days = [d for d in range(7) if np.isfinite(busy.visitors[d]).any()]
    if not open_days or not busy.hours:
        return None
    crowd = busy.visitors[open_days]
    quiet = np.array([[level == "quiet" for level in busy.levels[d]] for d in open_days])
    least = crowd == np.nanmin(crowd, axis=1, keepdims=True)
    short = _short_waits(plan, busy)
    for wanted in (quiet, least):
        good = (2 * wanted.sum(axis=0) > len(open_days)) & short
        runs = _runs(busy.hours, good)
        if runs:
            first, last = min(runs, key=lambda run: float(np.nanmean(crowd[:, run[0] : run[1] + 1])))
            start, end = _clock_hour(plan, busy.hours[first]).start, _clock_hour(plan, busy.hours[last]).end
            return Span(start=start, end=end)
    return None


def _short_waits(plan: WeekPlan, busy: BusyHours) -> np.ndarray:
    """Hours in which visitors of the week wait no longer than the mean visitor, by the simulation; bool."""
    clock, outcome = plan.week.grid.minutes // 60, plan.outcome
    visitors, waited = outcome.slot_visitors.sum(axis=0), outcome.slot_wait.sum(axis=0)
    mean = waited.sum() / max(visitors.sum(), 1e-9)
    return np.array([waited[clock == hour].sum() <= mean * visitors[clock == hour].sum() for hour in busy.hours])


def _runs(hours: tuple[int, ...], good: np.ndarray) -> list[tuple[int, int]]:
    """First and last index of each stretch of good hours that follow each other on the clock."""
    runs: list[tuple[int, int]] = []
    for at in np.flatnonzero(good).tolist():
        if runs and runs[-1][1] == at - 1 and hours[at] == hours[at - 1] + 1:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs


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
