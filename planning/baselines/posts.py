"""Posts of the past: who sat at which counter when, from an earlier roster or from the visit log."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from office.days import Calendar
from office.grid import SlotGrid
from office.values import Span
from office.visits.log import VisitLog
from office.weeks import dates_of
from planning.inputs import Inputs
from planning.replay.past import past_week
from planning.replay.seen import seen_posts
from scheduler.roster import Activity, Roster
from scheduler.week import OfficeWeek

LOOK_BACK_WEEKS = 4
"""How far back in the log an officer's last day counts as how the office works now."""


@dataclass(frozen=True)
class PastDay:
    """How one officer worked on a past day.

    Parameters
    ----------
    counters
        Counter of each slot in which he sat at one.
    seen
        Slots in which his calls show him there; 0 where a roster is the source.
    break_start
        Minute of the day; None where there was none or nothing is known.
    otherwise
        What he did in service slots at no counter.
    """

    counters: dict[int, str]
    seen: int = 0
    break_start: int | None = None
    otherwise: Activity = "back_office"


PastDays = dict[str, dict[date, PastDay]]
"""Past days of each officer."""


def past_days(inputs: Inputs, week: OfficeWeek) -> PastDays:
    """How the office worked before this week: by the latest earlier roster, else by the log; empty if nobody knows."""
    if inputs.previous is not None:
        return days_of_roster(inputs.previous, week.grid)
    if inputs.log is None:
        return {}
    return days_of_log(inputs.log, inputs.calendar, week)


def days_of_roster(roster: Roster, grid: SlotGrid) -> PastDays:
    """The days of a roster; grids of two weeks of one office differ in their dates only."""
    found: PastDays = {}
    for day in dates_of(roster.week):
        for officer in {assignment.officer for assignment in roster.assignments}:
            assignment = next(iter(roster.assignments_of(officer, day)), None)
            if assignment is None:
                continue
            counters: dict[int, str] = {}
            spare = {"standby": 0, "back_office": 0}
            for duty in roster.duties_of(officer, day):
                if duty.counter is not None:
                    slots = grid.slots_of(Span(start=duty.start, end=duty.end))
                    counters |= dict.fromkeys(slots, duty.counter)
                elif duty.activity in spare:
                    spare[duty.activity] += duty.minutes
            otherwise: Activity = "standby" if spare["standby"] > spare["back_office"] else "back_office"
            found.setdefault(officer, {})[day] = PastDay(counters, 0, assignment.break_start, otherwise)
    return found


def days_of_log(log: VisitLog, calendar: Calendar, week: OfficeWeek) -> PastDays:
    """The last weeks of a log before the planned one: posts as the calls bear witness to them.

    Where the log names counters but no officers, a counter stands in place of an officer: it was open, and whoever
    can will take it.
    """
    office, found = week.office, dict[str, dict[date, PastDay]]()
    if log.frame.empty:
        return found
    last = min(week.days[0].date - timedelta(1), log.frame["day"].max().date())
    monday = last - timedelta(last.weekday())
    for ago in reversed(range(LOOK_BACK_WEEKS)):
        grid = replace(week.grid, start=monday - timedelta(7 * ago))
        days = calendar.days(grid.dates[0], grid.dates[-1])
        posts = seen_posts(past_week(log.frame[log.frame["day"].dt.date <= last], grid, office), days, office)
        if posts is not None:
            names = office.officer_ids if posts.by_officer else [f"@{counter.id}" for counter in office.counters]
            for d, row in np.argwhere((posts.counter >= 0).any(axis=2)):
                at = {s: office.counters[c].id for s, c in enumerate(posts.counter[d, row].tolist()) if c >= 0}
                found.setdefault(names[row], {})[grid.dates[d]] = PastDay(at, int(posts.seen[d, row].sum()))
    return found


def like_day(days: dict[date, PastDay], day: date) -> PastDay | None:
    """The past day that a day is to be like: the latest of its weekday, else the latest; None where there is none."""
    if not days:
        return None
    alike = [before for before in days if before.weekday() == day.weekday()]
    return days[max(alike or days)]
