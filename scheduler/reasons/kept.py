"""Kept: whose days stay word for word when a model is read near an earlier roster."""

from collections import Counter as Tally
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.allocation.linear import Linear
from scheduler.groups import SkillGroup
from scheduler.model import Expr, RosterModel
from scheduler.posts import posts_of
from scheduler.roster import Duty, Roster
from scheduler.solver.locks import held_ways

Read = Callable[[Expr], int]
Load = Tally[tuple[object, ...]]
"""What a day takes of what the solution has: posts by type and slot, blocks, idle slots."""


SECONDS = 5.0
"""Time for choosing who of a group stays; a fraction of it is the rule."""


@dataclass(frozen=True)
class _Day:
    """A group's day: its officers who could stay, with what each would take, and what there is of it."""

    officers: tuple[str, ...]
    loads: tuple[Load, ...]
    there: Load


def kept_part(model: RosterModel, earlier: Roster, read: Read, wished: tuple[Duty, ...]) -> Roster:
    """The largest part of an earlier roster, by days of officers, that a solution has room for; and a wished part.

    Posts and blocks of a solution are counts of officers who are alike. Whoever works the same shift and break as
    before keeps his whole day if the counts hold it; as many as possible do, group by group and day by day.
    """
    names = {(duty.officer, duty.day) for duty in wished}
    stays = {
        (officer, day.date)
        for d, day in enumerate(model.week.days)
        for group in model.groups
        for officer in _stay(model, group, d, earlier, read, wished)
        if (officer, day.date) not in names
    }
    assignments = (a for a in model.candidates if read(model.takes(a)) and (a.officer, a.day) in stays | names)
    duties = tuple(duty for duty in earlier.duties if (duty.officer, duty.day) in stays)
    return earlier.model_copy(update={"assignments": tuple(assignments), "duties": (*duties, *wished), "stand_ins": ()})


def _stay(
    model: RosterModel, group: SkillGroup, day: int, earlier: Roster, read: Read, wished: tuple[Duty, ...]
) -> list[str]:
    found = _day_of(model, group, day, earlier, read, wished)
    asked: Load = Tally()
    for load in found.loads:
        asked += load
    scarce = [what for what, most in asked.items() if most > found.there[what]]
    if not scarce:
        return list(found.officers)
    program = Linear()
    columns = [program.column(-1.0, whole=True) for _ in found.officers]
    for what in scarce:
        terms = [(column, float(load[what])) for column, load in zip(columns, found.loads, strict=True)]
        program.row(terms, high=float(found.there[what]))
    solved = program.solve(SECONDS, 0.0)
    if solved is None:
        return []
    return [officer for officer, column in zip(found.officers, columns, strict=True) if solved.values[column] > 0.5]


def _day_of(
    model: RosterModel, group: SkillGroup, day: int, earlier: Roster, read: Read, wished: tuple[Duty, ...]
) -> _Day:
    date = model.week.days[day].date
    same = [
        officer
        for officer in group.officers
        if _is_same(model, officer, date, earlier, read) and not _collides(earlier.duties_of(officer, date), wished)
    ]
    loads = {officer: _load(model, group, day, _only(earlier, officer, date)) for officer in same}
    there: Load = Tally(dict(_there(model, group, day, read)))
    for officer in {duty.officer for duty in wished if duty.officer in group.officers and duty.day == date}:
        taken = tuple(a for a in model.candidates_of(officer, date) if read(model.takes(a)))
        part = earlier.model_copy(update={"assignments": taken, "duties": wished, "stand_ins": ()})
        there.subtract(_load(model, group, day, part))
        loads.pop(officer, None)
    return _Day(tuple(loads), tuple(loads.values()), there)


def _is_same(model: RosterModel, officer: str, day: date, earlier: Roster, read: Read) -> bool:
    """Whether an officer works the same shift with the same break, or goes out as before."""
    works = [a for a in model.candidates_of(officer, day) if read(model.takes(a))]
    is_sent = any(duty.activity == "outside_duty" for duty in earlier.duties_of(officer, day))
    return sorted(works, key=str) == sorted(earlier.assignments_of(officer, day), key=str) and bool(works) != is_sent


def _collides(duties: tuple[Duty, ...], wished: tuple[Duty, ...]) -> bool:
    """Whether somebody else's wish needs a desk of this day."""
    return any(
        duty.counter is not None
        and (duty.counter, duty.day) == (other.counter, other.day)
        and duty.officer != other.officer
        and duty.start < other.end
        and other.start < duty.end
        for duty in duties
        for other in wished
    )


def _only(earlier: Roster, officer: str, day: date) -> Roster:
    assignments, duties = earlier.assignments_of(officer, day), earlier.duties_of(officer, day)
    return earlier.model_copy(update={"assignments": assignments, "duties": duties, "stand_ins": ()})


def _load(model: RosterModel, group: SkillGroup, day: int, part: Roster) -> Load:
    """What one officer's day takes."""
    taken: Load = Tally()
    for (skills, kind, d, slot), officers in posts_of(model.week, part).items():
        if (skills, d) == (group.skills, day):
            taken["post", kind, slot] += officers
    for key, net in model.networks[group.skills, day].items():
        for _, run, blocks in held_ways(model, group, day, key, part):
            inside = {slot for start, length in blocks for slot in range(start, start + length)}
            taken.update(("block", key, block) for block in blocks)
            if net.blocks:
                taken.update(("idle", key, slot) for slot in range(*run) if slot not in inside)
    return taken


def _there(model: RosterModel, group: SkillGroup, day: int, read: Read) -> Iterator[tuple[tuple[object, ...], int]]:
    """What the solution has."""
    for kind in model.week.office.counter_types:
        for slot in range(model.week.grid.slots):
            yield ("post", kind.id, slot), read(model.posts(group, kind.id, day, slot))
    for key, net in model.networks[group.skills, day].items():
        for block, count in net.blocks.items():
            yield ("block", key, block), read(count)
        for slot in range(net.first, net.last if net.blocks else net.first):
            yield ("idle", key, slot), sum(read(part) for part in net.idle(slot))
