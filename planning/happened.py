"""Happened: what a head types of a bad morning, read into changes; everything that cannot be so is told at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from office.office import Office
from office.problems import InputError, Problem
from office.values import clock
from planning.spoken import When, counter_named, officer_named, read_factor, read_when, steps_named
from scheduler.repair.changes import Absent, Change, Closed, CounterDown, Demand, Late, Leaves, Outage
from scheduler.roster import Roster
from scheduler.week import OfficeWeek


@dataclass(frozen=True)
class Told:
    """The words of the call: each option as often as it was given, and from when on things may change.

    `start` is the minute of --from, `day` the day that is meant where an option names none.
    """

    absent: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    outage: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    visitors: tuple[str, ...] = ()
    start: int | None = None
    day: str | None = None


@dataclass
class _Reading:
    """What is being read, and what was wrong with it."""

    week: OfficeWeek
    roster: Roster
    usual: date | None
    problems: list[Problem] = field(default_factory=list)

    @property
    def office(self) -> Office:
        return self.week.office

    def officer(self, id: str) -> str:
        return self.office.officer(id).name

    def wrong(self, code: str, found: str, allowed: Sequence[str] = (), **params: str | int | float) -> None:
        self.problems.append(Problem(f"replan.{code}", found=found, allowed=tuple(allowed), params=params))


@dataclass(frozen=True)
class Happened:
    """What happened, and the minute of the day before which nothing can be changed any more."""

    changes: tuple[Change, ...]
    today: date
    now: int


def read_happened(told: Told, week: OfficeWeek, roster: Roster, this_day: date) -> Happened:
    """The changes that a call tells of.

    Parameters
    ----------
    told
        The words of the call.
    week, roster
        The published week.
    this_day
        The date of today: meant where no day is named and it lies in the week.

    Raises
    ------
    InputError
        With everything that is unknown, contradicts something else or cannot be.
    """
    reading = _Reading(week, roster, None)
    reading.usual = _usual_day(told, week, this_day)
    changes = tuple(dict.fromkeys(_changes(told, reading)))
    _check_together(changes, reading)
    if not changes and not reading.problems:
        reading.wrong("nothing", "")
    today = reading.usual or min((c.day for c in changes), default=week.days[0].date)
    _check_clock(told.start, today, reading)
    if reading.problems:
        raise InputError(*reading.problems)
    shut = {change.day for change in changes if isinstance(change, Closed)}
    return Happened(
        tuple(c for c in changes if isinstance(c, Closed) or c.day not in shut), today, told.start or 0
    )  # fmt: skip


def _usual_day(told: Told, week: OfficeWeek, this_day: date) -> date | None:
    """The day meant where none is named: the one of --day, else the first one named, else today."""
    dates = [day.date for day in week.days]
    if told.day is not None:
        return read_when(told.day, dates).day
    texts = [*told.absent, *told.late, *told.leaves, *told.down, *told.outage, *told.visitors]
    parts = [*told.closed, *(part for text in texts for part in text.split("@")[1:])]
    named = [day for part in parts if (day := read_when(part, dates).day) is not None]
    return min(named) if named else this_day if this_day in dates else None


def _changes(told: Told, reading: _Reading) -> Iterator[Change]:
    dates = [day.date for day in reading.week.days]
    if told.day is not None and read_when(told.day, dates).day is None:
        reading.wrong("day", told.day)
        return
    for text in told.closed:
        yield from _closed(text, reading)
    for text in told.absent:
        yield from _absent(text, reading)
    for kind, texts in ((Late, told.late), (Leaves, told.leaves)):
        for text in texts:
            yield from _hours(kind, text, reading)
    for text in told.down:
        yield from _down(text, reading)
    for text in told.outage:
        yield from _outage(text, reading)
    for text in told.visitors:
        yield from _demand(text, reading)


def _parts(text: str, reading: _Reading) -> Iterator[tuple[str, date, When]]:
    """The name, the day and when on it; nothing where the day or the time cannot be understood."""
    name, *rest = (part.strip() for part in text.split("@"))
    if not name:
        reading.wrong("no_name", text)
        return
    when = When()
    dates = [day.date for day in reading.week.days]
    for part in rest:
        found = read_when(part, dates)
        if found == When():
            reading.wrong("when", part, option=text)
            return
        when = when.with_(found)
    day = when.day or reading.usual
    if day is None:
        reading.wrong("which_day", text, week=reading.week.week)
    elif _is_open(day, text, reading):
        yield name, day, when


def _is_open(day: date, text: str, reading: _Reading) -> bool:
    if day not in {other.date for other in reading.week.days}:
        reading.wrong("other_week", text, day=f"{day}", week=reading.week.week)
    elif not reading.week.day(day).is_open:
        reading.wrong("closed_day", text, day=f"{day}")
    else:
        return True
    return False


def _closed(text: str, reading: _Reading) -> Iterator[Change]:
    for _, day, _ in _parts(f"-@{text}", reading):
        yield Closed(day=day)


def _absent(text: str, reading: _Reading) -> Iterator[Change]:
    for officer, day, _ in _officer(text, reading):
        yield Absent(officer=officer, day=day)


def _officer(text: str, reading: _Reading) -> Iterator[tuple[str, date, When]]:
    """The officer, the day and when on it, if he has anything to do then."""
    for name, day, when in _parts(text, reading):
        officer, near = officer_named(name, reading.office)
        if officer is None:
            reading.wrong("officer" if near else "officer_unlike", name, near)
        elif reading.week.absence_of(officer, day):
            reading.wrong("already_away", reading.officer(officer), day=f"{day}")
        elif not reading.roster.duties_of(officer, day):
            reading.wrong("no_work", reading.officer(officer), day=f"{day}")
        else:
            yield officer, day, when


def _hours(kind: type[Late] | type[Leaves], text: str, reading: _Reading) -> Iterator[Change]:
    for officer, day, when in _officer(text, reading):
        held = reading.roster.assignments_of(officer, day)
        if when.minute is None:
            reading.wrong("which_time", text)
        elif not held:
            reading.wrong("no_work", reading.officer(officer), day=f"{day}")
        elif not held[0].span.start < when.minute < held[0].span.end:
            reading.wrong("outside_shift", reading.officer(officer), span=str(held[0].span), day=f"{day}")
        else:
            yield kind(officer=officer, day=day, minute=when.minute)


def _down(text: str, reading: _Reading) -> Iterator[Change]:
    for name, day, when in _parts(text, reading):
        counter, near = counter_named(name, reading.office)
        if counter is None:
            reading.wrong("counter", name, near)
        elif not reading.office.counter(counter).available:
            reading.wrong("counter_closed", reading.office.counter(counter).name)
        else:
            yield CounterDown(counter=counter, day=day, span=when.span)


def _outage(text: str, reading: _Reading) -> Iterator[Change]:
    for name, day, when in _parts(text, reading):
        steps, near = steps_named(name, reading.office)
        if steps:
            yield Outage(name=name, steps=steps, day=day, span=when.span)
        else:
            reading.wrong("steps", name, near)


def _demand(text: str, reading: _Reading) -> Iterator[Change]:
    for amount, day, _ in _parts(text, reading):
        factor = read_factor(amount)
        if factor is None:
            reading.wrong("visitors", amount)
        else:
            yield Demand(day=day, factor=factor)


def _check_together(changes: Iterable[Change], reading: _Reading) -> None:
    """What cannot be at once: absent and late, late after he left, two sizes of one crowd."""
    of_officer: dict[tuple[str, date], list[Change]] = defaultdict(list)
    crowds: dict[date, list[Demand]] = defaultdict(list)
    for change in changes:
        if isinstance(change, Absent | Late | Leaves):
            of_officer[change.officer, change.day].append(change)
        if isinstance(change, Demand):
            crowds[change.day].append(change)
    for (officer, day), told in of_officer.items():
        lates = [c.minute for c in told if isinstance(c, Late)]
        leaves = [c.minute for c in told if isinstance(c, Leaves)]
        is_away = any(isinstance(c, Absent) for c in told) and len(told) > 1
        if is_away or len(lates) > 1 or len(leaves) > 1 or (lates and leaves and lates[0] >= leaves[0]):
            reading.wrong("contradiction", reading.officer(officer), day=f"{day}")
    for day, told_of in crowds.items():
        if len(told_of) > 1:
            reading.wrong("two_crowds", f"{day}")


def _check_clock(start: int | None, today: date, reading: _Reading) -> None:
    """Nothing can be changed on a day that is over."""
    dates = [day.date for day in reading.week.days]
    if start is None or today not in dates or not reading.week.day(today).is_open:
        return
    closes = max(span.end for span in reading.week.day(today).service)
    if start >= closes:
        reading.wrong("day_over", clock(start), day=f"{today}", closes=clock(closes))
