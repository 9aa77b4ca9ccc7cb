"""Seats: single cells that somebody has decided: where an officer is for a stretch of a day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from office.values import Span
from scheduler.presence import present_slots
from scheduler.reseat import Choice, reseated
from scheduler.roster import Assignment, Duty
from scheduler.rules.locked_cells import Cell
from scheduler.week import OfficeWeek

Why = Literal[
    "unknown", "skills", "no_counter", "week", "closed", "away", "hours", "slots", "officer_twice", "counter_twice",
    "shift",
]  # fmt: skip
"""Why a cell cannot be held: nobody or nothing of that name, no skill for it, no counter left for the steps, another
week, the counter is closed, the officer is away, outside service hours, a part of a slot, the officer or the counter is
taken by another cell, no shift of his fits all his cells of the day."""


@dataclass(frozen=True)
class Refused:
    """A cell that cannot be held, why, and the cell that is in its way."""

    cell: Cell
    why: Why
    other: Duty | None = None


def seat_duty(week: OfficeWeek, officer: str, day: date, span: Span, counter: str) -> Duty | None:
    """The duty of a locked cell; None where officer or counter is unknown, or he can do nothing there."""
    office = week.office
    if officer not in office.officer_ids or counter not in {desk.id for desk in office.counters}:
        return None
    steps = office.served_at(office.officer(officer).skills, office.counter(counter).type)
    if not steps:
        return None
    return Duty(
        officer=officer, day=day, start=span.start, end=span.end, activity="counter", counter=counter, steps=steps
    )


def fits(week: OfficeWeek, assignment: Assignment, seat: Duty) -> bool:
    """Whether who works this assignment can hold the seat: there for all of it, not on break, at no assembly."""
    slots = week.grid.slots_of(Span(start=seat.start, end=seat.end))
    is_his = (assignment.officer, assignment.day) == (seat.officer, seat.day)
    is_there = len(slots) > 0 and bool(present_slots(week, assignment)[list(slots)].all())
    return is_his and is_there and _is_sited(week, assignment, seat)


def seats_of(
    week: OfficeWeek, cells: Iterable[Cell], given: Iterable[Duty] = ()
) -> tuple[tuple[Duty, ...], tuple[Refused, ...]]:
    """The seats of cells that can be held together, and the cells that cannot; what comes first stays.

    A seat can be held on whole slots of service hours by somebody who is there, that neither he nor an open counter has
    in another seat, with at least one shift that fits all his seats of the day. Cells that name steps alone come after
    all others and take the counter that does little else of those that are left; where none is left, earlier ones of
    them move to other counters if that makes room.

    Parameters
    ----------
    week
        The givens.
    cells
        What is asked for.
    given
        Seats that come before them all.
    """
    firm: list[Duty] = []
    refused: list[Refused] = []
    for seat in given:
        reason = _why_not(week, seat, firm)
        if reason is None:
            firm.append(seat)
        else:
            refused.append(Refused(_cell_of(seat), *reason))
    asked = tuple(cells)
    for cell in (cell for cell in asked if not cell.steps):
        found = _first_held(week, cell, firm)
        if isinstance(found, Duty):
            firm.append(found)
        else:
            refused.append(found)
    loose = [cell for cell in asked if cell.steps]
    held = _loosely_held(week, loose, firm)
    for n in sorted(set(range(len(loose))) - set(held)):
        found = _first_held(week, loose[n], [*firm, *(held[m] for m in held if m < n)])
        refused += [found] if isinstance(found, Refused) else []
    return (*firm, *held.values()), tuple(refused)


def _loosely_held(week: OfficeWeek, cells: Sequence[Cell], firm: Sequence[Duty]) -> dict[int, Duty]:
    """Seats of cells that name steps alone, by position; earlier ones change counters where that makes room."""
    held: dict[int, Duty] = {}
    for n, cell in enumerate(cells):
        found = _first_held(week, cell, [*firm, *held.values()])
        if isinstance(found, Duty):
            held[n] = found
        elif found.why in ("counter_twice", "no_counter", "shift"):
            those = [m for m in held if cells[m].day == cell.day]
            seats = reseated([_ways(week, cells[m], firm) for m in (*those, n)])
            if seats is not None:
                held.update(zip((*those, n), seats, strict=True))
    return held


def _ways(week: OfficeWeek, cell: Cell, firm: Sequence[Duty]) -> list[Choice]:
    """What would hold a cell beside seats that stay, each with the shifts that have room for it."""
    ways = []
    for seat in _choices(week, cell):
        if _why_not(week, seat, firm) is None:
            mine = [seat, *(other for other in firm if (other.officer, other.day) == (seat.officer, seat.day))]
            shifts = week.choices(week.office.officer(seat.officer), week.days[week.index(seat.day)])
            rooms = (n for n, shift in enumerate(shifts) if all(fits(week, shift, each) for each in mine))
            ways.append(Choice(seat, frozenset(rooms)))
    return ways


def _first_held(week: OfficeWeek, cell: Cell, kept: Sequence[Duty]) -> Duty | Refused:
    choices = list(_choices(week, cell))
    reasons = [_why_not(week, seat, kept) for seat in choices]
    for seat, reason in zip(choices, reasons, strict=True):
        if reason is None:
            return seat
    told = [reason for reason in reasons if reason is not None]
    if not told:
        return Refused(cell, _unable(week, cell))
    if cell.steps and len({why for why, _ in told}) > 1:
        return Refused(cell, "no_counter")
    return Refused(cell, *told[0])


def _choices(week: OfficeWeek, cell: Cell) -> Iterator[Duty]:
    """Duties that would hold a cell, the best first."""
    office = week.office
    if cell.officer not in office.officer_ids:
        return
    if cell.place is not None:
        yield _behind(week, cell)
        return
    counters = sorted(office.counters, key=lambda c: len(office.counter_type(c.type).steps)) if cell.steps else ()
    named = [cell.counter] if cell.counter is not None else [counter.id for counter in counters if counter.available]
    for counter in named:
        seat = seat_duty(week, cell.officer, cell.day, cell.hours, counter)
        if seat is not None and cell.is_held_by(seat):
            yield seat


def _behind(week: OfficeWeek, cell: Cell) -> Duty:
    """Standby, or back office spent on the first task that is done in such a block."""
    office, task = week.office, None
    if cell.place == "back_office":
        skills = office.officer(cell.officer).skills
        fitting = (work for work in office.back_office if work.skills <= skills)
        task = next((work.id for work in fitting if 0 < work.block_minutes <= cell.hours.minutes), None)
    return Duty(
        officer=cell.officer, day=cell.day, start=cell.hours.start, end=cell.hours.end,
        activity=cell.place or "standby", task=task,
    )  # fmt: skip


def _unable(week: OfficeWeek, cell: Cell) -> Why:
    office = week.office
    known = cell.officer in office.officer_ids and cell.steps <= set(office.step_ids)
    return "skills" if known and cell.counter in (None, *(desk.id for desk in office.counters)) else "unknown"


def _why_not(week: OfficeWeek, seat: Duty, kept: Sequence[Duty]) -> tuple[Why, Duty | None] | None:
    """Why a seat cannot be held beside others; None where it can."""
    index = week.index(seat.day)
    if not 0 <= index < len(week.days):
        return "week", None
    if seat.counter is not None and not week.office.counter(seat.counter).available:
        return "closed", None
    if week.absence_of(seat.officer, seat.day):
        return "away", None
    slots = week.grid.slots_of(Span(start=seat.start, end=seat.end))
    if len(slots) * week.grid.slot_minutes != seat.minutes:
        return "slots" if any(
            span.overlap(seat.start, seat.end) for span in week.days[index].service
        ) else "hours", None
    if not week.service[index, list(slots)].all():
        return "hours", None
    for other in kept:
        if seat.day == other.day and seat.start < other.end and other.start < seat.end:
            if seat.officer == other.officer:
                return "officer_twice", other
            if seat.counter is not None and seat.counter == other.counter:
                return "counter_twice", other
    mine = [seat, *(other for other in kept if (other.officer, other.day) == (seat.officer, seat.day))]
    choices = week.choices(week.office.officer(seat.officer), week.days[index])
    fit = any(all(fits(week, choice, each) for each in mine) for choice in choices)
    return None if fit else ("shift", mine[-1] if len(mine) > 1 else None)


def _cell_of(seat: Duty) -> Cell:
    place = seat.activity if seat.activity in ("back_office", "standby") else None
    return Cell.model_validate({
        "officer": seat.officer, "day": seat.day, "hours": Span(start=seat.start, end=seat.end),
        "counter": seat.counter, "place": place,
    })  # fmt: skip


def _is_sited(week: OfficeWeek, assignment: Assignment, seat: Duty) -> bool:
    """Whether the counter stands where the shift is worked."""
    if seat.counter is None:
        return True
    return week.office.counter_type(week.office.counter(seat.counter).type).site == week.site_of(assignment.shift)
