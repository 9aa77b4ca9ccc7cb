"""Triggers: rules for each day, computed in advance: from how many tickets on another counter should open."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

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


def triggers_for(
    week: OfficeWeek, roster: Roster, futures: Futures, outcome: Outcome, days: Sequence[int] | None = None
) -> tuple[Trigger, ...]:
    """Rules for each day: when to open a counter, and when one can be spared; at most one of each.

    One, two and three hours after tickets begin they are counted. An officer on standby sits down at a free counter
    when more are out than a number, to the end of service as long as he is on standby. This is tried on the same
    visitors for each free counter and officer. The number is the one with which most visitors are spared a long wait
    when each day on which the rule is followed costs half a visitor: so it is followed only where it helps. The best of
    a day is chosen on one half of the paths, and kept if a week can show what it saves on the other. There is one a
    day: a second would have to be told, and judged, for each way in which the first went.

    Days on which nobody on standby and no free counter help have no such rule. For `release` see `release_of`.

    Parameters
    ----------
    week, roster
        The plan.
    futures, outcome
        The simulated weeks and what happened in them under the plan.
    days
        Indices of the days that rules are wanted for; None for all.
    """
    wanted = range(week.grid.days) if days is None else days
    with ThreadPoolExecutor(2) as threads:
        found = threads.map(lambda day: tuple(_of_day(week, roster, futures, day)), wanted)
        return tuple(rule for rules in found for rule in rules)


def _of_day(week: OfficeWeek, roster: Roster, futures: Futures, day: int) -> Iterator[Trigger]:
    if not week.days[day].is_open:
        return
    morning = Morning(week, roster, futures, day)
    yield from _opening(morning)
    yield from release_of(morning)


@dataclass(frozen=True)
class _Seat:
    """A counter opened at a minute: tickets then and late visitors saved, shape (paths,), and from how many tickets."""

    minute: int
    counter: str
    tickets: np.ndarray
    saved: np.ndarray
    number: int
    worth: float


def _opening(morning: Morning) -> Iterator[Trigger]:
    """The best rule of a day by the paths to choose on, if it helps on the others."""
    tried = [seat for minute in morning.checks for seat in _seats(morning, minute)]
    best = max(tried, key=lambda seat: seat.worth, default=None)
    if best is None:
        return
    beyond = best.tickets > best.number
    saved = best.saved[beyond & ~morning.chosen]
    found = mean_of(saved)
    if len(saved) >= FEWEST_DAYS // 2 and found.low > 0 and found.mean >= SHOWN:
        yield Trigger(morning.day, best.minute, best.number, best.counter, "open", found.mean, found.low, found.high,
                      float(beyond.mean()))  # fmt: skip


def _seats(morning: Morning, minute: int) -> Iterator[_Seat]:
    """Each seating of a check that helps, with the number of tickets beyond which it helps most."""
    tickets, chosen = morning.tickets_by(minute), morning.chosen
    numbers = [int(n) for n in np.unique(tickets) if (tickets[chosen] > n).sum() >= FEWEST_DAYS]
    if not numbers or _hopeless(morning.late, tickets):
        return
    for saved, counter in _savings(morning, minute):
        worth = [float((saved[chosen] - SHOWN)[tickets[chosen] > n].sum()) for n in numbers]
        best = int(np.argmax(worth))
        if worth[best] > 0:
            yield _Seat(minute, counter, tickets, saved, numbers[best], worth[best])


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
