"""An edited cell becomes an officer's day: coarse duties before and after the break, or a day away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from office.people import Absence
from planning.weeksheet.cells import CellEdit
from planning.weeksheet.halfdays import Place, halves
from planning.weeksheet.rows import SheetData, SheetDay
from scheduler.roster import Activity, Assignment, Duty, Roster


class NoShift(ValueError):
    """Nobody works a shift on this day: the office is closed, or the officer has none."""


class UnknownTurn(ValueError):
    """The day has no such lunch turn."""


@dataclass(frozen=True)
class _Doing:
    """What a stretch is spent on."""

    activity: Activity
    counter: str | None = None
    task: str | None = None


def with_edit(data: SheetData, roster: Roster, officer: str, day: SheetDay, edit: CellEdit) -> Roster:
    """`roster` with one officer's day replaced by what a cell asks for.

    Stand-ins that hang on the officer's old day are dropped: whether they still hold is to be worked out anew.

    Raises
    ------
    NoShift, UnknownTurn
        If the wish fits no shift or no lunch turn of the day.
    """
    away = edit.morning.kind
    assignment, duties = (None, ()) if away in ("leave", "off_duty", "off") else _day(data, officer, day, edit)
    whole_day_out = edit.morning == edit.afternoon == Place("outside_duty")
    absences = [piece for absence in roster.absences for piece in _without(absence, officer, day.day)]
    if away in ("leave", "off_duty") or whole_day_out:
        absences.append(Absence.model_validate({"officer": officer, "start": day.day, "end": day.day, "kind": away}))
    kept = _kept(roster, officer, day.day)
    return Roster(
        office=roster.office, week=roster.week, slot_minutes=roster.slot_minutes, stand_ins=kept.stand_ins,
        assignments=(*kept.assignments, *((assignment,) if assignment and not whole_day_out else ())),
        duties=(*kept.duties, *(() if whole_day_out else duties)), absences=tuple(absences), on_call=roster.on_call,
    )  # fmt: skip


def _kept(roster: Roster, officer: str, day: date) -> Roster:
    """The roster without anything that hangs on one officer's day."""
    return Roster(
        office=roster.office, week=roster.week, slot_minutes=roster.slot_minutes, absences=roster.absences,
        on_call=roster.on_call,
        assignments=tuple(a for a in roster.assignments if (a.officer, a.day) != (officer, day)),
        duties=tuple(d for d in roster.duties if (d.officer, d.day) != (officer, day)),
        stand_ins=tuple(s for s in roster.stand_ins if s.day != day or officer not in (s.officer, s.stand_in)),
    )  # fmt: skip


def _without(absence: Absence, officer: str, day: date) -> Iterator[Absence]:
    """What is left of an absence when one day of one officer is taken out."""
    if absence.officer != officer or not absence.covers(day):
        yield absence
        return
    one = timedelta(1)
    for start, end in ((absence.start, day - one), (day + one, absence.end)):
        if start <= end:
            yield absence.model_copy(update={"start": start, "end": end})


def _day(data: SheetData, officer: str, day: SheetDay, edit: CellEdit) -> tuple[Assignment, tuple[Duty, ...]]:
    assignment = _assignment(data, officer, day, edit)
    duties = tuple(
        Duty(officer=officer, day=day.day, start=start, end=end, activity=doing.activity, counter=doing.counter,
             steps=_steps(data, officer, doing.counter), task=doing.task)
        for start, end, doing in _stretches(data, day, assignment, edit)
    )  # fmt: skip
    return assignment, duties


def _assignment(data: SheetData, officer: str, day: SheetDay, edit: CellEdit) -> Assignment:
    """The officer's shift of the day, else the usual one, with other times and another lunch turn where asked for."""
    own = data.roster.assignments_of(officer, day.day)
    usual = own[0] if own else data.usual.get((officer, day.day))
    if usual is None or not day.service:
        raise NoShift(officer)
    span, rest = edit.span or usual.span, usual.break_start
    if edit.turn is not None:
        if not 1 <= edit.turn <= len(day.turns):
            raise UnknownTurn(edit.turn)
        rest = day.turns[edit.turn - 1]
    if rest is not None and not span.covers(rest, rest + usual.break_minutes):
        rest = None
    minutes = usual.break_minutes if rest is not None else 0
    return usual.model_copy(update={"span": span, "break_start": rest, "break_minutes": minutes})


def _steps(data: SheetData, officer: str, counter: str | None) -> frozenset[str]:
    """What the officer serves there. Without any skill for it the counter's steps stand, and the checker objects."""
    if counter is None:
        return frozenset()
    offered = data.counters[counter][1]
    return (offered & data.officers[officer][1]) or offered


def _stretches(
    data: SheetData, day: SheetDay, assignment: Assignment, edit: CellEdit
) -> Iterator[tuple[int, int, _Doing]]:
    """Start, end and activity of each stretch; together they tile the shift."""
    assemblies = {d.task: (d.start, d.end) for d in data.roster.duties if d.day == day.day and d.activity == "assembly"}
    first, second = halves(assignment, data.roster.slot_minutes)
    edges = {assignment.span.start, assignment.span.end, first.end, second.start}
    edges |= {edge for span in day.service for edge in (span.start, span.end)}
    edges |= {edge for ends in assemblies.values() for edge in ends}
    inside = sorted(edge for edge in edges if assignment.span.start <= edge <= assignment.span.end)

    def doing(start: int, end: int) -> _Doing:
        if assignment.on_break(start, end):
            return _Doing("break")
        for task, (begins, ends) in assemblies.items():
            if begins <= start and end <= ends:
                return _Doing("assembly", task=task)
        place = edit.morning if start < first.end else edit.afternoon
        serving = any(span.covers(start, end) for span in day.service)
        if place.kind == "outside_duty":
            return _Doing("outside_duty")
        if place.kind == "counter" and serving:
            return _Doing("counter", place.counter)
        return _Doing("standby" if place.kind == "standby" and serving else "back_office")

    pieces = [(start, end, doing(start, end)) for start, end in pairwise(inside)]
    for what, group in groupby(pieces, key=lambda piece: piece[2]):
        run = list(group)
        yield run[0][0], run[-1][1], what
