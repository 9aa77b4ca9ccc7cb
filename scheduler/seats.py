"""Seats: single cells that somebody has decided: an officer at a counter for a stretch of a day."""

from collections.abc import Iterable
from datetime import date

from office.values import Span
from scheduler.presence import present_slots
from scheduler.roster import Assignment, Duty
from scheduler.week import OfficeWeek


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
    return is_his and len(slots) > 0 and bool(present_slots(week, assignment)[list(slots)].all())


def holdable(week: OfficeWeek, seats: Iterable[Duty]) -> tuple[tuple[Duty, ...], tuple[Duty, ...]]:
    """Seats that can be held together, and those that cannot; what comes first stays.

    A seat can be held in service hours at an open counter by somebody who is there, on whole slots that neither he nor
    the counter has in another seat, and with at least one shift that fits all his seats of the day.
    """
    kept: list[Duty] = []
    left: list[Duty] = []
    for seat in seats:
        (kept if _can_hold(week, seat, kept) else left).append(seat)
    return tuple(kept), tuple(left)


def _can_hold(week: OfficeWeek, seat: Duty, kept: list[Duty]) -> bool:
    index = week.index(seat.day)
    if not 0 <= index < len(week.days) or seat.counter is None or week.absence_of(seat.officer, seat.day):
        return False
    slots = week.grid.slots_of(Span(start=seat.start, end=seat.end))
    is_whole = len(slots) * week.grid.slot_minutes == seat.minutes
    if not is_whole or not week.service[index, list(slots)].all() or not week.office.counter(seat.counter).available:
        return False
    if any(_collide(seat, other) for other in kept):
        return False
    mine = [seat, *(other for other in kept if (other.officer, other.day) == (seat.officer, seat.day))]
    choices = week.choices(week.office.officer(seat.officer), week.days[index])
    return any(all(fits(week, choice, each) for each in mine) for choice in choices)


def _collide(seat: Duty, other: Duty) -> bool:
    overlap = seat.day == other.day and seat.start < other.end and other.start < seat.end
    return overlap and (seat.officer == other.officer or seat.counter == other.counter)
