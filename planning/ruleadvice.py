"""Rule advice: rules of a config that do nothing, stand twice, contradict themselves or are left out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from office.names import Loc
from office.office import Office
from office.problems import Param, Problem
from office.values import Value
from planning.locknotes import cell_text
from scheduler.horizon import OUTSIDE
from scheduler.rules import DEFAULT_RULES
from scheduler.rules.base import Rule
from scheduler.rules.filters import Which, Who
from scheduler.rules.locked_cells import Cell, LockedCells
from scheduler.rules.locks import Locks
from scheduler.shifts import Shift

Advice = Iterator[tuple[Loc, Problem]]


def rule_advice(
    office: Office, shifts: tuple[Shift, ...], rules: tuple[Rule, ...], without: Sequence[str] = ()
) -> Advice:
    """Notes with their places in the config: what a rule's filters, lists or neighbours make of it."""
    listed = [rule for rule in rules if not any(rule is usual for usual in DEFAULT_RULES)]
    for n, name in enumerate(without):
        yield ("roster", "without", n), Problem("config.usual_dropped", found=name, severity="note")
    yield from _without_effect(office, shifts, listed)
    for n, rule in enumerate(listed):
        if rule in listed[:n]:
            yield ("roster", "rules", n), Problem("config.rule_twice", found=rule.rule, severity="note")
    yield from _contradicting_locks(listed)
    yield from _contradicting_cells(listed)


def _contradicting_locks(listed: Sequence[Rule]) -> Advice:
    """Days of an officer that are locked to more than one shift, or to a shift and to nothing."""
    locked: dict[tuple[str, date], set[str]] = defaultdict(set)
    for n, rule in enumerate(listed):
        for i, held in enumerate(rule.held if isinstance(rule, Locks) else ()):
            shifts = locked[held.officer, held.day]
            is_new = (held.shift or "off") not in shifts
            shifts.add(held.shift or "off")
            if is_new and len(shifts) > 1:
                found, params = f"{held.officer}, {held.day}", {"shifts": ", ".join(sorted(shifts))}
                problem = Problem("config.locks_contradict", found=found, params=params, severity="note")
                yield ("roster", "rules", n, "held", i), problem


def _contradicting_cells(listed: Sequence[Rule]) -> Advice:
    """Locked cells that put an officer in two places, or two officers at a counter."""
    before: list[Cell] = []
    for n, rule in enumerate(listed):
        for i, cell in enumerate(rule.cells if isinstance(rule, LockedCells) else ()):
            for other in before:
                meets = cell.day == other.day and cell.hours.overlap(other.hours.start, other.hours.end)
                if meets and (cell.officer == other.officer or (cell.counter and cell.counter == other.counter)):
                    params: dict[str, Param] = {"other": cell_text(other)}
                    loc = ("roster", "rules", n, "cells", i)
                    yield loc, Problem("config.cells_contradict", found=cell_text(cell), params=params, severity="note")
            before.append(cell)


def _without_effect(office: Office, shifts: tuple[Shift, ...], listed: Sequence[Rule]) -> Advice:
    """Filters that no officer or no shift passes."""
    for n, rule in enumerate(listed):
        for loc, filter in _filters(rule, ("roster", "rules", n)):
            if isinstance(filter, Who) and not filter.among(office.officers):
                yield loc, Problem("config.rule_of_nobody", found=rule.rule, severity="note")
            if isinstance(filter, Which) and not _names_a_shift(filter, shifts, office):
                yield loc, Problem("config.rule_of_no_shift", found=rule.rule, severity="note")


def _names_a_shift(which: Which, shifts: tuple[Shift, ...], office: Office) -> bool:
    known = {shift.id: shift.tags for shift in shifts}
    known |= dict.fromkeys((OUTSIDE, *(post.id for post in office.on_call)), frozenset())
    return any(which.names(id, tags) for id, tags in known.items())


def _filters(part: object, loc: Loc) -> Iterator[tuple[Loc, Value]]:
    """All filters within a rule, with their places."""
    if isinstance(part, Who | Which):
        yield loc, part
    elif isinstance(part, Value):
        for name in type(part).model_fields:
            yield from _filters(getattr(part, name), (*loc, name))
    elif isinstance(part, tuple | Mapping):
        for key, each in part.items() if isinstance(part, Mapping) else enumerate(part):
            yield from _filters(each, (*loc, key))
