"""The head's workbook: people, days away, counters, events and bookings, read from XLSX with every mistake at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from office.bookings import Booking
from office.days import CalendarEntry
from office.office import Office
from office.people import Absence, Officer
from office.problems import ConfigError, Place, Problem
from office.services import Counter
from office.visits.names import plain, words
from planning.advice import advice
from planning.booksheets import AWAY_NAMES, AWAY_SHOWN, SKILL
from planning.bookwishes import wishes_in
from planning.calendarfile import entries_in
from planning.cells import RowReader, day_in, minute_in, one_of, whole_in, yes_in
from planning.config import Config
from planning.sheetfile import Sheet, read_sheets
from scheduler.rules.wishes import Wish, Wishes


@dataclass(frozen=True)
class Book:
    """What the head says.

    Parameters
    ----------
    absences
        Days away, without their reasons.
    officers
        Everybody who works here now; empty leaves those of the YAML.
    counters
        All counters with their state; empty leaves those of the YAML.
    entries
        Events, for the calendar.
    bookings
        Appointments by time and service.
    wishes
        Who would like to work when, or not.
    notes
        What works but deserves a look.
    """

    absences: tuple[Absence, ...] = ()
    officers: tuple[Officer, ...] = ()
    counters: tuple[Counter, ...] = ()
    entries: tuple[CalendarEntry, ...] = ()
    bookings: tuple[Booking, ...] = ()
    wishes: tuple[Wish, ...] = ()
    notes: tuple[Problem, ...] = ()


def told(path: Path, book: Book) -> tuple[Problem, ...]:
    """What was read from a workbook, and what of it deserves a look: a head sees that his entries counted."""
    counted = {
        "absences": len(book.absences),
        "closed": sum(not counter.available for counter in book.counters),
        "events": len(book.entries),
        "bookings": sum(booking.count for booking in book.bookings),
        "wishes": len(book.wishes),
    }
    return (Problem("book.read", Place(file=str(path)), params=counted, severity="note"), *book.notes)


def read_book(path: Path, config: Config) -> Book:
    """Reads a filled-in workbook.

    Parameters
    ----------
    path
        The XLSX, as `report.workbook.workbook` writes it; sheets may be missing, empty rows are passed over.
    config
        The office that it belongs to.

    Raises
    ------
    ConfigError
        With every mistake: sheet, row, column, what was found and what is allowed.
    """
    problems: list[Problem] = []
    sheets = read_sheets(path, problems)
    notes: list[Problem] = []
    office = config.office
    services = {name: s.id for s in office.services for name in (s.ticket, s.name, s.id) if name}
    people = _people(sheets["people"], office, notes) if "people" in sheets else ()
    names = {name: o.id for o in (*office.officers, *people) for name in (o.id, o.name)}
    book = Book(
        absences=tuple(a for row in _rows(sheets, "away") for a in _absence(row, names)),
        officers=people,
        counters=_counters(sheets["counters"], office) if "counters" in sheets else (),
        entries=tuple(entry for row in _rows(sheets, "events") for entry in entries_in(row, services)),
        bookings=tuple(b for row in _rows(sheets, "bookings") for b in _booking(row, services)),
        wishes=tuple(w for row in _rows(sheets, "wishes") for w in wishes_in(row, names, config.roster.shifts)),
    )
    if problems:
        raise ConfigError(*problems)
    notes += _new_advice(config, with_book(config, book), Place(file=str(path)))
    return replace(book, notes=tuple(notes))


def with_book(config: Config, book: Book) -> Config:
    """The config with the workbook's officers and counters in place of its own, and its wishes among the rules.

    Days away, events and bookings belong to weeks, not to the config: they stay in the book.
    """
    if book.wishes:
        rules = (*config.roster.rules, Wishes(wishes=book.wishes))
        config = config.model_copy(update={"roster": config.roster.model_copy(update={"rules": rules})})
    if not book.officers and not book.counters:
        return config
    office = config.office
    parts = dict(office)
    parts["officers"] = book.officers or office.officers
    parts["counters"] = book.counters or office.counters
    return Config(**{**dict(config), "office": Office(**parts)})


def _rows(sheets: Mapping[str, Sheet], id: str) -> tuple[RowReader, ...]:
    return sheets[id].rows if id in sheets else ()


# --- people --------------------------------------------------------------------------------------------------------


def _people(sheet: Sheet, office: Office, notes: list[Problem]) -> tuple[Officer, ...]:
    """Officers who are active, in the order of the sheet; problems go to the rows, remarks to `notes`."""
    known = {officer.id: officer for officer in office.officers}
    found: list[Officer] = []
    seen: set[str] = set()
    for row in sheet.rows:
        if not row.require("name"):
            continue
        _refuse_repeated(row, seen)
        skills = _skills(row, office, known.get(row.id))
        if not row.read("active", yes_in, True):
            continue
        if not skills:
            row.report("name", "book.no_skill")
        elif row.id in known:
            old = known[row.id]
            found.append(Officer(**{**dict(old), "name": row.text("name"), "skills": skills}))
        else:
            new = _new_officer(row.text("name"), skills, office, {*known, *(officer.id for officer in found)})
            found.append(new)
            notes.append(Problem("book.new_officer", row.place, new.name, params={"contract": new.contract},
                                 severity="note"))  # fmt: skip
    listed = {row.id for row in sheet.rows}
    notes += [
        Problem("book.officer_missing", sheet.place, officer.name, severity="note")
        for officer in office.officers
        if officer.id not in listed
    ]
    if not found and sheet.rows:
        sheet.problems.append(Problem("book.nobody", sheet.place))
    return tuple(found)


def _refuse_repeated(row: RowReader, seen: set[str]) -> None:
    """A name must be one officer's: days away are told by it."""
    for text in {plain(row.text("name")), f"id {row.id}" if row.id else ""} - {""}:
        if text in seen:
            row.report("name", "book.name_twice")
        seen.add(text)


