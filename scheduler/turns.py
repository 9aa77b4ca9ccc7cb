"""Turns: burdens counted alike by the fair-turns rule and by what one week leaves to the next.

A burden is counted in days: a lunch later than the earliest the shift allows, a Saturday, a day with work at a
priority counter.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from office.days import Calendar, Day
from office.office import Office
from office.people import BreakRule, Officer
from office.values import Span
from office.weeks import dates_of
from scheduler.horizon import LOOK_BACK, OUTSIDE
from scheduler.roster import Assignment, Duty, History, Roster, Turns
from scheduler.shifts import break_starts
from scheduler.week import OfficeWeek

Burden = Literal["lunch", "saturday", "priority"]
BURDENS: tuple[Burden, ...] = ("lunch", "saturday", "priority")
SATURDAY = 5


def is_late_lunch(assignment: Assignment, rule: BreakRule | None, slot_minutes: int) -> bool:
    """Whether the break starts later than the earliest start that the shift allows."""
    earliest = break_starts(assignment.span, rule, slot_minutes)[0]
    return assignment.break_start is not None and earliest is not None and assignment.break_start > earliest


def is_saturday(day: date) -> bool:
    """Whether work on this day is a Saturday turn."""
    return day.weekday() == SATURDAY


def priority_counters(office: Office) -> frozenset[str]:
    """Counters for visitors who are called first.

    These can do a step that only services of the first priority class ask for; none when all services are of one
    class or share their steps.
    """
    first = min(service.priority for service in office.services)
    steps = {entry.step for service in office.services if service.priority == first for entry in service.route}
    shared = {entry.step for service in office.services if service.priority > first for entry in service.route}
    if not shared:
        return frozenset()
    own = steps - shared
    return frozenset(counter.id for counter in office.counters if office.counter_type(counter.type).steps & own)


def priority_steps(office: Office, counters: frozenset[str]) -> frozenset[str]:
    """Steps for which these counters are needed: those that no other counter does; all of theirs if there are none.

    Who can do one of them can take turns there. Others may help out at the counter, but could not hold it.
    """
    here, elsewhere = (
        frozenset().union(*(office.counter_type(c.type).steps for c in office.counters if (c.id in counters) is among))
        for among in (True, False)
    )
    return here - elsewhere or here


def is_priority_day(duties: Iterable[Duty], counters: frozenset[str]) -> bool:
    """Whether one officer's duties of one day include work at one of these counters."""
    return any(duty.counter in counters for duty in duties if duty.counter is not None)


def with_newcomers(history: History, office: Office, priority: frozenset[str] | None = None) -> History:
    """The history with officers who have none, beginning each burden at the mean of their group, rounded down.

    Otherwise a newcomer would be given every turn until he has caught up. His group are the officers with a history
    who may work the same shifts, for the priority counter those who can take turns there.
    """
    known = {turns.officer for turns in history.turns}
    groups = {officer.id: _groups(office, officer, priority) for officer in office.officers if officer.id not in known}
    new = (Turns(officer=id, burdens={b: _mean(history, b, groups[id][b]) for b in BURDENS}) for id in groups)
    return History(known=history.known, turns=(*history.turns, *new)) if history.known else history


def _groups(office: Office, officer: Officer, priority: frozenset[str] | None) -> dict[Burden, frozenset[str]]:
    """Who shares each burden with an officer; nobody where he has no part in it."""
    alike = frozenset(other.id for other in office.officers if other.shifts == officer.shifts)
    steps = priority_steps(office, priority_counters(office) if priority is None else priority)
    able = frozenset(other.id for other in office.officers if office.able(other.skills) & steps)
    return {"lunch": alike, "saturday": alike, "priority": able if officer.id in able else frozenset()}


def _mean(history: History, burden: Burden, group: frozenset[str]) -> int:
    counts = [turns.burdens.get(burden, 0) for turns in history.turns if turns.officer in group]
    return sum(counts) // len(counts) if counts else 0


def week_turns(
    week: OfficeWeek, roster: Roster, priority: frozenset[str] | None = None
) -> dict[str, dict[Burden, int]]:
    """Turns that each officer of the office takes in this week, by burden.

    Parameters
    ----------
    week, roster
        The givens and what was decided.
    priority
        Priority counters; None means those of `priority_counters`.
    """
    return _turns(week.office, week.days, roster, priority)


