"""Edits: an officer's day with a stretch of it spent otherwise; what is not touched stays as it was."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from scheduler.allocation.board import assemblies
from scheduler.roster import Assignment, Duty, Roster
from scheduler.week import OfficeWeek

SAME = {"start", "end"}


@dataclass(frozen=True)
class Stint:
    """A stretch that an officer spends at a counter, or on standby where `counter` is None."""

    officer: str
    start: int
    end: int
    counter: str | None


def with_stints(week: OfficeWeek, roster: Roster, day: date, stints: Iterable[Stint]) -> Roster:
    """The roster in which these stretches of a day are spent so."""
    edited: dict[str, tuple[Duty, ...]] = {}
    for stint in stints:
        duties = edited.get(stint.officer, roster.duties_of(stint.officer, day))
        edited[stint.officer] = spent(duties, _duty(week, day, stint))
    return with_days(roster, day, edited)


def with_days(roster: Roster, day: date, edited: dict[str, tuple[Duty, ...]]) -> Roster:
    """The roster with these officers' duties of a day in place of their own."""
    kept = (duty for duty in roster.duties if duty.day != day or duty.officer not in edited)
    return roster.model_copy(update={"duties": (*kept, *(d for mine in edited.values() for d in mine))})


def spent(duties: Iterable[Duty], new: Duty) -> tuple[Duty, ...]:
    """An officer's duties of a day with a stretch spent on something else; equal neighbours become one."""
    parts = [part for duty in duties for part in outside(duty, new.start, new.end)]
    return merged([*parts, new])


def outside(duty: Duty, start: int, end: int) -> Iterator[Duty]:
    """What of a duty lies before and after a stretch."""
    for low, high in ((duty.start, min(duty.end, start)), (max(duty.start, end), duty.end)):
        if low < high:
            yield duty.model_copy(update={"start": low, "end": high})


def inside(duty: Duty, start: int, end: int) -> Iterator[Duty]:
    """What of a duty lies within a stretch."""
    low, high = max(duty.start, start), min(duty.end, end)
    if low < high:
        yield duty.model_copy(update={"start": low, "end": high})


def merged(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """One officer's duties of a day by start; neighbours with the same content are one."""
    found: list[Duty] = []
    for duty in sorted(duties, key=lambda duty: duty.start):
        last = found[-1] if found else None
        if last is not None and last.end == duty.start and content(last) == content(duty):
            found[-1] = last.model_copy(update={"end": duty.end})
        else:
            found.append(duty)
    return tuple(found)


def content(duty: Duty) -> tuple[object, ...]:
    """What is done, whenever."""
    return duty.activity, duty.counter, duty.steps, duty.task


def fresh_day(week: OfficeWeek, assignment: Assignment) -> tuple[Duty, ...]:
    """A day of nothing but standby in service hours: break and assemblies at their time, back office around them."""
    day = week.day(assignment.day)
    span, rest = (
        assignment.span,
        (assignment.break_start or 0, (assignment.break_start or 0) + assignment.break_minutes),
    )
    meets = assemblies(week, week.index(assignment.day))
    edges = {span.start, span.end, *rest, *(e for pair in meets for e in pair)}
    edges |= {edge for part in day.service for edge in (part.start, part.end)}
    found = []
    for start, end in pairwise(sorted(edge for edge in edges if span.start <= edge <= span.end)):
        if assignment.on_break(start, end):
            activity = "break"
        elif any(low <= start and end <= high for low, high in meets):
            activity = "assembly"
        else:
            activity = "standby" if any(part.covers(start, end) for part in day.service) else "back_office"
        found.append(
            Duty.model_validate({"officer": assignment.officer, "day": assignment.day, "start": start, "end": end,
                                 "activity": activity})
        )  # fmt: skip
    return merged(found)


def with_assignment(roster: Roster, new: Assignment, duties: tuple[Duty, ...]) -> Roster:
    """The roster in which an officer works this on the day, and nothing else."""
    kept = tuple(a for a in roster.assignments if (a.officer, a.day) != (new.officer, new.day))
    changed = roster.model_copy(update={"assignments": (*kept, new)})
    return with_days(changed, new.day, {new.officer: duties})


def without_day(roster: Roster, officer: str, day: date) -> Roster:
    """The roster in which an officer does nothing on a day."""
    kept = tuple(a for a in roster.assignments if (a.officer, a.day) != (officer, day))
    return with_days(roster.model_copy(update={"assignments": kept}), day, {officer: ()})


def _duty(week: OfficeWeek, day: date, stint: Stint) -> Duty:
    where = {"officer": stint.officer, "day": day, "start": stint.start, "end": stint.end}
    if stint.counter is None:
        return Duty.model_validate({**where, "activity": "standby"})
    office = week.office
    steps = office.served_at(office.officer(stint.officer).skills, office.counter(stint.counter).type)
    return Duty.model_validate({**where, "activity": "counter", "counter": stint.counter, "steps": steps})
