"""Reading: from the solver's numbers to a master that names who does what behind the counters."""

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import product

import numpy as np

from office.days import Day
from office.people import Officer
from office.values import Span
from scheduler.blocks import Block, Run, Stint, cut, runs_of, stints
from scheduler.groups import SkillGroup
from scheduler.master import Master
from scheduler.model import Expr, NetworkKey, RosterModel
from scheduler.networks import Network
from scheduler.posts import posts_of
from scheduler.roster import Assignment, Duty, Roster
from scheduler.solver.locks import Way, held_ways
from scheduler.solver.tasks import Tasks

Read = Callable[[Expr], int]


def read_master(model: RosterModel, tasks: Tasks, held: Roster | None, read: Read) -> Master:
    """The master of a solution; `read` gives an expression's value, `held` are days that stay as they are."""
    assignments = tuple(a for a in model.candidates if read(model.takes(a)))
    locked = held.duties if held else ()
    blocks = tuple(_blocks(model, tasks, assignments, held, read))
    sent = (duty for duty in _outside_duty(model, read) if duty not in locked)
    return Master(assignments, (*locked, *sent, *blocks), _posts(model, held, read))


def _posts(model: RosterModel, held: Roster | None, read: Read) -> np.ndarray:
    """Officers of each group at each type of counters, without those whose day is locked."""
    kinds = model.week.office.counter_types
    locked = posts_of(model.week, held) if held else Tally()
    posts = np.zeros((len(model.groups), len(kinds), *model.week.grid.shape), dtype=int)
    for (g, group), (k, kind), (d, t) in product(enumerate(model.groups), enumerate(kinds), model.slots):
        posts[g, k, d, t] = read(model.posts(group, kind.id, d, t)) - locked[group.skills, kind.id, d, t]
    return posts


def _outside_duty(model: RosterModel, read: Read) -> Iterator[Duty]:
    """Whole days of those whom events take."""
    for officer, day in product(model.week.office.officers, model.week.open_days):
        if read(model.sent(officer.id, day.date)):
            start, end = _working_day(model, officer, day)
            yield Duty(officer=officer.id, day=day.date, start=start, end=end, activity="outside_duty")


def _working_day(model: RosterModel, officer: Officer, day: Day) -> tuple[int, int]:
    """When the officer would work on a day: the span of the first shift, else the hours of service."""
    shifts = [assignment.span for assignment in model.week.choices(officer, day)]
    spans = shifts[:1] or list(day.service)
    return spans[0].start, spans[-1].end


def _blocks(
    model: RosterModel, tasks: Tasks, assignments: tuple[Assignment, ...], held: Roster | None, read: Read
) -> Iterator[Duty]:
    """Back-office stretches by name: those with the least so far get the most, and keep to their tasks."""
    minutes, slot_minutes = model.week.grid.minutes, model.week.grid.slot_minutes
    for group in model.groups:
        placed = sorted(_placed(model, group, assignments, held, read))
        left = {key: read(count) for key, count in tasks.spent.items() if key[1] == group.skills}
        for spent in _held_tasks(model, group, held):
            left[spent] = left.get(spent, 0) - 1
        for officer, day, (start, length) in placed:
            task = max((key for key in left if key[2] == length), key=lambda key: left[key])
            left[task] -= 1
            begins = int(minutes[start])
            yield Duty(
                officer=officer, day=model.week.days[day].date, start=begins, end=begins + length * slot_minutes,
                activity="back_office", task=task[0],
            )  # fmt: skip


def _held_tasks(
    model: RosterModel, group: SkillGroup, held: Roster | None
) -> Iterator[tuple[str, frozenset[str], int]]:
    """What locked blocks of a group are spent on: task, skills and length of each."""
    known = {task.id for task in model.week.office.back_office if task.skills <= group.skills}
    for duty in held.duties if held else ():
        is_locked = held is not None and bool(held.assignments_of(duty.officer, duty.day))  # single seats hold no block
        if is_locked and duty.officer in group.officers and duty.activity == "back_office" and duty.task in known:
            slots = model.week.grid.slots_of(Span(start=duty.start, end=duty.end))
            for (_, length), count in cut((slots.start, slots.stop), model.block_lengths(group)).items():
                yield from [(duty.task, group.skills, length)] * count


def _placed(
    model: RosterModel, group: SkillGroup, assignments: tuple[Assignment, ...], held: Roster | None, read: Read
) -> Iterator[tuple[str, int, Block]]:
    """The blocks of a group with officer and day, but for locked ones; a block in which its officer sits is lost."""
    load: dict[str, int] = defaultdict(int)
    for day in range(model.week.grid.days):
        mine = [a for a in assignments if a.officer in group.officers and model.week.index(a.day) == day]
        seated = _seated(model, day, held)
        for key, net in model.networks[group.skills, day].items():
            locked = list(held_ways(model, group, day, key, held))
            waiting = _officers_by_run(model, mine, key, {officer for officer, _, _ in locked})
            for stint in sorted(_stints(net, locked, read), key=lambda stint: -_slots(stint)):
                officers = waiting[stint.run]
                clashes = {officer: _clashing(stint, seated.get(officer, set())) for officer in officers}
                officer = min(officers, key=lambda officer: (len(clashes[officer]), load[officer]))
                officers.remove(officer)
                load[officer] += _slots(stint)
                yield from ((officer, day, block) for block in stint.blocks if block not in clashes[officer])


def _seated(model: RosterModel, day: int, held: Roster | None) -> dict[str, set[int]]:
    """Slots in which officers hold a seat that is locked."""
    found: dict[str, set[int]] = defaultdict(set)
    for duty in held.duties if held else ():
        if model.week.index(duty.day) == day:
            found[duty.officer] |= set(model.week.grid.slots_of(Span(start=duty.start, end=duty.end)))
    return found


def _clashing(stint: Stint, seated: set[int]) -> frozenset[Block]:
    """Blocks in which somebody holds a seat."""
    return frozenset((start, length) for start, length in stint.blocks if seated & set(range(start, start + length)))


def _officers_by_run(
    model: RosterModel, assignments: list[Assignment], key: NetworkKey, locked: set[str]
) -> dict[Run, list[str]]:
    found: dict[Run, list[str]] = defaultdict(list)
    for assignment in assignments:
        for run in runs_of(model.week, assignment):
            if model.network_key(assignment, run) == key and assignment.officer not in locked:
                found[run].append(assignment.officer)
    return found


def _stints(net: Network, locked: list[Way], read: Read) -> tuple[Stint, ...]:
    """The network's flow without locked officers, taken apart."""
    runs = Tally({run: sum(read(part) for part in parts) for run, parts in net.counts.items()})
    runs.subtract(run for _, run, _ in locked)
    blocks = Tally({block: read(count) for block, count in net.blocks.items()})
    blocks.subtract(block for _, _, held in locked for block in held)
    entries: Tally[int] = Tally()
    exits: Tally[int] = Tally()
    for (start, end), officers in runs.items():
        entries[start] += officers
        exits[end] += officers
    return stints(entries, exits, blocks)


def _slots(stint: Stint) -> int:
    return sum(length for _, length in stint.blocks)