def history_after(
    week: OfficeWeek, roster: Roster, history: History, priority: frozenset[str] | None = None
) -> History:
    """What the next week must know: turns added up, each officer's last day and end, and days in a row."""
    return _extend(week.office, week.days, roster, history, priority)


def extend_history(
    history: History, roster: Roster, office: Office, calendar: Calendar, priority: frozenset[str] | None = None
) -> History:
    """The same for a roster of some earlier week: call it in the order of the weeks."""
    dates = dates_of(roster.week)
    return _extend(office, calendar.days(dates[0], dates[-1]), roster, history, priority)


def _turns(
    office: Office, days: tuple[Day, ...], roster: Roster, priority: frozenset[str] | None
) -> dict[str, dict[Burden, int]]:
    counters = priority_counters(office) if priority is None else priority
    counts: dict[str, dict[Burden, int]] = {id: dict.fromkeys(BURDENS, 0) for id in office.officer_ids}
    for officer, mine in counts.items():
        for day in days:
            rule = office.breaks.on(day.date.weekday(), day.season)
            worked = roster.assignments_of(officer, day.date)
            mine["lunch"] += any(is_late_lunch(assignment, rule, roster.slot_minutes) for assignment in worked)
            mine["saturday"] += bool(worked) and is_saturday(day.date)
            mine["priority"] += is_priority_day(roster.duties_of(officer, day.date), counters)
    return counts


def _extend(
    office: Office, days: tuple[Day, ...], roster: Roster, history: History, priority: frozenset[str] | None
) -> History:
    counts, history = _turns(office, days, roster, priority), with_newcomers(history, office, priority)
    known = tuple(_after(history.of(id), counts[id], days, roster) for id in office.officer_ids)
    gone = tuple(turns for turns in history.turns if turns.officer not in counts)
    worked = (*history.past, *roster.assignments, *_outside_days(days, roster))
    past = tuple(a for a in worked if (days[-1].date - a.day).days < LOOK_BACK)
    return History(known=True, turns=known + gone, past=past)


def _outside_days(days: tuple[Day, ...], roster: Roster) -> Iterator[Assignment]:
    """Days of outside duty as what was worked; where no hours are known, a day without minutes to speak of."""
    for day in days:
        for officer in sorted({o for o in _out(roster, day.date)}):
            spans = [Span(start=d.start, end=d.end) for d in roster.duties_of(officer, day.date)]
            span = Span(start=spans[0].start, end=spans[-1].end) if spans else Span(start=0, end=1)
            yield Assignment(officer=officer, day=day.date, shift=OUTSIDE, span=span)


def _out(roster: Roster, day: date) -> Iterator[str]:
    yield from (d.officer for d in roster.duties if d.day == day and d.activity == "outside_duty")
    yield from (a.officer for a in roster.absences if a.kind == "outside_duty" and a.covers(day))


def _after(before: Turns, added: dict[Burden, int], days: tuple[Day, ...], roster: Roster) -> Turns:
    burdens = dict(before.burdens)
    for burden, count in added.items():
        burdens[burden] = burdens.get(burden, 0) + count
    last_day, last_end, in_row = before.last_day, before.last_end, before.days_in_row
    for day in days:
        if _is_worked(roster, before.officer, day.date):
            in_row = in_row + 1 if last_day is not None and (day.date - last_day).days == 1 else 1
            last_day, last_end = day.date, _end_of(roster, before.officer, day.date)
    return Turns(officer=before.officer, burdens=burdens, last_day=last_day, last_end=last_end, days_in_row=in_row)


def _is_worked(roster: Roster, officer: str, day: date) -> bool:
    """Whether an officer works on a day; outside duty is work, whether an event or an absence names it."""
    away = any(a.kind == "outside_duty" and a.officer == officer and a.covers(day) for a in roster.absences)
    return away or _end_of(roster, officer, day) is not None


def _end_of(roster: Roster, officer: str, day: date) -> int | None:
    """Minute at which a day's work ends, outside duty included; None without work, and where no time is known."""
    ends = [assignment.span.end for assignment in roster.assignments_of(officer, day)]
    ends += [duty.end for duty in roster.duties_of(officer, day) if duty.activity == "outside_duty"]
    return max(ends, default=None)
