"""On call: the second line of each officer, beside his work: which posts at home he may hold on which days.

It is decided after the work, on which it depends: nobody is on call while he works. To rules it is a horizon like
that of work, with a post in place of the shift, so that all rules about lines can speak of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from office.days import Day
from office.oncall import OnCall
from office.values import Span
from scheduler.horizon import LOOK_BACK, Horizon, LineName
from scheduler.roster import Assignment, Roster
from scheduler.week import OfficeWeek
from scheduler.weekhorizon import away_days, held_in, week_horizon


@dataclass(frozen=True, eq=False, kw_only=True)
class OnCallHorizon(Horizon):
    """Who may hold which post on call, and what else officers do on these days.

    Parameters
    ----------
    needed
        Officers that each post needs on each of its days.
    unsuited
        Candidates whose officer lacks what the post asks for, or whose post is not held then, bool, shape
        (candidates,).
    absent
        Officers and days of all absences, outside duty among them.
    work
        The line of work of the same officers, and which of its candidates are held; None where it does not matter.
    """

    needed: Mapping[tuple[str, date], int]
    unsuited: np.ndarray
    absent: frozenset[tuple[str, date]]
    work: tuple[Horizon, np.ndarray] | None


Decided = tuple[Horizon, np.ndarray]
"""A horizon and which of its candidates are held, bool, shape (candidates,)."""


def decided_line(line: LineName, week: OfficeWeek, roster: Roster) -> Decided:
    """A line of a decided week as rules see it."""
    horizon = week_horizon(week, roster)
    work = horizon, horizon.chosen(held_in(week, roster))
    return work if line == "work" else decided_on_call(week, roster, work)


def decided_on_call(week: OfficeWeek, roster: Roster, work: Decided) -> Decided:
    """Who is on call in a decided week, beside the line of work."""
    horizon = on_call_horizon(week, roster, work)
    return horizon, horizon.chosen(roster.on_call)


def on_call_horizon(week: OfficeWeek, roster: Roster | None = None, work: Decided | None = None) -> OnCallHorizon:
    """All that could be decided about posts on call, given who works when; what the roster holds besides; the past.

    Whoever suits a post is a candidate, away or not: rules say who may not. Past days have the season of the week's
    first day.
    """
    monday = week.days[0].date
    past = tuple(a for a in dict.fromkeys(week.history.on_call) if 0 < (monday - a.day).days <= LOOK_BACK)
    first = min((a.day for a in past), default=monday)
    before = tuple(first + timedelta(n) for n in range((monday - first).days))
    offered = tuple(_offered(week))
    candidates = (*dict.fromkeys((*offered, *(roster.on_call if roster else ()))), *past)
    return OnCallHorizon(
        officers=week.office.officers,
        dates=(*before, *(day.date for day in week.days)),
        seasons=(*(week.days[0].season for _ in before), *(day.season for day in week.days)),
        candidates=candidates,
        is_given=np.arange(len(candidates)) >= len(candidates) - len(past),
        first=len(before),
        away=frozenset(away_days(week, first - timedelta(1))),
        needed={(post.id, day.date): post.officers for post, day, _ in held_posts(week)},
        unsuited=~np.isin(np.arange(len(candidates)), np.arange(len(offered))),
        absent=frozenset(week.absent),
        work=work,
    )


def held_posts(week: OfficeWeek) -> Iterator[tuple[OnCall, Day, Span]]:
    """Posts on call and the days of the week on which they are held, with their hours."""
    for day in week.days:
        for post in week.office.on_call:
            span = post.on(day.date, day.season, day.is_open)
            if span is not None:
                yield post, day, span


def _offered(week: OfficeWeek) -> Iterator[Assignment]:
    for post, day, span in held_posts(week):
        for officer in week.office.officers:
            if post.suits(officer):
                yield Assignment(officer=officer.id, day=day.date, shift=post.id, span=span)
