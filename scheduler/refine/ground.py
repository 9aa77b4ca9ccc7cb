"""Ground: what stands still on one day while it is refined: who is there when, what each can do where."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from office.people import BackOffice
from office.values import Span
from scheduler.allocation.board import assemblies
from scheduler.cover import promise_sets
from scheduler.roster import Assignment, Duty, Roster
from scheduler.staffplans import mask, staff_plan
from scheduler.week import OfficeWeek
from staffing.staffplan import DayStaff

AWAY, IDLE, STANDBY = -3, -2, -1
"""Codes of a slot: not there (no shift, break, assembly, fixed elsewhere); there outside service hours; free."""
BLOCK = -10
"""Code of the first back-office task; the next ones lie below it. A type of counter is its index, 0 or above."""


@dataclass(frozen=True)
class Person:
    """One officer of the day: his index in the office, his shift with every break he may take, what is fixed.

    `options` has the break of the roster first. `fixed` are duties that no refinement moves: outside duty, locks,
    blocks that begin or end inside a slot.
    """

    index: int
    options: tuple[Assignment, ...]
    fixed: tuple[Duty, ...]
    is_locked: bool


@dataclass(frozen=True)
class Ground:
    """One day.

    Parameters
    ----------
    week, day
        The givens, and the day's index.
    people
        Officers with an assignment, in the office's order.
    there
        Slots in which each person can be given something, for each of his options: bool arrays (options, slots).
    on_duty
        Slots in which he could be asked to a counter, whatever he does; likewise.
    is_open
        Slots in which counters work, bool, shape (slots,).
    serves
        Steps served by each person at each type of counter, uint64, shape (people, types).
    desks
        Counters of each type that nobody holds by a fixed duty, int, shape (types, slots).
    held
        Officers who serve each set of promises by a fixed duty, int, shape (sets, slots).
    masks
        Steps that each person's skills allow, uint64, shape (people,).
    staff
        The day's plan as the simulator reads it, for the officers and cells that refinement does not touch.
    """

    week: OfficeWeek
    day: int
    people: tuple[Person, ...]
    there: tuple[np.ndarray, ...]
    on_duty: tuple[np.ndarray, ...]
    is_open: np.ndarray
    serves: np.ndarray
    desks: np.ndarray
    held: np.ndarray
    masks: np.ndarray
    staff: DayStaff

    @cached_property
    def tasks(self) -> tuple[BackOffice, ...]:
        """Back-office tasks that are asked for this week."""
        return tuple(task for task in self.week.office.back_office if task.week_minutes)

    @cached_property
    def lengths(self) -> np.ndarray:
        """Slots of the shortest block of each task, int, shape (tasks,)."""
        slot = self.week.grid.slot_minutes
        return np.array([-(-task.block_minutes // slot) for task in self.tasks], dtype=int)

    @cached_property
    def can_do(self) -> np.ndarray:
        """Whether a person has the skills of a task, bool, shape (people, tasks)."""
        skills = [self.week.office.officers[person.index].skills for person in self.people]
        return np.array([[task.skills <= mine for task in self.tasks] for mine in skills], dtype=bool).reshape(
            len(self.people), len(self.tasks)
        )

    @cached_property
    def sets(self) -> np.ndarray:
        """Steps of each set of promises, uint64, shape (sets,)."""
        return np.array([mask(self.week.office, group.steps) for group in promise_sets(self.week)], dtype=np.uint64)

    @cached_property
    def need(self) -> np.ndarray:
        """Officers that each set of promises asks for, int, shape (sets, slots)."""
        groups = promise_sets(self.week)
        return np.array([group.need[self.day] for group in groups], dtype=int).reshape(
            len(groups), self.week.grid.slots
        )

    @cached_property
    def able(self) -> np.ndarray:
        """Whether a person can do any step of a set of promises, bool, shape (people, sets)."""
        return (self.masks[:, None] & self.sets[None, :]) != 0


def make_ground(week: OfficeWeek, roster: Roster, day: int, locked: frozenset[tuple[str, int]] = frozenset()) -> Ground:
    """The ground of one day of a roster; who is `locked` (officer, day) keeps every minute."""
    number = {id: index for index, id in enumerate(week.office.officer_ids)}
    assigned = [a for a in roster.assignments if week.index(a.day) == day and a.officer in number]
    people = tuple(
        _person(week, roster, assignment, number[assignment.officer], (assignment.officer, day) in locked)
        for assignment in sorted(assigned, key=lambda a: number[a.officer])
    )
    plan = staff_plan(week, roster)
    masks = plan.able[[person.index for person in people]]
    held = [duty for person in people for duty in person.fixed if duty.counter is not None]
    return Ground(
        week=week,
        day=day,
        people=people,
        there=tuple(_there(week, day, person, person.fixed) for person in people),
        on_duty=tuple(_there(week, day, person, _outside(person)) for person in people),
        is_open=week.service[day],
        serves=_served(week, people, masks, plan.type_steps),
        desks=_desks(week, held, plan.type_counters),
        held=_held(week, held),
        masks=masks,
        staff=plan.of_day(day),
    )


def _served(week: OfficeWeek, people: tuple[Person, ...], masks: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Steps that each person serves at each type of counter: nothing at another site than his shift's."""
    sites = [kind.site for kind in week.office.counter_types]
    near = np.array(
        [[site == week.site_of(person.options[0].shift) for site in sites] for person in people], dtype=bool
    )
    served: np.ndarray = np.where(near.reshape(len(people), len(sites)), masks[:, None] & steps[None, :], np.uint64(0))
    return served


