"""Turns: burdens as one week leaves them to the next."""

from collections.abc import Iterator, Sequence
from datetime import date

from office.days import Calendar, Day
from office.grid import SlotGrid
from office.office import Office
from office.people import Officer
from office.values import MINUTES_A_DAY, Span
from office.weeks import dates_of
from scheduler.horizon import LOOK_BACK, OUTSIDE
from scheduler.roster import Assignment, History, Roster, Turns
from scheduler.rules.burdens import PARTS, Burden, chances, priority_steps, taken, usual_burdens
from scheduler.rules.seated import main_desk
from scheduler.shifts import Shift
from scheduler.week import OfficeWeek
from scheduler.weekhorizon import week_horizon


def with_newcomers(history: History, office: Office, burdens: Sequence[Burden] | None = None) -> History:
    """The history with officers who have none, beginning each burden at the mean of their group.

    Otherwise a newcomer would be given every turn until he has caught up. His group are the officers with a history
    who may work the same shifts, for counters those who can take turns there. What the mean has beyond whole turns
    is credited.
    """
    known = {turns.officer for turns in history.turns}
    shared = usual_burdens(office) if burdens is None else burdens
    new = (_begun(history, office, officer, shared) for officer in office.officers if officer.id not in known)
    return history.model_copy(update={"turns": (*history.turns, *new)}) if history.known else history


def _begun(history: History, office: Office, officer: Officer, burdens: Sequence[Burden]) -> Turns:
    means = {burden.id: _mean(history, burden.id, _sharing(office, officer, burden)) for burden in burdens}
    return Turns(
        officer=officer.id,
        burdens={burden: mean // PARTS for burden, mean in means.items()},
        credits={burden: mean % PARTS for burden, mean in means.items() if mean % PARTS},
    )


def _sharing(office: Office, officer: Officer, burden: Burden) -> frozenset[str]:
    """Who shares a burden with an officer; nobody where he has no part in it."""
    if burden.counters is None:
        return frozenset(other.id for other in office.officers if other.shifts == officer.shifts)
    steps = priority_steps(office, burden.counters)
    able = frozenset(other.id for other in office.officers if office.able(other.skills) & steps)
    return able if officer.id in able else frozenset()


def _mean(history: History, burden: str, group: frozenset[str]) -> int:
    """Mean turns and credits of a group, in parts of a turn."""
    counts = [
        PARTS * turns.burdens.get(burden, 0) + turns.credits.get(burden, 0)
        for turns in history.turns
        if turns.officer in group
    ]
    return sum(counts) // len(counts) if counts else 0


def week_turns(week: OfficeWeek, roster: Roster, burdens: Sequence[Burden] | None = None) -> dict[str, dict[str, int]]:
    """Turns that each officer of the office takes in this week, by burden; None means the usual burdens."""
    shared = usual_burdens(week.office) if burdens is None else burdens
    horizon = week_horizon(week, roster)
    counts = {burden.id: taken(week, roster, burden, horizon).sum(axis=1) for burden in shared}
    return {o: {id: int(found[n]) for id, found in counts.items()} for n, o in enumerate(week.office.officer_ids)}


def week_credits(week: OfficeWeek, roster: Roster, burdens: Sequence[Burden]) -> dict[str, dict[str, int]]:
    """Parts of turns that each officer is credited with for days of this week on which he was away, by burden."""
    horizon = week_horizon(week, roster)
    counts = {b.id: chances(week, b, horizon).credits(taken(week, roster, b, horizon)) for b in burdens}
    return {
        o: {id: int(found[n]) for id, found in counts.items() if found[n]}
        for n, o in enumerate(week.office.officer_ids)
    }


def history_after(
    week: OfficeWeek, roster: Roster, history: History, burdens: Sequence[Burden] | None = None
) -> History:
    """What the next week must know: turns added up, each officer's last day and end, and days in a row."""
    shared = usual_burdens(week.office) if burdens is None else burdens
    counts, credits = week_turns(week, roster, shared), week_credits(week, roster, shared)
    history = with_newcomers(history, week.office, shared)
    known = tuple(_after(history.of(id), counts[id], credits[id], week.days, roster) for id in counts)
    gone = tuple(turns for turns in history.turns if turns.officer not in counts)
    worked = (*history.past, *roster.assignments, *_outside_days(week.days, roster))
    past = tuple(a for a in worked if (week.days[-1].date - a.day).days < LOOK_BACK)
    on_call = tuple(a for a in (*history.on_call, *roster.on_call) if (week.days[-1].date - a.day).days < LOOK_BACK)
    return History(known=True, turns=known + gone, past=past, on_call=on_call)


def extend_history(
    history: History,
    roster: Roster,
    office: Office,
    calendar: Calendar,
    shifts: tuple[Shift, ...] = (),
    burdens: Sequence[Burden] | None = None,
) -> History:
    """The same for a roster of some earlier week: call it in the order of the weeks."""
    dates = dates_of(roster.week)
    whole_day = Span(start=0, end=MINUTES_A_DAY)
    grid = SlotGrid.spanning(dates[0], dates[-1], whole_day, roster.slot_minutes, office.zone)
    days = calendar.days(dates[0], dates[-1])
    week = OfficeWeek(office, roster.week, days, grid, shifts, roster.absences)
    return history_after(week, roster, history, burdens)


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


def _after(
    before: Turns, added: dict[str, int], credited: dict[str, int], days: tuple[Day, ...], roster: Roster
) -> Turns:
    burdens = {id: before.burdens.get(id, 0) + added.get(id, 0) for id in before.burdens | added}
    credits = {id: before.credits.get(id, 0) + credited.get(id, 0) for id in before.credits | credited}
    desk = main_desk(duty for day in days for duty in roster.duties_of(before.officer, day.date))
    weeks = 0 if desk is None else before.desk_weeks + 1 if desk == before.desk else 1
    last_day, last_end, in_row = before.last_day, before.last_end, before.days_in_row
    for day in days:
        if _is_worked(roster, before.officer, day.date):
            in_row = in_row + 1 if last_day is not None and (day.date - last_day).days == 1 else 1
            last_day, last_end = day.date, _end_of(roster, before.officer, day.date)
    return Turns(
        officer=before.officer, burdens=burdens, credits=credits, last_day=last_day, last_end=last_end,
        days_in_row=in_row, desk=desk, desk_weeks=weeks,
    )  # fmt: skip


def _is_worked(roster: Roster, officer: str, day: date) -> bool:
    """Whether an officer works on a day; outside duty is work, whether an event or an absence names it."""
    away = any(a.kind == "outside_duty" and a.officer == officer and a.covers(day) for a in roster.absences)
    return away or _end_of(roster, officer, day) is not None


def _end_of(roster: Roster, officer: str, day: date) -> int | None:
    """Minute at which a day's work ends, outside duty included; None without work, and where no time is known."""
    ends = [assignment.span.end for assignment in roster.assignments_of(officer, day)]
    ends += [duty.end for duty in roster.duties_of(officer, day) if duty.activity == "outside_duty"]
    return max(ends, default=None)
