"""Cap: how many tickets of a day, or of one service, can be finished by closing and by the end of work."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import numpy as np

from office.values import Span
from planning.levers.places import chosen, columns_of, rearranged
from planning.results import Cap
from scheduler.week import OfficeWeek
from staffing.lasttickets import LastTicket, last_tickets
from staffing.oneday import plan_of_day, visitors_of_day
from staffing.simulation import trace
from staffing.staffplan import StaffPlan
from staffing.visitors import Visitors
from staffing.waits import Waits, waits_of

CROWDS = (1, 2, 3, 4, 6)
"""How many usual days are poured into one, until the tickets are more than can be finished."""
VISITORS = 8_000
"""As many paths are looked at as have about so many visitors on usual days,"""
FEWEST_PATHS = 100
"""but not fewer than these where there are so many."""


def caps_of(week: OfficeWeek, plan: StaffPlan, visitors: Visitors, services: bool = True) -> tuple[Cap, ...]:
    """The caps of every day with people at counters.

    On a usual day all tickets can mostly be finished; where they cannot, the limit is that of usual days, the one that
    `last_tickets` tells of them. Otherwise days are looked at on which twice, three or more times as many come in the
    same pattern (the visitors of several paths on one day), until the last ticket that can be finished is one that such
    a day reaches. For one service only its own visitors are so many.
    What cannot be reached even six times over has no cap.

    Parameters
    ----------
    week
        The days.
    plan
        Who serves what when.
    visitors
        Sampled visitors of the week.
    services
        Whether each service is looked at as well.
    """
    found: list[Cap] = []
    for day in range(week.grid.days):
        if week.days[day].is_open and plan.serves[day].any():
            of_day = _some(visitors_of_day(visitors, day))
            for service in (None, *(range(len(week.office.services)) if services else ())):
                found += _of_day(week, plan_of_day(plan, day), of_day, day, service)
    return tuple(found)


def _of_day(week: OfficeWeek, staff: StaffPlan, visitors: Visitors, day: int, service: int | None) -> Iterator[Cap]:
    closes = week.days[day].service[-1].end
    ends: dict[Literal["service", "work"], int] = {
        "service": closes,
        "work": max(int(staff.shift_end[0].max()), closes),
    }
    if service is not None and not (visitors.service == service).any():
        return
    expected = 0.0
    for times in CROWDS:
        crowd = poured(visitors, times, service)
        waits = waits_of(trace(crowd, staff, week.office), crowd, week.office)
        waits = waits if service is None else waits.only(waits.service == service)
        expected = len(waits.cell) / max(waits.paths, 1) if times == 1 else expected
        for by, end in list(ends.items()):
            last = _last(waits, end)
            if last.number is not None and (times == 1 or _is_reached(waits, last.number)):
                minute = None if last.minute is None or not last.number else int(last.minute)
                id = None if service is None else week.office.services[service].id
                yield Cap(day, id, by, last.number, minute, expected, is_needed=times == 1)
                del ends[by]
        if not ends:
            return


def _last(waits: Waits, end: int) -> LastTicket:
    """The last ticket that can be finished by a minute, the day looked at as one."""
    return last_tickets(waits, 0, [Span(start=0, end=end)])[0]


def _is_reached(waits: Waits, number: int) -> bool:
    """Whether half of the days give out a ticket beyond a number."""
    return float(np.median(np.bincount(waits.path, minlength=waits.paths))) > number


def poured(visitors: Visitors, times: int, service: int | None) -> Visitors:
    """Days on which so many times as many come: those of some other paths come as well, of one service or of all.

    Parameters
    ----------
    visitors
        The visitors of one day.
    times
        How many paths' visitors come on one, at least 1.
    service
        Index of the service whose visitors are so many; None for all.
    """
    if times == 1:
        return visitors
    paths, cell = visitors.paths, visitors.cell
    more = np.ones(visitors.count, dtype=bool) if service is None else visitors.service == service
    rows = np.concatenate([np.arange(visitors.count), *(np.flatnonzero(more) for _ in range(times - 1))])
    moved = [cell, *((cell[more] + shift * paths // times) % paths for shift in range(1, times))]
    at = np.concatenate(moved)
    order = np.lexsort((visitors.priority[rows], visitors.arrival[rows], at))
    columns = {name: column[rows] for name, column in columns_of(visitors).items()}
    return rearranged(visitors, columns, at, order)


def _some(visitors: Visitors) -> Visitors:
    """As many paths as have about enough visitors."""
    a_path = visitors.count / max(visitors.paths, 1)
    paths = min(visitors.paths, max(FEWEST_PATHS, int(VISITORS / max(a_path, 1))))
    some = chosen(visitors, np.arange(visitors.count) < visitors.first[paths])
    return replace(some, first=some.first[: paths + 1], present=visitors.present[:paths])
