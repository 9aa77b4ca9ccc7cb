"""DayState: one way to spend a day: everybody's break, and what each does in each slot."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from scheduler.refine.ground import AWAY, BLOCK, IDLE, STANDBY, Ground, Person
from scheduler.roster import Assignment, Duty, Roster
from staffing.staffplan import DayStaff

Run = tuple[int, int]
"""Slots from the first up to but without the last."""


@dataclass(frozen=True)
class DayState:
    """A day decided but for the physical counters.

    Parameters
    ----------
    turn
        Which of his options each person's break is, int, shape (people,).
    code
        What each person does in each slot (see ground.py), int, shape (people, slots).
    """

    turn: np.ndarray
    code: np.ndarray

    @property
    def key(self) -> bytes:
        """Names the state."""
        return self.turn.tobytes() + self.code.tobytes()

    def with_row(self, person: int, row: np.ndarray, turn: int | None = None) -> "DayState":
        """The same with one person's day changed."""
        code = self.code.copy()
        code[person] = row
        if turn is None:
            return DayState(self.turn, code)
        turns = self.turn.copy()
        turns[person] = turn
        return DayState(turns, code)


def read_state(ground: Ground, roster: Roster) -> DayState:
    """What a roster does on the ground's day, as far as the ground has desks for it.

    Another roster of the same people may seat somebody where a fixed duty holds the desk; he is on standby then.
    """
    grid, office = ground.week.grid, ground.week.office
    kinds = {kind.id: index for index, kind in enumerate(office.counter_types)}
    tasks = {task.id: index for index, task in enumerate(ground.tasks)}
    turns = np.zeros(len(ground.people), dtype=np.int64)
    code = np.full((len(ground.people), grid.slots), AWAY, dtype=np.int64)
    for p, person in enumerate(ground.people):
        turns[p] = _turn(ground, roster, person)
        there = ground.there[p][turns[p]]
        code[p, there & ground.is_open] = STANDBY
        code[p, there & ~ground.is_open] = IDLE
        if person.is_locked:
            continue
        first = person.options[0]
        for duty in roster.duties_of(first.officer, first.day):
            slots = (grid.minutes >= duty.start) & (grid.minutes + grid.slot_minutes <= duty.end) & there
            if duty.counter is not None:
                code[p, slots & ground.is_open] = kinds[office.counter(duty.counter).type]
            elif duty.activity == "back_office" and duty.task in tasks:
                code[p, slots] = BLOCK - tasks[duty.task]
    return DayState(turns, _within(ground, code))


def _within(ground: Ground, code: np.ndarray) -> np.ndarray:
    """The codes with everybody on standby who finds no desk left, in the order of the people."""
    at = code[None] == np.arange(len(ground.desks))[:, None, None]
    beyond = at & (at.cumsum(axis=1) > ground.desks[:, None, :])
    return np.where(beyond.any(axis=0), STANDBY, code)


def _turn(ground: Ground, roster: Roster, person: Person) -> int:
    """The option whose break the roster gives; the first where the roster has another shift for him."""
    first = person.options[0]
    given = roster.assignments_of(first.officer, first.day)
    starts = [option.break_start for option in person.options]
    return next((starts.index(a.break_start) for a in given if a.span == first.span and a.break_start in starts), 0)


def mixed(ground: Ground, state: DayState, other: DayState) -> DayState:
    """The breaks and blocks of one plan with another's counters, as far as there are desks for them.

    Who has a counter in both, or in neither of them, keeps what the other says first; whoever has a seat in `state`
    alone keeps it while the desk is free.
    """
    code = state.code.copy()
    free = code >= STANDBY
    taken = free & (other.code >= 0)
    code[taken] = other.code[taken]
    spare = ground.desks - (np.where(taken, code, AWAY)[None] == np.arange(len(ground.desks))[:, None, None]).sum(
        axis=1
    )
    for p, t in zip(*np.nonzero(free & ~taken), strict=True):
        kind = state.code[p, t]
        if kind >= 0 and spare[kind, t] > 0:
            spare[kind, t] -= 1
        else:
            code[p, t] = STANDBY
    return DayState(state.turn, code)


def staff_of(ground: Ground, state: DayState) -> DayStaff:
    """The day as the simulator reads it, with the ground's stand-ins."""
    staff = ground.staff
    serves, kind, on_call = staff.serves.copy(), staff.kind.copy(), staff.on_call.copy()
    for p, person in enumerate(ground.people):
        if person.is_locked:
            continue
        row, o = state.code[p], person.index
        seated = row >= 0
        serves[o] = np.where(seated, ground.serves[p, np.where(seated, row, 0)], np.uint64(0))
        kind[o] = np.where(seated, row, -1)
        on_call[o] = row == STANDBY
    return replace(staff, serves=serves, kind=kind, on_call=on_call)


def assignments_of(ground: Ground, state: DayState) -> Iterator[Assignment]:
    """The shifts with the breaks of the state."""
    for person, turn in zip(ground.people, state.turn, strict=True):
        yield person.options[turn]


def blocks_of(ground: Ground, state: DayState) -> Iterator[Duty]:
    """The back-office blocks, and what was fixed before."""
    grid = ground.week.grid
    for p, person in enumerate(ground.people):
        yield from person.fixed
        for (start, end), code in runs(state.code[p]):
            if code <= BLOCK:
                yield Duty(
                    officer=person.options[0].officer, day=person.options[0].day, start=int(grid.minutes[start]),
                    end=int(grid.minutes[end - 1]) + grid.slot_minutes, activity="back_office",
                    task=ground.tasks[BLOCK - code].id,
                )  # fmt: skip


def runs(row: np.ndarray) -> list[tuple[Run, int]]:
    """Maximal runs of equal codes with their code; slots in which he is away are left out."""
    edges = [0, *(np.flatnonzero(np.diff(row)) + 1).tolist(), len(row)]
    return [((a, b), int(row[a])) for a, b in pairwise(edges) if row[a] != AWAY]


def block_minutes(ground: Ground, state: DayState) -> np.ndarray:
    """Minutes in blocks that are long enough, by task, int, shape (tasks,)."""
    found = np.zeros(len(ground.tasks), dtype=int)
    for row in state.code:
        for (start, end), code in runs(row):
            if code <= BLOCK and end - start >= ground.lengths[BLOCK - code]:
                found[BLOCK - code] += (end - start) * ground.week.grid.slot_minutes
    return found
