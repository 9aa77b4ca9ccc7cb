"""Posts of the past: who sat at which counter when, from an earlier roster or from the visit log."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from office.grid import SlotGrid
from office.values import Span
from office.visits.log import VisitLog
from office.weeks import dates_of
from planning.inputs import Inputs
from scheduler.roster import Activity, Roster
from scheduler.week import OfficeWeek

LOOK_BACK_DAYS = 28
"""How far back in the log an officer's last day counts as how the office works now."""


@dataclass(frozen=True)
class PastDay:
    """How one officer worked on a past day.

    Parameters
    ----------
    counters
        Counter of each slot in which he sat at one.
    visits
        Visitors whom he served; 0 where a roster is the source.
    break_start
        Minute of the day; None where there was none or nothing is known.
    otherwise
        What he did in service slots at no counter.
    """

    counters: dict[int, str]
    visits: int = 0
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
    return days_of_log(inputs.log, week)


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


def days_of_log(log: VisitLog, week: OfficeWeek) -> PastDays:
    """The last weeks of a log: who called visitors was at his counter all day, but for lunch.

    A log shows calls, not presence. An officer is taken to sit from opening to closing where he called, at the counter
    of the nearest call before, else of the next: which favours the past. Days from the planned week on do not count.
    """
    frame = log.frame
    last = pd.Timestamp(week.days[0].date) - pd.Timedelta(days=1)
    last = min(last, frame["day"].max()) if len(frame) else last
    known = frame["officer"].notna() & frame["counter"].notna() & frame["called"].notna()
    recent = (frame["day"] <= last) & (frame["day"] > last - pd.Timedelta(days=LOOK_BACK_DAYS))
    found: PastDays = {}
    calls = frame[known & recent].sort_values("called", kind="stable")
    for officer, day in calls[["officer", "day"]].drop_duplicates().itertuples(index=False):
        own = calls[(calls["officer"] == officer) & (calls["day"] == day)]
        found.setdefault(str(officer), {})[day.date()] = _served(own, week.grid)
    return found


def _served(calls: pd.DataFrame, grid: SlotGrid) -> PastDay:
    """One officer's calls of one day, by time."""
    minute = (calls["called"] - calls["day"]).dt.total_seconds().to_numpy() / 60
    slot = np.clip((minute - grid.first) // grid.slot_minutes, 0, grid.slots - 1).astype(int)
    at = dict(zip(slot.tolist(), calls["counter"].astype(str), strict=True))  # the last call of a slot
    counters = pd.Series(at).reindex(range(grid.slots)).ffill().bfill()
    return PastDay(dict(enumerate(counters.astype(str))), len(calls))


def like_day(days: dict[date, PastDay], day: date) -> PastDay | None:
    """The past day that a day is to be like: the latest of its weekday, else the latest; None where there is none."""
    if not days:
        return None
    weeks_before = (day - timedelta(7 * n) for n in range(1, 1 + LOOK_BACK_DAYS // 7))
    return next((days[before] for before in weeks_before if before in days), days[max(days)])
