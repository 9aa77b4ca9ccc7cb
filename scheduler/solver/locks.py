"""Locks: days of officers that stay as an earlier roster has them, and single seats that somebody has decided."""

from collections import Counter as Tally
from collections.abc import Iterator

from office.values import Span
from scheduler.blocks import Block, Run, cut, runs_of
from scheduler.groups import SkillGroup
from scheduler.model import NetworkKey, RosterModel
from scheduler.outside import sent_out
from scheduler.posts import posts_of
from scheduler.problem import RosterProblem
from scheduler.roster import Assignment, Duty, Roster
from scheduler.seats import fits

Way = tuple[str, Run, tuple[Block, ...]]
"""An officer, the run of slots he passes, and the blocks in it."""


def locked_part(problem: RosterProblem) -> Roster | None:
    """What of the previous roster is locked, and the seats; None when nothing is."""
    days = _locked_days(problem)
    if not problem.held_seats:
        return days
    week = problem.week
    bare = Roster(office=week.office.id, week=week.week, slot_minutes=week.grid.slot_minutes, assignments=(), duties=())
    held = days or bare
    return held.model_copy(update={"duties": (*held.duties, *problem.held_seats)})


def _locked_days(problem: RosterProblem) -> Roster | None:
    previous = problem.previous
    if previous is None or not problem.locked:
        return None

    def is_locked(item: Assignment | Duty) -> bool:
        return (item.officer, problem.week.index(item.day)) in problem.locked

    assignments = tuple(a for a in previous.assignments if is_locked(a))
    duties = tuple(d for d in previous.duties if is_locked(d))
    return previous.model_copy(update={"assignments": assignments, "duties": duties, "stand_ins": ()})


def lock(model: RosterModel, problem: RosterProblem, held: Roster) -> None:
    """Binds the model to the locked days: shifts and outside duty by name, posts and blocks by their number."""
    week, out, works = model.week, sent_out(held, model.week), frozenset(held.assignments)
    for officer, day in sorted(problem.locked):
        date = week.days[day].date
        for assignment in model.candidates_of(officer, date):
            model.cp.add(model.takes(assignment) == int(assignment in works))
        if not isinstance(model.sent(officer, date), int):
            model.cp.add(model.sent(officer, date) == int((officer, date) in out))
    _lock_seats(model, problem)
    for (skills, kind, day, slot), officers in posts_of(week, held).items():
        group = next(group for group in model.groups if group.skills == skills)
        model.cp.add(model.posts(group, kind, day, slot) >= officers)
    for group in model.groups:
        for day in range(week.grid.days):
            _lock_blocks(model, group, day, held)


def _lock_seats(model: RosterModel, problem: RosterProblem) -> None:
    """Who holds a seat works a shift that fits all his, is in no block meanwhile, and at no counter if behind them."""
    sitting: Tally[tuple[frozenset[str], int, int]] = Tally()
    behind: Tally[tuple[frozenset[str], int, int]] = Tally()
    for seat in problem.held_seats:
        choices = (c for c in model.candidates_of(seat.officer, seat.day) if fits(model.week, c, seat))
        model.cp.add(model.total(model.takes(choice) for choice in choices) == 1)
        skills = model.week.office.officer(seat.officer).skills
        for slot in model.week.grid.slots_of(Span(start=seat.start, end=seat.end)):
            (sitting if seat.counter is not None else behind)[skills, model.week.index(seat.day), slot] += 1
    for group in model.groups:
        for (skills, day, slot), officers in sitting.items():
            if skills == group.skills:
                model.cp.add(model.free(group, day, slot) >= officers + behind[skills, day, slot])
        for (skills, day, slot), officers in behind.items():
            if skills == group.skills:
                model.cp.add(model.free(group, day, slot) >= model.posts_of(group, day, slot) + officers)


def _lock_blocks(model: RosterModel, group: SkillGroup, day: int, held: Roster) -> None:
    for key, net in model.networks[group.skills, day].items():
        ways = list(held_ways(model, group, day, key, held))
        for block, officers in Tally(block for _, _, blocks in ways for block in blocks).items():
            model.cp.add(net.blocks[block] >= officers)
        for slot in range(net.first, net.last if net.blocks else net.first):
            model.cp.add(sum(net.idle(slot)) >= sum(_is_idle(slot, run, blocks) for _, run, blocks in ways))


def held_ways(model: RosterModel, group: SkillGroup, day: int, key: NetworkKey, held: Roster | None) -> Iterator[Way]:
    """Locked officers of a group who pass a network: officer, run, and the blocks that their duties hold."""
    net, date = model.networks[group.skills, day][key], model.week.days[day].date
    for assignment in held.assignments if held else ():
        if assignment.officer in group.officers and assignment.day == date:
            for run in runs_of(model.week, assignment):
                if model.network_key(assignment, run) == key:
                    blocks = blocks_of(model, group, held.duties_of(assignment.officer, date), run) if held else ()
                    yield assignment.officer, run, tuple(block for block in blocks if block in net.blocks)


def blocks_of(model: RosterModel, group: SkillGroup, duties: tuple[Duty, ...], run: Run) -> tuple[Block, ...]:
    """The blocks of the group's lengths that the back-office stretches of a day hold inside a run."""
    found: list[Block] = []
    for duty in duties:
        if duty.activity == "back_office" and duty.task is not None:
            slots = model.week.grid.slots_of(Span(start=duty.start, end=duty.end))
            inside = max(slots.start, run[0]), min(slots.stop, run[1])
            found += cut(inside, model.block_lengths(group))
    return tuple(found)


def _is_idle(slot: int, run: Run, blocks: tuple[Block, ...]) -> bool:
    return run[0] <= slot < run[1] and not any(start <= slot < start + length for start, length in blocks)
