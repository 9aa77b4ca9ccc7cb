"""Triggers: rules for each day, computed in advance: from how many tickets on another counter should open."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from planning.futures import Futures
from planning.levers.effect import SHOWN
from planning.levers.morning import FEWEST_DAYS, Morning, mean_of
from planning.levers.release import release_of
from planning.results import Trigger
from planning.standby import seatings
from scheduler.roster import Roster
from scheduler.week import OfficeWeek
from staffing.outcome import Outcome

MOST = 2
"""Opening rules of one day."""


def triggers_for(week: OfficeWeek, roster: Roster, futures: Futures, outcome: Outcome) -> tuple[Trigger, ...]:
    """Rules for each day: when to open a counter, the one that helps most first, and when one can be spared.

    One, two and three hours after tickets begin they are counted. An officer on standby sits down at a free counter
    when more are out than a number, to the end of service as long as he is on standby. This is tried on the same
    visitors for each free counter and officer. The number is the one with which most visitors are spared a long wait
    when each day on which the rule is followed costs half a visitor: so it is followed only where it helps. A rule is
    kept if a week can show what it saves on the paths that it was not chosen on.

    Days on which nobody on standby and no free counter help have no such rule. For `release` see `release_of`.

    Parameters
    ----------
    week, roster
        The plan.
    futures, outcome
        The simulated weeks and what happened in them under the plan.
    """
    with ThreadPoolExecutor(2) as threads:
        days = threads.map(lambda day: tuple(_of_day(week, roster, futures, day)), range(week.grid.days))
        return tuple(rule for rules in days for rule in rules)


def _of_day(week: OfficeWeek, roster: Roster, futures: Futures, day: int) -> Iterator[Trigger]:
    if not week.days[day].is_open:
        return
    morning = Morning(week, roster, futures, day)
    found = sorted(_opening(morning), key=lambda rule: -rule.late * rule.share)
    yield from found[:MOST]
    yield from release_of(morning)


def _opening(morning: Morning) -> Iterator[Trigger]:
    """The best rule of each check."""
    for minute in morning.checks:
        tickets = morning.tickets_by(minute)
        if _hopeless(morning.late, tickets):
            continue
        tried = [rule for saved, counter in _savings(morning, minute)
                 if (rule := _rule(morning, minute, tickets, saved, counter)) is not None]  # fmt: skip
        if tried:
            yield max(tried, key=lambda rule: rule.late * rule.share)


def _hopeless(late: np.ndarray, tickets: np.ndarray) -> bool:
    """Whether not even the most crowded mornings leave enough who wait too long."""
    crowded = late[np.argsort(-tickets, kind="stable")[: 2 * FEWEST_DAYS]]
    return len(crowded) < 2 * FEWEST_DAYS or float(max(crowded.mean(), late.mean())) < SHOWN


def _savings(morning: Morning, minute: int) -> Iterator[tuple[np.ndarray, str]]:
    """Late visitors that each seating saves on each path; officers who can do the same are tried once."""
    week, known = morning.week, set()
    slots = np.flatnonzero(week.service[morning.day] & (week.grid.minutes >= minute))
    for seating in seatings(week, morning.roster, morning.day, slots):
        staff = seating.plan.of_day(morning.day)
        at = week.office.officer_ids.index(seating.officer)
        alike = (seating.counter, seating.slots.tobytes(), int(staff.serves[at, seating.slots[0]]))
        if alike not in known:
            known.add(alike)
            yield morning.late - morning.late_with(staff), seating.counter


def _rule(morning: Morning, minute: int, tickets: np.ndarray, saved: np.ndarray, counter: str) -> Trigger | None:
    """The number of tickets beyond which a seating helps most; None where it does not."""
    chosen, judged = morning.chosen, ~morning.chosen
    numbers = [n for n in np.unique(tickets) if (tickets[chosen] > n).sum() >= FEWEST_DAYS]
    if not numbers:
        return None
    worth = [float((saved[chosen] - SHOWN)[tickets[chosen] > n].sum()) for n in numbers]
    number = int(numbers[int(np.argmax(worth))])
    beyond = tickets[judged] > number
    found = mean_of(saved[judged][beyond])
    if max(worth) <= 0 or found.days < FEWEST_DAYS // 2 or found.low <= 0 or found.mean < SHOWN:
        return None
    share = float((tickets > number).mean())
    return Trigger(morning.day, minute, number, counter, "open", found.mean, found.low, found.high, share)
