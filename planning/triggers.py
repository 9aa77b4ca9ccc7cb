"""Triggers: a rule for each day, computed in advance: from how many tickets on another counter should open."""

import numpy as np

from planning.futures import Futures
from planning.results import Trigger
from scheduler.roster import Roster
from scheduler.week import OfficeWeek
from staffing.outcome import Outcome

LOOK_AFTER_MINUTES = 120
FEWEST_DAYS = 30


def triggers_for(week: OfficeWeek, roster: Roster, futures: Futures, outcome: Outcome) -> tuple[Trigger, ...]:
    """One rule for each day on which it can help.

    Two hours after tickets begin the tickets are counted. The rule's number is the smallest beyond which, over the
    simulated days with more tickets than that, visitors wait longer than the target more often than it allows. Days
    that never get there, or on which no counter is free for an officer on standby, have no rule.

    Parameters
    ----------
    week, roster
        The plan.
    futures, outcome
        The simulated weeks and what happened in them under the plan.
    """
    found = []
    for d, day in enumerate(week.days):
        opens = min((span.start for spans in day.tickets.values() for span in spans), default=None)
        if opens is None:
            continue
        minute = opens + LOOK_AFTER_MINUTES
        counter = free_counter(week, roster, d, minute)
        tickets = _number(week, futures, outcome, d, minute)
        if counter is not None and tickets is not None:
            found.append(Trigger(day=d, minute=minute, tickets=tickets, counter=counter))
    return tuple(found)


def free_counter(week: OfficeWeek, roster: Roster, d: int, minute: int) -> str | None:
    """A counter that nobody holds from a minute on and that somebody on standby could serve; None if there is none."""
    date, end = week.days[d].date, minute + week.grid.slot_minutes
    duties = [roster.duty_at(officer.id, date, minute, end) for officer in week.office.officers]
    taken = {duty.counter for duty in duties if duty is not None and duty.counter is not None}
    callable_ = [duty.officer for duty in duties if duty is not None and duty.activity == "standby"]
    ways = [
        (len(week.office.served_at(week.office.officer(officer).skills, counter.type)), counter.id)
        for counter in week.office.counters
        if counter.available and counter.id not in taken
        for officer in callable_
    ]
    return max(ways, default=(0, None), key=lambda way: way[0])[1] if any(n for n, _ in ways) else None


def _number(week: OfficeWeek, futures: Futures, outcome: Outcome, d: int, minute: int) -> int | None:
    """Smallest number of tickets by a minute beyond which the simulated days miss the target."""
    before = week.grid.minutes + week.grid.slot_minutes <= minute
    tickets = futures.forecast.office_slots[:, d, before].sum(axis=1)
    late = outcome.late_call[:, d].sum(axis=1)
    visitors = outcome.visitors[:, d].sum(axis=1)
    allowed = 1 - week.office.target.call_share
    for number in np.unique(tickets):
        beyond = tickets > number
        if beyond.sum() < FEWEST_DAYS:
            return None
        if late[beyond].sum() > allowed * visitors[beyond].sum():
            return int(number)
    return None
