"""Incident: a published week with what cannot be any more taken out of it, before anybody has reacted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from office.days import Day
from office.office import Office
from office.people import Absence
from office.services import Promise
from office.values import MINUTES_A_DAY, Span
from scheduler.cover import promise_need
from scheduler.repair.changes import Absent, Change, Closed, CounterDown, Late, Leaves, Outage
from scheduler.repair.edits import inside, merged, outside, spent, with_assignment, with_days, without_day
from scheduler.roster import Assignment, Duty, Roster, Shortage
from scheduler.rules import AnyRule
from scheduler.shifts import break_starts
from scheduler.week import OfficeWeek, without


@dataclass(frozen=True)
class Incident:
    """What is known when somebody asks for help.

    Parameters
    ----------
    week
        The givens, absences of the incident among them; days that are closed now hold no service.
    rules
        What a roster must keep or should keep.
    published
        The roster on the wall.
    hit
        The same without what cannot be any more; nobody has taken anything over yet.
    changes
        What happened.
    today, now
        Up to this minute of this day, and on all days before, nothing can be changed any more.
    """

    week: OfficeWeek
    rules: tuple[AnyRule, ...]
    published: Roster
    hit: Roster
    changes: tuple[Change, ...]
    today: date
    now: int

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Open days on which something happens."""
        dates = {change.day for change in self.changes}
        return tuple(day for day in self.week.open_days if day.date in dates and day.date >= self.today)

    def begins(self, day: date) -> int:
        """The first minute of a day that can still be changed."""
        if day < self.today:
            return MINUTES_A_DAY
        return self.now if day == self.today else 0

    def free(self, day: date) -> np.ndarray:
        """Slots of a day that can still be changed and in which counters work, bool, shape (slots,)."""
        grid = self.week.grid
        return self.week.service[self.week.index(day)] & (grid.minutes >= self.begins(day))

    def open_counters(self, day: date) -> dict[str, np.ndarray]:
        """Slots in which each counter that works at all can be used, bool, shape (slots,)."""
        grid = self.week.grid
        found = {c.id: np.ones(grid.slots, dtype=bool) for c in self.week.office.counters if c.available}
        for change in self.changes:
            if isinstance(change, CounterDown) and change.day == day and change.counter in found:
                found[change.counter] &= ~grid.touches([change.span])
        return found

    def office_on(self, day: date) -> Office:
        """The office with counters closed that are down for the rest of the day: nobody is called to one of them."""
        usable = self.open_counters(day)
        shut = {c for c, is_open in usable.items() if not (is_open & self.free(day)).any() and self.free(day).any()}
        counters = (c.model_copy(update={"available": c.available and c.id not in shut})
                    for c in self.week.office.counters)  # fmt: skip
        return self.week.office.model_copy(update={"counters": tuple(counters)}) if shut else self.week.office

    def stopped(self, day: date, start: int, end: int) -> frozenset[str]:
        """Steps that nobody can serve in a stretch of a day."""
        outages = (c for c in self.changes if isinstance(c, Outage) and c.day == day and c.span.overlap(start, end))
        return frozenset().union(*(outage.steps for outage in outages))

    def need(self, promise: Promise, day: date) -> np.ndarray:
        """Officers that a promise asks for while its steps can be served, int, shape (slots,)."""
        grid, asked = self.week.grid, promise_need(self.week, promise)[self.week.index(day)].copy()
        for slot, start in enumerate(grid.minutes.tolist()):
            if promise.steps <= self.stopped(day, start, start + grid.slot_minutes):
                asked[slot] = 0
        return asked

    def is_suspended(self, shortage: Shortage) -> bool:
        """Whether a promise is open only because its steps cannot be served by anybody."""
        promise = next(p for p in self.week.office.promises if p.id == shortage.promise)
        return promise.steps <= self.stopped(shortage.day, shortage.start, shortage.end)

    def missed(self, officer: str, day: date) -> tuple[Span, ...]:
        """When an officer is not there although the wall says so."""
        found = []
        for change in self.changes:
            if isinstance(change, Absent) and (change.officer, change.day) == (officer, day):
                found.append(Span(start=0, end=MINUTES_A_DAY))
            if isinstance(change, Late) and (change.officer, change.day) == (officer, day) and change.minute:
                found.append(Span(start=0, end=change.minute))
            if (
                isinstance(change, Leaves)
                and (change.officer, change.day) == (officer, day)
                and (change.minute < MINUTES_A_DAY)
            ):
                found.append(Span(start=change.minute, end=MINUTES_A_DAY))
        return tuple(found)

    @cached_property
    def touched(self) -> frozenset[tuple[str, date]]:
        """Officers and days whom the incident changes by itself, whatever others do."""
        pairs = {(d.officer, d.day) for d in self.published.duties}
        return frozenset(p for p in pairs if self.published.duties_of(*p) != self.hit.duties_of(*p))


