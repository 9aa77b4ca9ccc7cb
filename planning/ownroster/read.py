"""Reading an office's own roster: found by itself where it is clear, asked for in words where it is not."""

from collections import Counter as Tally
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from office.days import Calendar, Day
from office.office import Office
from office.people import Absence
from office.problems import Param, Place, Problem, RosterError
from office.values import Span
from office.weeks import monday_of, week_of
from planning.ownroster.codes import Codes, spans_of
from planning.ownroster.entries import Entry, Found, find_entries, officer_names
from planning.ownroster.form import AWAY, RosterForm
from planning.ownroster.tables import Table, read_tables
from scheduler.roster import Assignment, Roster
from scheduler.shifts import Shift, break_starts

MOST_MISSING = 8
"""Names that are listed one by one."""


@dataclass(frozen=True)
class OwnRoster:
    """A week of an own roster.

    Parameters
    ----------
    roster
        Shifts and absences; who sits where, and when breaks are, the file does not say. Breaks are taken in turns.
    earlier
        Work on days of the file before the week.
    notes
        How the file was read.
    """

    roster: Roster
    earlier: tuple[Assignment, ...]
    notes: tuple[Problem, ...]


def read_own(
    path: Path, office: Office, shifts: Sequence[Shift], calendar: Calendar, form: RosterForm, week: str | None
) -> OwnRoster:
    """The roster of a week from a table of officers and days, or from a list with a line for each duty.

    Parameters
    ----------
    path
        XLSX, other workbooks, or CSV.
    office, shifts, calendar
        Whose roster it is, and which days are of which season.
    form
        What the config says about the file.
    week
        ISO week; None where the file has only one.

    Raises
    ------
    RosterError
        With what was found and what is needed: no table of a roster, several weeks, unclear codes, unknown names.
    """
    found = _found(path, office, form, monday_of(week) if week is not None else None)
    codes = Codes(tuple(shifts), form.codes, found.legend)
    week = _week(found, week, path)
    problems = [*found.problems, *_unclear(found, codes), *_doubles(found, codes)]
    if problems:
        raise RosterError(*problems)
    worked = _assignments(found.entries, codes, office, calendar)
    days = {monday_of(week) + timedelta(n) for n in range(7)}
    roster = Roster(
        office=office.id, week=week, slot_minutes=office.slot_minutes, duties=(),
        assignments=tuple(a for a in worked if a.day in days),
        absences=tuple(
            Absence(officer=e.officer, start=e.day, end=e.day, kind=kind)
            for e in found.entries for kind in (codes.meaning(e.code),)
            if e.day in days and kind in ("leave", "off_duty", "outside_duty")
        ),
    )  # fmt: skip
    earlier = tuple(a for a in worked if a.day < min(days))
    return OwnRoster(roster, earlier, tuple(_notes(found, codes, office, days)))


def _found(path: Path, office: Office, form: RosterForm, monday: date | None) -> Found:
    tables = read_tables(path)
    if form.sheet is not None:
        tables = tuple(t for t in tables if t.place.sheet == form.sheet)
        if not tables:
            raise RosterError(Problem("own.no_sheet", Place(file=path.name), form.sheet))
    names = officer_names(office, form.officers)
    found = [each for each in (find_entries(table, names, monday) for table in tables) if each is not None]
    if not found:
        raise RosterError(_nothing(path, tables))
    best = max(found, key=lambda each: len(each.entries))
    rivals = [each.table.place.sheet or "" for each in found if len(each.entries) == len(best.entries)]
    if len(rivals) > 1:
        raise RosterError(Problem("own.several_sheets", Place(file=path.name), ", ".join(rivals)))
    return best


def _nothing(path: Path, tables: Iterable[Table]) -> Problem:
    named = ", ".join(table.place.sheet for table in tables if table.place.sheet)
    return Problem("own.no_table", Place(file=path.name), named or path.name)


