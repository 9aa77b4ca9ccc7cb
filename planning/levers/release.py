"""Release: up to how few tickets a counter may close for back office, without anybody waiting too long for it."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from planning.levers.morning import FEWEST_DAYS, Morning, mean_of
from planning.results import Trigger
from scheduler.guard import make_guard
from staffing.staffplan import DayStaff

BLOCK_MINUTES = 90
"""Back office in shorter stretches is worth nothing, where the office does not say otherwise."""
HARM = 0.25
"""Late visitors on such a day that the rule may surely not exceed."""
QUIET = 0.75
"""A rule is for quiet days: at most this share of all."""


def release_of(morning: Morning) -> Iterator[Trigger]:
    """The counter that gives back most back office on quiet days, and the number of tickets that tells them.

    Its officers do back office from one of the checks on to the end of service, the earliest at which that can be said
    of any counter; promises must be kept without it in every slot. Of days with fewer tickets than the number, on the
    paths that it was not chosen on, the 95 % interval of the additional late visitors must end below a quarter of a
    visitor.

    Parameters
    ----------
    morning
        One day of the plan.
    """
    for minute in morning.checks:  # the earliest gives back most
        found = list(_at(morning, minute))
        if found:
            yield max(found, key=lambda rule: rule.minutes * rule.share)
            return


def _at(morning: Morning, minute: int) -> Iterator[Trigger]:
    tickets = morning.tickets_by(minute)
    for counter, staff, minutes in _closings(morning, minute):
        rule = _rule(morning, minute, tickets, morning.late_with(staff) - morning.late, counter, minutes)
        if rule is not None:
            yield rule


def _rule(
    morning: Morning, minute: int, tickets: np.ndarray, harm: np.ndarray, counter: str, minutes: int
) -> Trigger | None:
    """The largest number of tickets below which nobody is harmed; None where there is none."""
    chosen, judged = morning.chosen, ~morning.chosen
    for number in np.unique(tickets)[::-1]:
        few = tickets[chosen] < number
        if few.mean() > QUIET:
            continue
        if few.sum() < FEWEST_DAYS:
            return None
        if mean_of(harm[chosen][few]).high <= HARM:
            found = mean_of(harm[judged][tickets[judged] < number])
            share = float((tickets < number).mean())
            is_kept = found.days >= FEWEST_DAYS // 2 and found.high <= HARM
            rule = Trigger(morning.day, minute, int(number), counter, "release", found.mean, found.low, found.high,
                           share, minutes)  # fmt: skip
            return rule if is_kept else None
    return None


def _closings(morning: Morning, minute: int) -> Iterator[tuple[str, DayStaff, int]]:
    """Each counter that can close from a minute on, the staff without it, and the minutes of back office."""
    week, day = morning.week, morning.week.days[morning.day]
    guard, staff = make_guard(week, day, morning.roster.duties), morning.plan.of_day(morning.day)
    slots = np.flatnonzero(week.service[morning.day] & (week.grid.minutes >= minute)).tolist()
    held: dict[str, list[tuple[str, int]]] = {}
    for (officer, slot), duty in guard.at.items():
        if slot in slots and duty.counter is not None:
            held.setdefault(duty.counter, []).append((officer, slot))
    known = set()
    for counter, cells in sorted(held.items()):
        minutes, officers = _usable(morning, cells), week.office.officer_ids
        alike = frozenset((slot, int(staff.serves[officers.index(officer), slot])) for officer, slot in cells)
        if not minutes or alike in known or any(guard.is_promised(officer, slot) for officer, slot in cells):
            continue
        known.add(alike)  # to visitors it is the same which of two such counters closes
        yield counter, _closed(staff, officers, cells), minutes


def _usable(morning: Morning, cells: list[tuple[str, int]]) -> int:
    """Minutes in stretches of one officer that are long enough for back office."""
    tasks, length = morning.week.office.back_office, morning.week.grid.slot_minutes
    least = min((task.block_minutes for task in tasks), default=BLOCK_MINUTES)
    total = 0
    for officer in {officer for officer, _ in cells}:
        slots = sorted(slot for id, slot in cells if id == officer)
        for run in np.split(slots, np.flatnonzero(np.diff(slots) > 1) + 1):
            total += len(run) * length if len(run) * length >= least else 0
    return total


def _closed(staff: DayStaff, officers: tuple[str, ...], cells: list[tuple[str, int]]) -> DayStaff:
    """The day's staff without some posts."""
    at = tuple(np.array([(officers.index(officer), slot) for officer, slot in cells]).T)
    serves, kind = staff.serves.copy(), staff.kind.copy()
    serves[at], kind[at] = 0, -1
    return replace(staff, serves=serves, kind=kind)
