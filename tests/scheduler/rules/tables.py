"""One small office for the rules' tables: two officers who can do a and b, a counter for each, a Saturday."""

from datetime import date, timedelta

from benchmarks.offices import make_office, make_week, seasonal, span
from office.days import CalendarEntry
from office.people import Absence
from office.services import Promise
from office.weeks import monday_of
from scheduler.roster import Assignment, Duty, History, Roster, Turns
from scheduler.rules import Rule
from scheduler.shifts import Shift
from scheduler.week import OfficeWeek
from tests.scheduler.rules.cases import decide

MON, TUE, WED, THU, FRI, SAT, SUN = (monday_of("2026-W49") + timedelta(n) for n in range(7))
PROMISES = (Promise(id="a", name="A", steps=frozenset("a")), Promise(id="b", name="B", steps=frozenset("b")))
SHIFTS = (
    Shift(id="day", name="Dinas", hours=seasonal(mon_thu=span("07.30-16.00"), fri=span("07.30-16.30"))),
    Shift(id="short", name="Sabtu", hours=seasonal(sat=span("07.30-15.00"))),
)


def given(
    officers: tuple[str, ...] = ("ab", "ab"),
    promises: tuple[Promise, ...] = (),
    absences: tuple[Absence, ...] = (),
    entries: tuple[CalendarEntry, ...] = (),
    turns: tuple[Turns, ...] = (),
    tolerance: int = 0,
) -> OfficeWeek:
    """The week; officers are p1, p2, ..., counters l1 (a) and l2 (b)."""
    office = make_office([("one", "a"), ("two", "b")], officers, promises, saturday="08.00-12.00")
    contracts = tuple(c.model_copy(update={"tolerance_minutes": tolerance}) for c in office.contracts)
    history = History(known=True, turns=turns)
    return make_week(office.model_copy(update={"contracts": contracts}), SHIFTS, absences, entries, history)


def works(day: date, officer: str = "p1", lunch: int | None = 720, hours: str | None = None) -> Assignment:
    """A shift 07.30-16.00 (Friday 16.30, Saturday 15.00) with an hour of break (Friday 90 min, Saturday none)."""
    rest = {4: 90, 5: 0}.get(day.weekday(), 60)
    usual = {4: "07.30-16.30", 5: "07.30-15.00"}.get(day.weekday(), "07.30-16.00")
    return Assignment(
        officer=officer, day=day, shift="short" if day.weekday() == 5 else "day", span=span(hours or usual),
        break_start=lunch if rest else None, break_minutes=rest if lunch is not None else 0,
    )  # fmt: skip


def at(counter: str, day: date, hours: str, officer: str = "p1", steps: str = "") -> Duty:
    """A stretch at a counter."""
    served = steps or {"l1": "a", "l2": "b"}.get(counter, "a")
    stretch = span(hours)
    return Duty(
        officer=officer, day=day, start=stretch.start, end=stretch.end, activity="counter", counter=counter,
        steps=frozenset(served),
    )  # fmt: skip


def does(activity: str, day: date, hours: str, officer: str = "p1", task: str | None = None) -> Duty:
    """A stretch of anything else."""
    stretch = span(hours)
    return Duty(officer=officer, day=day, start=stretch.start, end=stretch.end, activity=activity, task=task)


def roster_of(*parts: Assignment | Duty) -> Roster:
    """A roster of assignments and duties."""
    return Roster(
        office="test", week="2026-W49", slot_minutes=30,
        assignments=tuple(part for part in parts if isinstance(part, Assignment)),
        duties=tuple(part for part in parts if isinstance(part, Duty)),
    )  # fmt: skip


def keeps(rule: Rule, week: OfficeWeek, *parts: Assignment | Duty) -> bool:
    """Whether the rule, as law, is kept; the model and the checker must say the same."""
    law, roster = rule.model_copy(update={"level": "broken"}), roster_of(*parts)
    kept = not list(law.violations(roster, week))
    assert decide([law], week, roster).accepted is kept
    return kept