def _week(found: Found, asked: str | None, path: Path) -> str:
    """The week asked for if the file has it; without one the only week of the file."""
    weeks = Tally(week_of(entry.day) for entry in found.entries if entry.code)
    if asked is not None and asked in weeks:
        return asked
    if asked is None and len(weeks) == 1:
        return next(iter(weeks))
    code = "own.no_codes" if not weeks else "own.which_week" if asked is None else "own.week_missing"
    raise RosterError(Problem(code, Place(file=path.name), asked or ", ".join(sorted(weeks)), tuple(sorted(weeks))))


def _unclear(found: Found, codes: Codes) -> Iterable[Problem]:
    """Each code that is not clear once, with how often it stands there."""
    unclear = Tally(entry.code for entry in found.entries if codes.meaning(entry.code) is None)
    known = {shift.id for shift in codes.shifts} | set(AWAY)
    wrong = {code: told for code, told in codes.given.items() if told not in known}
    for code, told in wrong.items():
        yield Problem("own.code_of_nothing", found.table.place, told, tuple(sorted(known)), {"code": code})
    for code, count in unclear.items():
        first = next(entry for entry in found.entries if entry.code == code)
        params: dict[str, Param] = {"count": count, "shifts": ", ".join(codes.shift_names(code))}
        yield Problem("own.code", first.where, code, codes.choices(code), params)


def _doubles(found: Found, codes: Codes) -> Iterable[Problem]:
    """A list that says two different things of an officer's day."""
    said: dict[tuple[str, date], Entry] = {}
    for entry in found.entries:
        other = said.setdefault((entry.officer, entry.day), entry)
        if codes.meaning(entry.code) != codes.meaning(other.code):
            yield Problem("own.twice", entry.where, f"{other.code}, {entry.code}", (), {"day": f"{entry.day}"})


def _assignments(entries: Sequence[Entry], codes: Codes, office: Office, calendar: Calendar) -> tuple[Assignment, ...]:
    by_id = {shift.id: shift for shift in codes.shifts}
    dates = [entry.day for entry in entries]
    days = {day.date: day for day in calendar.days(min(dates), max(dates))}
    worked: dict[tuple[str, date], Assignment] = {}
    turns: Tally[date] = Tally()
    for entry in entries:
        shift = by_id.get(codes.meaning(entry.code) or "")
        if shift is not None and (entry.officer, entry.day) not in worked:
            worked[entry.officer, entry.day] = _assignment(entry, shift, office, days[entry.day], turns[entry.day])
            turns[entry.day] += 1
    return tuple(worked.values())


def _assignment(entry: Entry, shift: Shift, office: Office, day: Day, turn: int) -> Assignment:
    """The shift with one of its breaks; at times of another day where it is not worked on this one."""
    weekday = entry.day.weekday()
    span: Span = shift.on(weekday, day.season) or spans_of(shift)[0]
    rule = office.breaks.on(weekday, day.season)
    starts = break_starts(span, rule, office.slot_minutes)
    start = starts[turn % len(starts)]
    minutes = rule.minutes if rule is not None and start is not None else 0
    return Assignment(
        officer=entry.officer, day=entry.day, shift=shift.id, span=span, break_start=start, break_minutes=minutes
    )


def _notes(found: Found, codes: Codes, office: Office, days: set[date]) -> Iterable[Problem]:
    """How it was read, so that a reader can object; who and what is missing."""
    mine = [entry for entry in found.entries if entry.day in days]
    used = {entry.code: codes.meaning(entry.code) or "" for entry in mine if entry.code}
    names = {shift.id: shift.name for shift in codes.shifts}
    told: dict[str, Param] = {
        kind: ", ".join(sorted(code for code, said in used.items() if said == kind)) or "–" for kind in AWAY
    }
    worked = ", ".join(f"{code} = {names[said]}" for code, said in sorted(used.items()) if said in names) or "–"
    params: dict[str, Param] = {"officers": len({entry.officer for entry in mine}), "shifts": worked, **told}
    yield Problem("own.read", found.table.place, found.table.place.sheet or "", params=params, severity="note")
    absent = [o.name for o in office.officers if o.id not in {entry.officer for entry in mine}]
    if absent:
        listed = ", ".join(absent[:MOST_MISSING]) + (" …" if len(absent) > MOST_MISSING else "")
        yield Problem("own.officers_missing", found.table.place, listed, severity="warning")
