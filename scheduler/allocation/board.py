"""Board: one day before anybody sits: who is free when, for which desks, and what cover the master promised."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from office.values import Span
from scheduler.groups import skill_groups
from scheduler.master import Master
from scheduler.roster import Assignment, Duty
from scheduler.week import OfficeWeek

STANDBY = -1
"""The place of an officer who is free and at no counter."""


@dataclass(frozen=True)
class Person:
    """One officer on one day.

    Parameters
    ----------
    assignment
        Shift and break.
    fixed
        Duties that are already decided, by start.
    stretches
        Runs of service slots in which he is free: on duty, not on break, at no assembly, in no fixed duty.
    serves
        Steps that he serves at each counter type that has a counter and a use for him, by type index.
    """

    assignment: Assignment
    fixed: tuple[Duty, ...]
    stretches: tuple[range, ...]
    serves: dict[int, frozenset[str]]

    @property
    def officer(self) -> str:
        """His id."""
        return self.assignment.officer

    @property
    def slots(self) -> tuple[int, ...]:
        """All his free slots."""
        return tuple(slot for stretch in self.stretches for slot in stretch)


@dataclass(frozen=True)
class Board:
    """One day to be allocated.

    Parameters
    ----------
    week
        The givens.
    day
        Index in the week.
    people
        Officers with an assignment, in the office's order.
    held
        Counter duties that are fixed.
    desks
        Counters of each type that nobody holds yet, int, shape (types, slots).
    posts
        The master's posts of this day, int, shape (groups, types, slots); they do not count the duties in `held`.
    """

    week: OfficeWeek
    day: int
    people: tuple[Person, ...]
    held: tuple[Duty, ...]
    desks: np.ndarray
    posts: np.ndarray

    @cached_property
    def group_of(self) -> dict[str, int]:
        """Skill group of each officer, by index."""
        groups = skill_groups(self.week.office)
        return {officer: index for index, group in enumerate(groups) for officer in group.officers}

    def cover(self, steps: frozenset[str]) -> np.ndarray:
        """Officers at counters, by posts and fixed duties, who serve any of `steps`; int, shape (slots,)."""
        office = self.week.office
        meets = [
            [bool(office.served_at(group.skills, kind.id) & steps) for kind in office.counter_types]
            for group in skill_groups(office)
        ]
        return np.tensordot(np.array(meets, dtype=int), self.posts, axes=2) + self.held_cover(steps)

    def held_cover(self, steps: frozenset[str]) -> np.ndarray:
        """The part of it that fixed counter duties give."""
        found = np.zeros(self.week.grid.slots, dtype=int)
        for duty in self.held:
            if duty.steps & steps:
                found[self.week.grid.slots_of(Span(start=duty.start, end=duty.end))] += 1
        return found


def make_board(week: OfficeWeek, master: Master, day: int) -> Board:
    """The board of one day of the week."""
    date = week.days[day].date
    fixed = [duty for duty in master.fixed if duty.day == date]
    mine = [assignment for assignment in master.assignments if assignment.day == date]
    order = {id: index for index, id in enumerate(week.office.officer_ids)}
    people = tuple(
        _person(week, day, assignment, [duty for duty in fixed if duty.officer == assignment.officer])
        for assignment in sorted(mine, key=lambda assignment: (order[assignment.officer], assignment.span.start))
    )
    held = tuple(duty for duty in fixed if duty.activity == "counter")
    return Board(week, day, people, held, _desks(week, held), master.posts[:, :, day, :])


def _person(week: OfficeWeek, day: int, assignment: Assignment, fixed: list[Duty]) -> Person:
    office = week.office
    skills = office.officer(assignment.officer).skills
    usable = {counter.type for counter in office.counters if counter.available}
    site = week.site_of(assignment.shift)
    served = {
        index: office.served_at(skills, kind.id)
        for index, kind in enumerate(office.counter_types)
        if kind.id in usable and kind.site == site and office.served_at(skills, kind.id)
    }
    free = _free_slots(week, day, assignment, fixed)
    return Person(assignment, tuple(sorted(fixed, key=lambda duty: duty.start)), _runs(free), served)


def _free_slots(week: OfficeWeek, day: int, assignment: Assignment, fixed: Iterable[Duty]) -> list[int]:
    busy = [(duty.start, duty.end) for duty in fixed] + list(assemblies(week, day))
    found = []
    for slot in week.grid.slots_of(assignment.span):
        start = int(week.grid.minutes[slot])
        end = start + week.grid.slot_minutes
        taken = assignment.on_break(start, end) or any(low < end and start < high for low, high in busy)
        if week.service[day, slot] and not taken:
            found.append(slot)
    return found


def assemblies(week: OfficeWeek, day: int) -> tuple[tuple[int, int], ...]:
    """(start, end) in minutes of the day's assemblies; none on a closed day."""
    today = week.days[day]
    spans = [assembly.hours.on(today.date.weekday(), today.season) for assembly in week.office.assemblies]
    return tuple((span.start, span.end) for span in spans if span is not None) if today.is_open else ()


def _runs(slots: list[int]) -> tuple[range, ...]:
    """Maximal runs of consecutive numbers."""
    if not slots:
        return ()
    breaks = [right for left, right in pairwise(slots) if right != left + 1]
    starts = [slots[0], *breaks]
    ends = [slots[slots.index(start) - 1] + 1 for start in breaks] + [slots[-1] + 1]
    return tuple(range(start, end) for start, end in zip(starts, ends, strict=True))


def _desks(week: OfficeWeek, held: Iterable[Duty]) -> np.ndarray:
    office = week.office
    counts = [sum(counter.type == kind.id and counter.available for counter in office.counters)
              for kind in office.counter_types]  # fmt: skip
    desks = np.repeat(np.array(counts)[:, None], week.grid.slots, axis=1)
    types = {kind.id: index for index, kind in enumerate(office.counter_types)}
    for duty in held:
        if duty.counter is not None:
            desks[types[office.counter(duty.counter).type], touched(week, duty.start, duty.end)] -= 1
    return np.maximum(desks, 0)


def touched(week: OfficeWeek, start: int, end: int) -> slice:
    """Slots that share any minute with the stretch between two minutes of a day."""
    grid = week.grid
    low = max(0, (start - grid.first) // grid.slot_minutes)
    return slice(low, max(low, min(grid.slots, -(-(end - grid.first) // grid.slot_minutes))))
