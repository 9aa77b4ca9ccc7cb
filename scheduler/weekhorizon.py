"""The horizon of an office week: what each officer may get, where events may take him, and what came before."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import product

import numpy as np

from office.days import Day
from office.people import Officer
from office.values import MINUTES_A_DAY, Span
from scheduler.horizon import LOOK_BACK, OUTSIDE, WORKED, Horizon
from scheduler.outside import is_named_outside, officers_to_send, sent_out
from scheduler.roster import Assignment, Roster
from scheduler.week import OfficeWeek


def week_horizon(week: OfficeWeek, roster: Roster | None = None) -> Horizon:
    """What may be decided in a week: offered work, work that the roster holds besides, outside duty, and the past.

    Named outside duty and earlier weeks' work are given. Past days have the season of the week's first day.
    """
    past = tuple(_worked_before(week))
    first = min((a.day for a in past), default=week.days[0].date)
    before = tuple(first + timedelta(n) for n in range((week.days[0].date - first).days))
    named = [_outside(week, week.office.officer(o), day) for o, day in _named(week)]
    given = dict.fromkeys((*past, *named))
    open_ones = dict.fromkeys((*work_on_offer(week, roster), *(_outside(week, o, d) for o, d in to_send(week, roster))))
    return Horizon(
        officers=week.office.officers,
        dates=(*before, *(day.date for day in week.days)),
        seasons=(*(week.days[0].season for _ in before), *(day.season for day in week.days)),
        candidates=(*open_ones, *given),
        is_given=np.arange(len(open_ones) + len(given)) >= len(open_ones),
        first=len(before),
        shift_tags={shift.id: shift.tags for shift in week.shifts},
        shift_sites={shift.id: shift.site for shift in week.shifts if shift.site is not None},
        away=frozenset(away_days(week, first - timedelta(1))),
    )


def work_on_offer(week: OfficeWeek, roster: Roster | None) -> tuple[Assignment, ...]:
    """Assignments that the week offers, and those that the roster holds even where the week would not offer them."""
    return tuple(dict.fromkeys((*week.offered, *(roster.assignments if roster else ()))))


def to_send(week: OfficeWeek, roster: Roster | None) -> tuple[tuple[Officer, Day], ...]:
    """Officers and days whom events may take, and those whom the roster sends."""
    out = sent_out(roster, week) if roster else frozenset()
    asked = {day.date: officers_to_send(week, day) for day in week.days}
    pairs = product(week.office.officers, week.days)
    return tuple((o, day) for o, day in pairs if asked[day.date] or (o.id, day.date) in out)


def held_in(week: OfficeWeek, roster: Roster) -> Iterable[Assignment]:
    """What a roster holds of a week's horizon: its assignments, and whom events take."""
    out = sent_out(roster, week)
    sent = (_outside(week, o, day) for o, day in product(week.office.officers, week.days) if (o.id, day.date) in out)
    return (*roster.assignments, *sent)


def _worked_before(week: OfficeWeek) -> Iterator[Assignment]:
    """What was worked before the week. An earlier file may tell days in a row only: then these."""
    monday, told = week.days[0].date, {a.officer for a in week.history.past}
    yield from (a for a in week.history.past if 0 < (monday - a.day).days <= LOOK_BACK)
    for turns in week.history.turns:
        if turns.officer not in told and turns.last_day is not None and turns.last_day < monday:
            ends = turns.last_end or 1
            for n in range(max(1, turns.days_in_row) if (monday - turns.last_day).days <= LOOK_BACK else 0):
                day = turns.last_day - timedelta(n)
                yield Assignment(officer=turns.officer, day=day, shift=WORKED, span=Span(start=0, end=ends))


def away_days(week: OfficeWeek, first: date) -> Iterator[tuple[str, date]]:
    """Officers and days of leave and days off duty, from a day on to the one after the week."""
    last = week.days[-1].date + timedelta(1)
    for absence in week.absences:
        if absence.kind != "outside_duty":
            start, end = max(absence.start, first), min(absence.end, last)
            yield from ((absence.officer, start + timedelta(n)) for n in range((end - start).days + 1))


def _named(week: OfficeWeek) -> Iterator[tuple[str, Day]]:
    return ((o, day) for o in week.office.officer_ids for day in week.days if is_named_outside(week, o, day.date))


def _outside(week: OfficeWeek, officer: Officer, day: Day) -> Assignment:
    """A day of outside duty as a candidate: it counts the norm of the day."""
    start = day.service[0].start if day.service else 0
    minutes = max(1, week.norm_minutes(officer, day))
    start = min(start, MINUTES_A_DAY - minutes)
    return Assignment(officer=officer.id, day=day.date, shift=OUTSIDE, span=Span(start=start, end=start + minutes))
