"""Tiling: an officer's day as duties that fill his shift to the minute."""

from collections.abc import Iterable
from itertools import pairwise

from scheduler.allocation.board import Board, Person, assemblies
from scheduler.allocation.seating import Seats
from scheduler.roster import Activity, Duty

_What = tuple[Activity, str | None, frozenset[str], str | None]
"""Activity, counter, steps, task."""

PREPARING: _What = ("back_office", None, frozenset(), None)
"""Before doors open and after they close, and where a break ends inside a slot."""


def tile(board: Board, person: Person, seats: Seats, otherwise: Activity = "standby") -> tuple[Duty, ...]:
    """The duties of one officer on one day: neighbours that are equal are one stretch.

    `otherwise` is what he does in free service slots in which he has no seat.
    """
    edges = sorted(_edges(board, person))
    pieces = [(start, end, _what(board, person, seats, start, end, otherwise)) for start, end in pairwise(edges)]
    return tuple(_duty(person, start, end, what) for start, end, what in _merged(pieces))


def _edges(board: Board, person: Person) -> set[int]:
    """Minutes at which the activity may change."""
    assignment, grid = person.assignment, board.week.grid
    edges = {assignment.span.start, assignment.span.end}
    if assignment.break_start is not None:
        edges |= {assignment.break_start, assignment.break_start + assignment.break_minutes}
    for low, high in ((duty.start, duty.end) for duty in person.fixed):
        edges |= {low, high}
    for low, high in assemblies(board.week, board.day):
        edges |= {low, high}
    for stretch in person.stretches:
        edges |= {grid.first + grid.slot_minutes * slot for slot in range(stretch.start, stretch.stop + 1)}
    return {edge for edge in edges if assignment.span.start <= edge <= assignment.span.end}


def _what(board: Board, person: Person, seats: Seats, start: int, end: int, otherwise: Activity) -> _What:
    """What is done in a piece that no edge cuts: break before fixed duties before assembly before the plan."""
    if person.assignment.on_break(start, end):
        return "break", None, frozenset(), None
    for duty in person.fixed:
        if duty.start <= start and end <= duty.end:
            return duty.activity, duty.counter, duty.steps, duty.task
    if any(low <= start and end <= high for low, high in assemblies(board.week, board.day)):
        return "assembly", None, frozenset(), None
    return _planned(board, person, seats, start, otherwise)


def _planned(board: Board, person: Person, seats: Seats, start: int, otherwise: Activity) -> _What:
    slot = (start - board.week.grid.first) // board.week.grid.slot_minutes
    if not any(slot in stretch for stretch in person.stretches):
        return PREPARING
    if slot not in seats:
        return otherwise, None, frozenset(), None
    office = board.week.office
    kind = office.counter(seats[slot]).type
    steps = office.served_at(office.officer(person.officer).skills, kind)
    return "counter", seats[slot], steps, None


def _merged(pieces: Iterable[tuple[int, int, _What]]) -> list[tuple[int, int, _What]]:
    merged: list[tuple[int, int, _What]] = []
    for start, end, what in pieces:
        if merged and merged[-1][2] == what:
            merged[-1] = (merged[-1][0], end, what)
        else:
            merged.append((start, end, what))
    return merged


def _duty(person: Person, start: int, end: int, what: _What) -> Duty:
    activity, counter, steps, task = what
    return Duty(
        officer=person.officer,
        day=person.assignment.day,
        start=start,
        end=end,
        activity=activity,
        counter=counter,
        steps=steps,
        task=task,
    )
