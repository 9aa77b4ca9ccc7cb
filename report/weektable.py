"""The week as a table: one row an officer, one column a day. What the week sheet and the head's page share."""

from collections import Counter as Tally
from dataclasses import dataclass
from datetime import date

from office.days import Day
from office.people import Officer
from office.values import Span
from planning.results import WeekPlan
from planning.weeksheet.halfdays import DayCell, day_cell
from report.places import Names
from report.words.catalogue import Words


@dataclass(frozen=True)
class WeekTable:
    """The officers' week in words.

    Parameters
    ----------
    days
        Days that have a column: Monday to Friday, and the weekend's where anything happens.
    headings
        What stands above each of them.
    cells, texts
        By (officer, date).
    """

    days: tuple[Day, ...]
    headings: dict[date, str]
    cells: dict[tuple[str, date], DayCell]
    texts: dict[tuple[str, date], str]


def week_table(plan: WeekPlan, names: Names) -> WeekTable:
    """The officers' days as paper shows them."""
    words, roster = names.words, plan.roster
    worked = {assignment.day for assignment in roster.assignments}
    days = tuple(day for day in plan.week.days if day.date.weekday() < 5 or day.is_open or day.date in worked)
    cells = {
        (o.id, day.date): day_cell(roster, o.id, day.date, day.service) for o in plan.office.officers for day in days
    }
    usual = {day.date: usual_span(plan, day.date) for day in days}
    texts = {}
    for (officer, when), cell in cells.items():
        closed = not plan.week.days[plan.week.index(when)].is_open and cell.assignment is None
        texts[officer, when] = words("place.closed") if closed else names.cell(cell, usual[when])
    headings = {day.date: f"{words.weekday(day.date)}\n{words.short_day(day.date)}" for day in days}
    return WeekTable(days, headings, cells, texts)


def usual_span(plan: WeekPlan, day: date) -> Span | None:
    """The commonest shift times of a day; None when nobody works."""
    tally = Tally(assignment.span for assignment in plan.roster.assignments if assignment.day == day)
    return tally.most_common(1)[0][0] if tally else None


def hours_text(plan: WeekPlan, officer: Officer, words: Words) -> str:
    """``37,5``, or ``30 + 7,5`` where days away count as worked."""
    worked = sum(a.minutes for a in plan.roster.assignments if a.officer == officer.id)
    away = sum(plan.week.norm_minutes(officer, day) for day in plan.week.days if _is_away(plan, officer.id, day))
    parts = [words.number(minutes / 60, 1) for minutes in (worked, away) if minutes]
    return " + ".join(parts) or words.number(0, 1)


def _is_away(plan: WeekPlan, officer: str, day: Day) -> bool:
    if plan.roster.assignments_of(officer, day.date):
        return False
    out = any(duty.activity == "outside_duty" for duty in plan.roster.duties_of(officer, day.date))
    return out or any(a.officer == officer and a.covers(day.date) for a in plan.roster.absences)


def turns_text(plan: WeekPlan, officer: str) -> str:
    """Lunch turns and days at the priority counter so far: ``2 / 1``."""
    burdens = plan.history_after.of(officer).burdens
    return f"{burdens.get('lunch', 0)} / {burdens.get('priority', 0)}"