def _person(week: OfficeWeek, roster: Roster, assignment: Assignment, index: int, is_locked: bool) -> Person:
    officer, day = week.office.officers[index], week.day(assignment.day)
    choices = [a for a in week.choices(officer, day) if a.shift == assignment.shift and a.span == assignment.span]
    others = () if is_locked else tuple(a for a in choices if a != assignment)
    duties = roster.duties_of(assignment.officer, assignment.day)
    fixed = [duty for duty in duties if is_locked and duty.activity in ("counter", "back_office")]
    fixed += [duty for duty in duties if duty.activity == "outside_duty" or (duty.task and not _on_edges(week, duty))]
    return Person(index, (assignment, *others), tuple(sorted(fixed, key=lambda duty: duty.start)), is_locked)


def _on_edges(week: OfficeWeek, duty: Duty) -> bool:
    """Whether a duty fills whole slots: others are left where they are."""
    slot = week.grid.slot_minutes
    return (
        duty.activity != "back_office" or (duty.start - week.grid.first) % slot == (duty.end - duty.start) % slot == 0
    )


def _outside(person: Person) -> list[Duty]:
    return [duty for duty in person.fixed if duty.activity == "outside_duty"]


def _there(week: OfficeWeek, day: int, person: Person, fixed: Sequence[Duty]) -> np.ndarray:
    """Whole slots on duty, not on break, at no assembly and in none of these duties, shape (options, slots)."""
    starts = week.grid.minutes
    ends = starts + week.grid.slot_minutes
    busy = [(duty.start, duty.end) for duty in fixed] + list(assemblies(week, day))
    free = np.ones(week.grid.slots, dtype=bool)
    for low, high in busy:
        free &= (ends <= low) | (high <= starts)
    rows = []
    for option in person.options:
        row = np.zeros(week.grid.slots, dtype=bool)
        row[list(week.grid.slots_of(option.span))] = True
        resting = [option.on_break(start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        rows.append(row & free & ~np.array(resting, dtype=bool))
    return np.array(rows)


def _desks(week: OfficeWeek, held: Sequence[Duty], counters: np.ndarray) -> np.ndarray:
    kinds = {kind.id: index for index, kind in enumerate(week.office.counter_types)}
    desks = np.repeat(counters[:, None], week.grid.slots, axis=1)
    for duty in held:
        if duty.counter is not None:
            touched = (week.grid.minutes < duty.end) & (duty.start < week.grid.minutes + week.grid.slot_minutes)
            desks[kinds[week.office.counter(duty.counter).type], touched] -= 1
    return np.maximum(desks, 0)


def _held(week: OfficeWeek, held: Sequence[Duty]) -> np.ndarray:
    groups = promise_sets(week)
    found = np.zeros((len(groups), week.grid.slots), dtype=int)
    for duty in held:
        for s, group in enumerate(groups):
            if duty.steps & group.steps:
                found[s, week.grid.slots_of(Span(start=duty.start, end=duty.end))] += 1
    return found