def make_incident(
    week: OfficeWeek, rules: Sequence[AnyRule], published: Roster, changes: Sequence[Change], today: date, now: int
) -> Incident:
    """The week after these changes.

    Parameters
    ----------
    week
        The givens before them, but for days that are closed now.
    rules
        The office's.
    published
        The roster on the wall.
    changes
        What happened; of each officer's day at most one thing.
    today, now
        Nothing before this minute of this day can be changed.
    """
    absences = (*published.absences, *(a for c in changes for a in _absence(c, published)))
    changed = replace(week, absences=tuple(dict.fromkeys((*week.absences, *absences))))
    hit = published.model_copy(update={"absences": absences})
    found = Incident(changed, tuple(rules), published, hit, tuple(changes), today, now)
    for change in changes:
        hit = struck(found, hit, change)
    return replace(found, hit=hit)


def _absence(change: Change, published: Roster) -> Iterable[Absence]:
    """Days and hours away that a change brings; its reason is nobody's business."""
    if isinstance(change, Absent):
        yield Absence(officer=change.officer, start=change.day, end=change.day, kind="off_duty")
    if isinstance(change, Late | Leaves):
        for held in published.assignments_of(change.officer, change.day):
            low, high = (0, change.minute) if isinstance(change, Late) else (change.minute, MINUTES_A_DAY)
            low, high = max(low, held.span.start), min(high, held.span.end)
            if low < high:
                hours = Span(start=low, end=high)
                yield Absence(officer=change.officer, start=change.day, end=change.day, kind="off_duty", hours=hours)


def struck(incident: Incident, roster: Roster, change: Change) -> Roster:
    """The roster without what a change makes impossible."""
    if isinstance(change, Absent):
        return without_day(roster, change.officer, change.day)
    if isinstance(change, Closed):
        for officer in {d.officer for d in roster.duties if d.day == change.day}:
            roster = without_day(roster, officer, change.day)
        return roster
    if isinstance(change, Late | Leaves):
        return _shortened(incident, roster, change)
    if isinstance(change, CounterDown | Outage):
        here = {d.officer for d in roster.at_counters(change.day)}
        edited = {o: _disturbed(roster.duties_of(o, change.day), change) for o in sorted(here)}
        return with_days(roster, change.day, edited)
    return roster


def _shortened(incident: Incident, roster: Roster, change: Late | Leaves) -> Roster:
    """The officer's day with the hours that he misses cut off."""
    week = incident.week
    for held in roster.assignments_of(change.officer, change.day):
        span = without(held.span, incident.missed(change.officer, change.day))
        if span is None:
            return without_day(roster, change.officer, change.day)
        rest = _rest(incident, held, span)
        minutes = held.break_minutes if rest is not None else 0
        new = held.model_copy(update={"span": span, "break_start": rest, "break_minutes": minutes})
        duties = rested(week, roster.duties_of(change.officer, change.day), held, new)
        clipped = merged(part for duty in duties for part in inside(duty, span.start, span.end))
        roster = with_assignment(roster, new, clipped)
    return roster


def _rest(incident: Incident, held: Assignment, span: Span) -> int | None:
    """When the break of a shortened day begins: as published where that fits, else the nearest turn still to come."""
    rule = incident.week.break_rule(incident.week.day(held.day))
    turns = [t for t in break_starts(span, rule, incident.week.grid.slot_minutes) if t is not None]
    if held.break_start is None or held.break_start in turns:
        return held.break_start
    usual, begins = held.break_start, incident.begins(held.day)
    return min((t for t in turns if t >= begins), key=lambda turn: abs(turn - usual), default=None)


def rested(week: OfficeWeek, duties: Iterable[Duty], held: Assignment, new: Assignment) -> tuple[Duty, ...]:
    """An officer's duties with the break at its new time; what was his break becomes time on standby."""
    found = tuple(duties)
    if (held.break_start, held.break_minutes) == (new.break_start, new.break_minutes):
        return found
    if held.break_start is not None:
        found = merged(_worked(week, part) if part.activity == "break" else part for part in found)
    if new.break_start is not None:
        ends = new.break_start + new.break_minutes
        rest = Duty(officer=new.officer, day=new.day, start=new.break_start, end=ends, activity="break")
        found = spent(found, rest)
    return found


def _worked(week: OfficeWeek, rest: Duty) -> Duty:
    served = any(span.covers(rest.start, rest.end) for span in week.day(rest.day).service)
    return rest.model_copy(update={"activity": "standby" if served else "back_office"})


def _disturbed(duties: Iterable[Duty], change: CounterDown | Outage) -> tuple[Duty, ...]:
    """Duties of an officer's day without what cannot be done; he is free meanwhile."""
    found: list[Duty] = []
    for duty in duties:
        lost = _lost(duty, change)
        if not lost:
            found.append(duty)
            continue
        found += outside(duty, change.span.start, change.span.end)
        found += (_without(part, lost) for part in inside(duty, change.span.start, change.span.end))
    return merged(found)


def _lost(duty: Duty, change: CounterDown | Outage) -> frozenset[str]:
    """Steps that a duty cannot serve any more."""
    if isinstance(change, Outage):
        return duty.steps & change.steps
    return duty.steps if duty.counter == change.counter else frozenset()


def _without(duty: Duty, steps: frozenset[str]) -> Duty:
    left = duty.steps - steps
    if left:
        return duty.model_copy(update={"steps": left})
    return duty.model_copy(update={"activity": "standby", "counter": None, "steps": frozenset()})
