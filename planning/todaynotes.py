"""Notes on today's arrivals: what in them looks like a mistake of the file, or of the clock."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from forecast.counts import Counts
from office.days import Day
from office.office import Office
from office.problems import Problem
from planning.arrivalsfile import Seen

FAR_ABOVE = 2.0
"""So many times the busiest day on record, and above all futures: no day, but a mistake."""
SILENT_MINUTES = 60
"""Between the last visitor and now, while tickets are issued."""


def end_of(day: Day) -> int:
    """The minute in which the last ticket of a day is issued; 0 on closed days."""
    return max((span.end for spans in day.tickets.values() for span in spans), default=0)


def usual_now(seen: Seen, day: Day, current: date) -> int:
    """The minute until which arrivals are known where nobody says: the end of a past day, else the last visitor's."""
    return max(seen.last, end_of(day)) if day.date < current else seen.last


def today_notes(
    seen: Seen, now: int, day: Day, office: Office, past: Counts | None, most: np.ndarray
) -> Iterator[Problem]:
    """What a reader should look at before he believes the rest.

    Parameters
    ----------
    seen
        Arrivals of the day, all that the file holds.
    now
        Minute until which they are known.
    day, office
        The day and the office.
    past
        Counts of days before.
    most
        Visitors of each service on the busiest of the morning's futures, shape (services,).
    """
    came = np.where(seen.grid.minutes < now, seen.came, 0).sum(axis=1)
    record = past.daily.max(axis=1, initial=0) if past is not None else np.zeros(len(came))
    highest = np.maximum(record, most)
    for service, number, high in zip(office.services, came, highest, strict=True):
        if number > FAR_ABOVE * high:
            facts: dict[str, str | int | float] = {"came": int(number), "most": int(high)}
            yield Problem("today.implausible", found=service.name, params=facts, severity="warning")
    if now >= end_of(day):
        yield Problem("today.over", params={"day": f"{day.date}", "end": _clock(end_of(day))}, severity="note")
    elif now - seen.last >= SILENT_MINUTES:
        facts = {"last": _clock(seen.last), "now": _clock(now)}
        yield Problem("today.ends_early", params=facts, severity="warning")
    late = int(seen.came[:, seen.grid.minutes >= now].sum())
    if late:
        yield Problem("today.after_now", params={"visitors": late, "now": _clock(now)}, severity="note")
    if seen.outside:
        yield Problem("today.outside_hours", params={"visitors": seen.outside}, severity="note")


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}.{minute % 60:02d}"
