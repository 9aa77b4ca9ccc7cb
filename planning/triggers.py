"""Triggers: a rule for each day, computed in advance: from how many tickets on another counter should open."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from planning.futures import Futures
from planning.results import Trigger
from planning.standby import seatings
from scheduler.roster import Roster
from scheduler.week import OfficeWeek
from staffing.outcome import Outcome, compare
from staffing.simulation import simulate

LOOK_AFTER_MINUTES = 120
FEWEST_DAYS = 30


def triggers_for(week: OfficeWeek, roster: Roster, futures: Futures, outcome: Outcome) -> tuple[Trigger, ...]:
    """One rule for each day on which it helps.

    Two hours after tickets begin the tickets are counted. The rule's number is the smallest beyond which, over the
    simulated days with more tickets than that, visitors wait longer than the target more often than it allows. Then
    an officer on standby sits down at a free counter, to the end of service as long as he is on standby. This is
    tried on the same visitors for each free counter and officer; the one with the fewest late visitors on the days
    beyond the number is named, if they are fewer than without the rule beyond chance (paired 95 % interval).

    Days that never get beyond such a number, or on which nobody on standby and no free counter help, have no rule.

    Parameters
    ----------
    week, roster
        The plan.
    futures, outcome
        The simulated weeks and what happened in them under the plan.
    """
    return tuple(rule for day in range(week.grid.days) for rule in _of_day(week, roster, futures, outcome, day))


def _of_day(week: OfficeWeek, roster: Roster, futures: Futures, outcome: Outcome, day: int) -> Iterator[Trigger]:
    opens = min((span.start for spans in week.days[day].tickets.values() for span in spans), default=None)
    if opens is None:
        return
    minute = opens + LOOK_AFTER_MINUTES
    beyond = _beyond(week, futures, outcome, day, minute)
    if beyond is None:
        return
    number, paths = beyond
    slots = np.flatnonzero(week.service[day] & (week.grid.minutes >= minute))
    usual = _part(outcome, day, paths)
    tried = [
        (compare(_part(simulate(futures.visitors, seating.plan, week.office), day, paths), usual), seating.counter)
        for seating in seatings(week, roster, day, slots)
    ]
    better = [(gain.mean, counter) for gain, counter in tried if gain.low > 0]
    if better:
        yield Trigger(day, minute, number, max(better, key=lambda way: way[0])[1])


def _part(outcome: Outcome, day: int, paths: np.ndarray) -> Outcome:
    """The first-call figures of one day on some paths."""
    return replace(
        outcome, visitors=outcome.visitors[paths, day : day + 1], late_call=outcome.late_call[paths, day : day + 1]
    )


def _beyond(
    week: OfficeWeek, futures: Futures, outcome: Outcome, day: int, minute: int
) -> tuple[int, np.ndarray] | None:
    """Smallest number of tickets by a minute beyond which the simulated days miss the target, and these paths."""
    before = week.grid.minutes + week.grid.slot_minutes <= minute
    tickets = futures.forecast.office_slots[:, day, before].sum(axis=1)
    late = outcome.late_call[:, day].sum(axis=1)
    visitors = outcome.visitors[:, day].sum(axis=1)
    allowed = 1 - week.office.target.call_share
    for number in np.unique(tickets):
        beyond = tickets > number
        if beyond.sum() < FEWEST_DAYS:
            return None
        if late[beyond].sum() > allowed * visitors[beyond].sum():
            return int(number), np.flatnonzero(beyond)
    return None
