"""Wish: something else for one officer on one day, asked of a week to see what it would cost."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from office.values import Span
from scheduler.blocks import Block, Run, runs_of
from scheduler.model import Expr, NetworkKey, RosterModel
from scheduler.roster import Assignment, Duty
from scheduler.week import OfficeWeek

WishKind = Literal["off", "leave", "shift", "counter", "task"]


@dataclass(frozen=True)
class Wish:
    """What is asked.

    Parameters
    ----------
    officer, day
        For whom and when.
    kind
        A free day that is made up on others; a day of leave; a shift; a counter; a back-office task.
    subject
        Id of the shift, counter or task.
    span
        For a counter the part of the day that is meant; None means all of his time in service hours.
    """

    officer: str
    day: date
    kind: WishKind = "off"
    subject: str = ""
    span: Span | None = None


@dataclass(frozen=True)
class Bound:
    """A wish bound to a model.

    Parameters
    ----------
    duties
        The part of the officer's day that the wish decides, read from a solution; his blocks have no task yet.
    """

    duties: Callable[[Callable[[Expr], int]], tuple[Duty, ...]]


def bind(wish: Wish, model: RosterModel) -> Bound:
    """Makes a model keep a wish. A day of leave is no matter of the model: the week itself is another one."""
    if wish.kind in ("off", "leave"):
        model.cp.add(model.works(wish.officer, wish.day) + model.sent(wish.officer, wish.day) == 0)
    elif wish.kind == "shift":
        wanted = [a for a in model.candidates_of(wish.officer, wish.day) if a.shift == wish.subject]
        model.cp.add(model.total(model.takes(a) for a in wanted) + model.cp.new_constant(0) == 1)
    elif wish.kind == "counter":
        return _bind_counter(wish, model)
    else:
        return _bind_task(wish, model)
    return Bound(lambda read: ())


def _bind_counter(wish: Wish, model: RosterModel) -> Bound:
    """He is there, does no block then, and his group has one at this type of counters in each of these slots."""
    week, day = model.week, model.week.index(wish.day)
    kind = week.office.counter(wish.subject).type
    group = next(group for group in model.groups if wish.officer in group.officers)
    wanted = {a: _slots_of(wish, week, a) for a in model.candidates_of(wish.officer, wish.day)}
    model.cp.add(model.total(model.takes(a) for a, slots in wanted.items() if slots) + model.cp.new_constant(0) == 1)
    for slot in range(week.grid.slots):
        there = model.total(model.takes(a) for a, slots in wanted.items() if slot in slots)
        if not isinstance(there, int):
            model.cp.add(model.posts(group, kind, day, slot) >= there)
    blocks = _own_blocks(wish, model, lambda a, block: wanted[a].isdisjoint(range(block[0], sum(block))))

    def duties(read: Callable[[Expr], int]) -> tuple[Duty, ...]:
        steps = week.office.served_at(week.office.officer(wish.officer).skills, kind)
        seated = (
            Duty(officer=wish.officer, day=wish.day, start=start, end=end, activity="counter",
                 counter=wish.subject, steps=steps)
            for a, slots in wanted.items() if read(model.takes(a))
            for start, end in _stretches(week, slots)
        )  # fmt: skip
        return *seated, *_read_blocks(wish, week, blocks, read, {})

    return Bound(duties)


def _bind_task(wish: Wish, model: RosterModel) -> Bound:
    """One of his blocks is long enough for the task."""
    week, task = model.week, next(t for t in model.week.office.back_office if t.id == wish.subject)
    least = -(-task.block_minutes // week.grid.slot_minutes)
    blocks = _own_blocks(wish, model, lambda a, block: True)
    fit = [is_his for (_, block, _), is_his in blocks.items() if block[1] >= least]
    model.cp.add(model.total(fit) + model.cp.new_constant(0) >= 1)
    return Bound(lambda read: _read_blocks(wish, week, blocks, read, {least: task.id}))


Blocks = dict[tuple[NetworkKey, Block, Assignment], Expr]
"""Of each block that could be the officer's with an assignment, whether it is."""


def _own_blocks(wish: Wish, model: RosterModel, may: Callable[[Assignment, Block], bool]) -> Blocks:
    """His blocks by name: of the counts of those who are alike, these are his, and in other slots he is idle."""
    nets = model.networks[_skills(wish, model), model.week.index(wish.day)]
    found: Blocks = {}
    present: dict[tuple[NetworkKey, int], list[Expr]] = {}
    his: dict[tuple[NetworkKey, Block], list[Expr]] = {}
    for assignment, key, run in _ways(wish, model):
        here: dict[int, list[Expr]] = {slot: [] for slot in range(*run)}
        for block in nets[key].blocks:
            if run[0] <= block[0] and sum(block) <= run[1] and may(assignment, block):
                is_his = found[key, block, assignment] = model.cp.new_bool_var("")
                his.setdefault((key, block), []).append(is_his)
                for slot in range(block[0], sum(block)):
                    here[slot].append(is_his)
        for slot, busy in here.items():
            model.cp.add(model.total(busy) + model.cp.new_constant(0) <= model.takes(assignment))
            present.setdefault((key, slot), []).append(model.takes(assignment) - model.total(busy))
    for (key, slot), idle in present.items():
        if nets[key].blocks:
            model.cp.add(sum(nets[key].idle(slot)) >= model.total(idle))
    for (key, block), parts in his.items():
        model.cp.add(nets[key].blocks[block] >= model.total(parts))
    return found


def _read_blocks(
    wish: Wish, week: OfficeWeek, blocks: Blocks, read: Callable[[Expr], int], tasks: dict[int, str]
) -> tuple[Duty, ...]:
    """His blocks as duties; `tasks` names the task of the first block of at least so many slots."""
    found = []
    for start, length in sorted(block for (_, block, _), is_his in blocks.items() if read(is_his)):
        least = next((least for least in tasks if least <= length), None)
        begins = int(week.grid.minutes[start])
        found.append(
            Duty(officer=wish.officer, day=wish.day, start=begins, end=begins + length * week.grid.slot_minutes,
                 activity="back_office", task=None if least is None else tasks.pop(least))
        )  # fmt: skip
    return tuple(found)


def _skills(wish: Wish, model: RosterModel) -> frozenset[str]:
    return next(group.skills for group in model.groups if wish.officer in group.officers)


def _ways(wish: Wish, model: RosterModel) -> Iterator[tuple[Assignment, NetworkKey, Run]]:
    """The officer's candidates of the day with their runs."""
    for assignment in model.candidates_of(wish.officer, wish.day):
        for run in runs_of(model.week, assignment):
            yield assignment, model.network_key(assignment, run), run


def _slots_of(wish: Wish, week: OfficeWeek, assignment: Assignment) -> frozenset[int]:
    """Slots in which an assignment could be spent at the counter that is wished for."""
    day = week.index(wish.day)
    starts, minutes = week.grid.minutes.tolist(), week.grid.slot_minutes
    return frozenset(
        slot
        for run in runs_of(week, assignment)
        for slot in range(*run)
        if week.service[day, slot]
        and (wish.span is None or (wish.span.start <= starts[slot] and starts[slot] + minutes <= wish.span.end))
    )


def _stretches(week: OfficeWeek, slots: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Slots in a row, as minutes of the day."""
    for first in sorted(slots):
        if first - 1 not in slots:
            last = next(slot for slot in range(first, week.grid.slots + 1) if slot + 1 not in slots)
            yield int(week.grid.minutes[first]), int(week.grid.minutes[last]) + week.grid.slot_minutes
