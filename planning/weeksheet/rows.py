"""The hidden sheet of week.xlsx: a roster as rows of text, and what is needed to read edited cells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from office.people import Absence
from office.problems import Place, Problem, RosterError
from office.provenance import Provenance
from office.values import Span
from planning.weeksheet.halfdays import break_turns
from scheduler.roster import Assignment, Duty, Roster, StandIn
from scheduler.week import OfficeWeek

SHEET = "_data"
FORMAT = ("loket-week", "1")
Row = tuple[str, ...]


@dataclass(frozen=True)
class SheetDay:
    """A column of the week sheet: its date, what stands above it, and when counters work (nothing when closed)."""

    day: date
    heading: str
    service: tuple[Span, ...]
    turns: tuple[int, ...]


@dataclass(frozen=True)
class SheetData:
    """All that the hidden sheet holds.

    Parameters
    ----------
    roster, provenance
        As written.
    title, heading
        Name of the visible sheet, and what stands above its officers.
    days
        Columns of the week sheet.
    officers, counters
        Name and steps by id.
    texts
        What each visible cell said when it was written, by (officer, date).
    usual
        The shift an officer would work on a day, by (officer, date): for a cell that puts somebody on duty.
    """

    roster: Roster
    provenance: Provenance
    title: str
    heading: str
    days: tuple[SheetDay, ...]
    officers: Mapping[str, tuple[str, frozenset[str]]]
    counters: Mapping[str, tuple[str, frozenset[str]]]
    texts: Mapping[tuple[str, date], str]
    usual: Mapping[tuple[str, date], Assignment]


def sheet_data(
    week: OfficeWeek, roster: Roster, provenance: Provenance, title: str, heading: str, headings: Mapping[date, str],
    texts: Mapping[tuple[str, date], str], officers: Mapping[str, str], counters: Mapping[str, str],
) -> SheetData:  # fmt: skip
    """What the hidden sheet holds for a roster whose visible cells read `texts`; names by id as they are shown."""
    office = week.office
    days = [day for day in week.days if day.date in headings]
    return SheetData(
        roster, provenance, title, heading,
        tuple(SheetDay(d.date, headings[d.date], d.service, break_turns(roster.assignments, d.date)) for d in days),
        {o.id: (officers[o.id], office.able(o.skills)) for o in office.officers},
        {c.id: (counters[c.id], office.counter_type(c.type).steps) for c in office.counters},
        texts,
        {(o.id, d.date): usual for o in office.officers for d in days for usual in week.choices(o, d)[:1]},
    )  # fmt: skip


def to_rows(data: SheetData) -> Iterator[Row]:
    """The rows of the hidden sheet; the first names the format."""
    roster = data.roster
    yield FORMAT
    yield "provenance", data.provenance.model_dump_json()
    yield "sheet", data.title, data.heading
    yield "roster", roster.office, roster.week, str(roster.slot_minutes)
    for day in data.days:
        yield "day", f"{day.day}", day.heading, _spans(day.service), " ".join(map(str, day.turns))
    for kind, names in (("officer", data.officers), ("counter", data.counters)):
        for id, (name, steps) in names.items():
            yield kind, id, name, _words(steps)
    for (officer, when), text in data.texts.items():
        yield "cell", officer, f"{when}", text
    yield from (("usual", *_assignment_row(usual)) for usual in data.usual.values())
    yield from (("assignment", *_assignment_row(assignment)) for assignment in roster.assignments)
    yield from (("on_call", *_assignment_row(held)) for held in roster.on_call)
    for d in roster.duties:
        yield ("duty", d.officer, f"{d.day}", str(d.start), str(d.end), d.activity, d.counter or "", _words(d.steps),
               d.task or "")  # fmt: skip
    for s in roster.stand_ins:
        yield "stand_in", s.officer, f"{s.day}", str(s.start), str(s.end), s.counter, s.stand_in or ""
    for absence in roster.absences:
        yield "absence", absence.officer, f"{absence.start}", f"{absence.end}", absence.kind


def from_rows(rows: Sequence[Row], file: str) -> SheetData:
    """The values of the hidden rows.

    Raises
    ------
    RosterError
        ``sheet.format`` when the rows are of another format, ``sheet.damaged`` when they cannot be read.
    """
    if not rows or rows[0][:2] != FORMAT:
        found = " ".join(rows[0][:2]) if rows else ""
        raise RosterError(Problem("sheet.format", Place(file=file, sheet=SHEET), found, (" ".join(FORMAT),)))
    try:
        data = _parsed(rows)
    except (ValidationError, ValueError, IndexError, KeyError) as error:
        raise RosterError(Problem("sheet.damaged", Place(file=file, sheet=SHEET))) from error
    if not data.texts.keys() >= {(officer, day.day) for officer in data.officers for day in data.days}:
        raise RosterError(Problem("sheet.damaged", Place(file=file, sheet=SHEET)))
    return data


def _parsed(rows: Sequence[Row]) -> SheetData:
    parts: dict[str, list[Row]] = {}
    for kind, *fields in rows[1:]:
        parts.setdefault(kind, []).append(tuple(fields))
    title, heading = parts["sheet"][0][:2]
    return SheetData(
        _roster(parts), Provenance.model_validate_json(parts["provenance"][0][0]), title, heading,
        tuple(SheetDay(date.fromisoformat(day), text, _to_spans(spans), tuple(map(int, turns.split())))
              for day, text, spans, turns, *_ in parts.get("day", [])),
        _names(parts.get("officer", [])), _names(parts.get("counter", [])),
        {(officer, date.fromisoformat(day)): text for officer, day, text, *_ in parts.get("cell", [])},
        {(a.officer, a.day): a for a in map(_to_assignment, parts.get("usual", []))},
    )  # fmt: skip


def _roster(parts: Mapping[str, list[Row]]) -> Roster:
    office, week, slot_minutes, *_ = parts["roster"][0]
    return Roster.model_validate({
        "office": office, "week": week, "slot_minutes": slot_minutes,
        "assignments": tuple(map(_to_assignment, parts.get("assignment", []))),
        "duties": tuple(map(_to_duty, parts.get("duty", []))),
        "stand_ins": tuple(map(_to_stand_in, parts.get("stand_in", []))),
        "absences": tuple(map(_to_absence, parts.get("absence", []))),
        "on_call": tuple(map(_to_assignment, parts.get("on_call", []))),
    })  # fmt: skip


def _assignment_row(a: Assignment) -> Row:
    rest = "" if a.break_start is None else str(a.break_start)
    return a.officer, f"{a.day}", a.shift, str(a.span.start), str(a.span.end), rest, str(a.break_minutes)


def _to_assignment(row: Row) -> Assignment:
    officer, day, shift, start, end, rest, minutes = row[:7]
    return Assignment(officer=officer, day=date.fromisoformat(day), shift=shift, break_minutes=int(minutes),
                      span=Span(start=int(start), end=int(end)), break_start=int(rest) if rest else None)  # fmt: skip


def _to_duty(row: Row) -> Duty:
    officer, day, start, end, activity, counter, steps, task = row[:8]
    return Duty.model_validate({
        "officer": officer, "day": day, "start": int(start), "end": int(end), "activity": activity,
        "counter": counter or None, "steps": frozenset(steps.split()), "task": task or None,
    })  # fmt: skip


def _to_stand_in(row: Row) -> StandIn:
    officer, day, start, end, counter, who = row[:6]
    return StandIn(officer=officer, day=date.fromisoformat(day), start=int(start), end=int(end), counter=counter,
                   stand_in=who or None)  # fmt: skip


def _to_absence(row: Row) -> Absence:
    officer, start, end, kind = row[:4]
    return Absence.model_validate({"officer": officer, "start": start, "end": end, "kind": kind})


def _names(rows: Iterable[Row]) -> dict[str, tuple[str, frozenset[str]]]:
    return {id: (name, frozenset(steps.split())) for id, name, steps, *_ in rows}


def _words(items: Iterable[str]) -> str:
    return " ".join(sorted(items))


def _spans(spans: Iterable[Span]) -> str:
    return " ".join(f"{span.start}-{span.end}" for span in spans)


def _to_spans(text: str) -> tuple[Span, ...]:
    ends = (part.split("-") for part in text.split())
    return tuple(Span(start=int(start), end=int(end)) for start, end in ends)
