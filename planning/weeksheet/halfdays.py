"""Half days: where an officer is in the morning and in the afternoon, as paper shows it."""

from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from office.values import Span
from scheduler.roster import Assignment, Duty, Roster

PlaceKind = Literal["counter", "back_office", "standby", "outside_duty", "leave", "off_duty", "off"]
WHOLE_DAY: tuple[PlaceKind, ...] = ("leave", "off_duty", "off")
"""Kinds that fill a whole day or none of it."""
OTHER_PLACE_MINUTES = 60
"""From how many minutes on a second place in the same half day is marked."""


@dataclass(frozen=True)
class Place:
    """Where somebody is; `counter` only at a counter."""

    kind: PlaceKind
    counter: str | None = None


OFF = Place("off")
DESK = Place("back_office")


@dataclass(frozen=True)
class DayCell:
    """One officer's day in one cell.

    Parameters
    ----------
    morning, afternoon
        The place with the most minutes before and after the break.
    moved
        Whether an hour or more of that half day is spent at another place.
    turn
        Which lunch turn of the day, 1 = first; None without a break.
    assignment
        The shift; None when not on duty here.
    """

    morning: Place = OFF
    afternoon: Place = OFF
    moved: tuple[bool, bool] = (False, False)
    turn: int | None = None
    assignment: Assignment | None = None


def halves(assignment: Assignment, slot_minutes: int) -> tuple[Span, Span]:
    """The stretches before and after the break; without a break the shift is cut at the slot edge near its middle."""
    span, rest = assignment.span, assignment.break_start
    if rest is not None and span.start < rest and rest + assignment.break_minutes < span.end:
        return Span(start=span.start, end=rest), Span(start=rest + assignment.break_minutes, end=span.end)
    middle = round((span.start + span.end) / 2 / slot_minutes) * slot_minutes
    middle = min(max(middle, span.start + 1), span.end - 1)
    return Span(start=span.start, end=middle), Span(start=middle, end=span.end)


def break_turns(assignments: Sequence[Assignment], day: date) -> tuple[int, ...]:
    """Minutes at which breaks start on a day, in order: the first is turn 1."""
    return tuple(sorted({a.break_start for a in assignments if a.day == day and a.break_start is not None}))


def day_cell(roster: Roster, officer: str, day: date, service: Sequence[Span]) -> DayCell:
    """What one cell of the week sheet says of an officer's day; `service` is when counters work."""
    absence = next((a for a in roster.absences if a.officer == officer and a.covers(day)), None)
    assignments, duties = roster.assignments_of(officer, day), roster.duties_of(officer, day)
    if not assignments:
        away = any(duty.activity == "outside_duty" for duty in duties)
        place = Place("outside_duty") if away else Place(absence.kind) if absence else OFF
        return DayCell(place, place)
    assignment = assignments[0]
    morning, afternoon = (_main_place(duties, half, service) for half in halves(assignment, roster.slot_minutes))
    turns = break_turns(roster.assignments, day)
    turn = turns.index(assignment.break_start) + 1 if assignment.break_start is not None else None
    return DayCell(morning[0], afternoon[0], (morning[1], afternoon[1]), turn, assignment)


def _main_place(duties: Sequence[Duty], half: Span, service: Sequence[Span]) -> tuple[Place, bool]:
    """The place with the most minutes of a half day, and whether another has an hour or more.

    Only minutes in which counters work count, unless the half day has none of them; counters come first.
    """
    for window in (service, (half,)):
        minutes = _minutes(duties, half, window)
        order = sorted(minutes, key=lambda place: (-minutes[place], place.kind != "counter"))
        if order:
            return order[0], any(minutes[place] >= OTHER_PLACE_MINUTES for place in order[1:])
    return DESK, False


def _minutes(duties: Sequence[Duty], half: Span, window: Sequence[Span]) -> Tally[Place]:
    """Minutes at each place within a half day and a window."""
    minutes: Tally[Place] = Tally()
    for duty in duties:
        if duty.activity not in ("break", "assembly"):
            start, end = max(duty.start, half.start), min(duty.end, half.end)
            minutes[place_of(duty)] += sum(span.overlap(start, end) for span in window)
    return +minutes


def place_of(duty: Duty) -> Place:
    """The place of a stretch; breaks and assemblies count as behind the counters."""
    kinds: dict[str, PlaceKind] = {"counter": "counter", "standby": "standby", "outside_duty": "outside_duty"}
    return Place(kinds.get(duty.activity, "back_office"), duty.counter)
