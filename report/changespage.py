"""The sheet of changes: who is where now, in big letters, and a short text for each officer whose day changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from office.values import Span
from planning.replan import Replanned
from planning.results import RosterFile
from report.oncall import on_call_changes
from report.places import Names
from report.repairs import before_of, calls, happened_lines, law_lines, open_lines, place, together, turn_lines
from report.repairs import told as told_of
from report.stamp import Stamp, code, title_of
from report.templating import render
from report.words.catalogue import Words
from scheduler.repair.effect import Move
from scheduler.repair.proposals import Proposal


@dataclass(frozen=True)
class Line:
    """A stretch of an officer's day: when, where to, where from."""

    times: str
    after: str
    before: str


@dataclass(frozen=True)
class Person:
    """An officer whose day changes."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ChangedDay:
    """One day: who is where now, and what everybody should know."""

    title: str
    people: tuple[Person, ...]


@dataclass(frozen=True)
class ChangesPage:
    """Everything on the sheet."""

    happened: tuple[str, ...]
    days: tuple[ChangedDay, ...]
    notes: tuple[str, ...]
    letters: float


MANY, HUGE, SMALL = 14, 17.0, 11.0
"""Lines from which on letters shrink, and the sizes between which they do, in points."""


def changes_html(found: Replanned, proposal: Proposal, file: RosterFile, words: Words, number: int) -> str:
    """The sheet of a proposal that is taken as an edition of some number, to be pinned beside the week."""
    page = changes_page(found, proposal, Names(found.incident.week.office, words))
    return render("changes.html", words, stamp=_stamp(found, file, words, number), page=page)


def changes_page(found: Replanned, proposal: Proposal, names: Names) -> ChangesPage:
    """What stands on the sheet."""
    incident, effect = found.incident, proposal.effect
    dates = sorted({move.day for move in effect.moves} | {change.day for change in incident.changes})
    days = tuple(_day(found, day, [move for move in effect.moves if move.day == day], names) for day in dates)
    lines = sum(len(person.lines) for day in days for person in day.people)
    notes = (
        *calls(incident, proposal.roster, names),
        *open_lines(incident, proposal.roster, effect.shortages, names),
        *law_lines(effect, names),
        *turn_lines(effect, names),
    )
    letters = max(SMALL, min(HUGE, HUGE * MANY / max(lines, 1)))
    return ChangesPage(tuple(happened_lines(incident, names)), days, notes, letters)


def _day(found: Replanned, day: date, moves: Iterable[Move], names: Names) -> ChangedDay:
    people = []
    for officer, mine in groupby(moves, key=lambda move: move.officer):
        lines = tuple(
            Line(
                names.times(Span(start=ways[0].start, end=ways[-1].end)), place(ways[0].after, names),
                before_of(ways, names),
            )
            for ways in together(found.incident, mine)
        )  # fmt: skip
        people.append(Person(names.officers[officer], lines))
    return ChangedDay(names.words.day(day), tuple(people))


def change_texts(found: Replanned, proposal: Proposal, names: Names) -> dict[str, str]:
    """A short text for a messenger, for each officer whose day changes: his own changes and nobody's figures."""
    words, office = names.words, found.incident.week.office
    texts: dict[str, list[str]] = {}
    for each in told_of(found.incident, proposal.effect.moves, names):
        lines = texts.setdefault(
            each.officer, [words("replan.text", officer=names.officers[each.officer]), office.name]
        )
        lines += ["", f"{words.weekday(each.day)} {words.short_day(each.day)}", *(f"  {line}" for line in each.lines)]
    for officer, more in on_call_changes(found.incident.published, proposal.roster, names).items():
        begun = texts.setdefault(officer, [words("replan.text", officer=names.officers[officer]), office.name])
        begun += ["", *more]
    return {officer: "\n".join([*lines, "", words("replan.text.end"), ""]) for officer, lines in texts.items()}


def _stamp(found: Replanned, file: RosterFile, words: Words, number: int) -> Stamp:
    week = found.incident.week
    moment = file.provenance.created_at.astimezone(ZoneInfo(week.office.zone))
    clock = words.clock(60 * moment.hour + moment.minute)
    made = words("stamp.edition", number=number, day=f"{words.short_day(moment.date())} {moment.year}", clock=clock)
    last = week.open_days[-1].date if week.open_days else week.days[-1].date
    return Stamp(
        week.office.name, title_of(week.week, last, words), made, words("stamp.code", code=code(file.roster))
    )  # fmt: skip
