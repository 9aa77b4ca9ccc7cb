"""Release: up to how few tickets a counter may close for back office, without anybody waiting too long for it."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from planning.levers.morning import Morning
from planning.levers.quiet import Closing
from planning.results import Trigger
from scheduler.guard import make_guard
from staffing.staffplan import DayStaff

BLOCK_MINUTES = 90
"""Back office in shorter stretches is worth nothing, where the office does not say otherwise."""


def release_of(morning: Morning) -> Iterator[Trigger]:
    """The counter that gives back most back office on quiet days, and the number of tickets that tells them.

    Its officers do back office from one of the checks on to the end of service, the earliest at which that can be said
    of any counter; promises must be kept without it in every slot. Counter and number are chosen on one half of the
    paths and judged on the other, see `Closing`.

    Parameters
    ----------
    morning
        One day of the plan.
    """
    for minute in morning.checks:  # the earliest gives back most
        found = [(closing, number, counter, minutes) for closing, counter, minutes in _tried(morning, minute)
                 if (number := closing.number) is not None]  # fmt: skip
        if not found:
            continue
        closing, number, counter, minutes = max(found, key=lambda one: one[3] * one[0].share(one[1]))
        harm = closing.judged(number)
        if harm is not None:
            yield Trigger(morning.day, minute, number, counter, "release", harm.mean, harm.low, harm.high,
                          closing.share(number), minutes)  # fmt: skip
            return


def _tried(morning: Morning, minute: int) -> Iterator[tuple[Closing, str, int]]:
    tickets, exposed = morning.tickets_by(minute), morning.exposed(minute)
    for counter, staff, minutes in _closings(morning, minute):
        harm = morning.late_with(staff) - morning.late
        yield Closing(tickets, harm, exposed, morning.chosen), counter, minutes


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