def _skills(row: RowReader, office: Office, old: Officer | None) -> frozenset[str]:
    """Skills marked in a row; a skill without a column of its own stays as it was."""
    marked = {skill for skill in office.skills if row.read(f"{SKILL}{skill}", yes_in, False)}
    kept = {skill for skill in (old.skills if old else ()) if f"{SKILL}{skill}" not in row.headings}
    return frozenset(marked | kept)


def _new_officer(name: str, skills: frozenset[str], office: Office, taken: set[str]) -> Officer:
    """An officer whom the YAML does not know, with the contract that most have."""
    contracts = [officer.contract for officer in office.officers]
    usual = max(dict.fromkeys(contracts), key=contracts.count)
    base = "_".join(words(name)).encode("ascii", "ignore").decode()[:36].strip("_") or "petugas"
    names = (base, *(f"{base}_{n}" for n in range(2, 1000)))
    return Officer(id=next(n for n in names if n not in taken), name=name, skills=skills, contract=usual)


def _absence(row: RowReader, names: Mapping[str, str]) -> Iterable[Absence]:
    before = len(row.problems)
    row.require("officer", "start", "kind")
    people = tuple(name for name, id in names.items() if name != id)
    officer = row.read("officer", one_of(names, "book.officer", people), "")
    start = row.read("start", day_in, date.min)
    end = row.read("end", day_in, start)
    kind = row.read("kind", one_of(AWAY_NAMES, "book.away_kind", AWAY_SHOWN), "off_duty")
    if start > end and len(row.problems) == before:
        row.report("end", "cell.date_order", (f"{start:%d/%m/%Y}",))
    return [Absence(officer=officer, start=start, end=end, kind=kind)] if len(row.problems) == before else []


# --- counters and bookings -----------------------------------------------------------------------------------------


def _counters(sheet: Sheet, office: Office) -> tuple[Counter, ...]:
    """All counters of the office, with the state that the sheet gives them."""
    state: dict[str, bool] = {}
    spelled = {name: c.id for c in office.counters for name in (c.id, c.name)}
    for row in sheet.rows:
        id = row.id if row.id in spelled.values() else row.read(
            "name", one_of(spelled, "book.counter", tuple(c.name for c in office.counters)), ""
        )  # fmt: skip
        if id:
            state[id] = row.read("open", yes_in, True)
    return tuple(Counter(**{**dict(c), "available": state.get(c.id, c.available)}) for c in office.counters)


def _booking(row: RowReader, services: Mapping[str, str]) -> Iterable[Booking]:
    before = len(row.problems)
    row.require("day", "minute", "service", "count")
    named = one_of(services, "cell.service", tuple(dict.fromkeys(services.values())))
    fields = {
        "day": row.read("day", day_in, date.min),
        "minute": row.read("minute", minute_in, 0),
        "service": row.read("service", named, ""),
        "count": row.read("count", whole_in, 0),
        "booked_on": row.read("booked_on", day_in, None),
        "quota": row.read("quota", whole_in, None),
    }
    return [Booking.model_validate(fields)] if len(row.problems) == before else []


def _new_advice(old: Config, new: Config, where: Place) -> Iterator[Problem]:
    """What these people and counters cannot do that the YAML's could: notes, for a plan is made all the same."""
    before = {(problem.code, problem.found) for _, problem in advice(old.office, old.roster.shifts, old.roster.rules)}
    for _, problem in advice(new.office, new.roster.shifts, new.roster.rules):
        if (problem.code, problem.found) not in before:
            yield Problem(problem.code, where, problem.found, problem.allowed, problem.params, "note")
