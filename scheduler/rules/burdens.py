"""Burdens: what nobody wants too often, who took it on which day, who could have, and who was away.

A burden is counted in days. Who was away on a day is credited with what those like him who were there took on the
mean, so that leave neither saves turns nor heaps them up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from office.office import Office
from office.people import BreakRule, Contract, Officer
from office.values import Slug, Span, Value
from scheduler.horizon import Horizon, LineName
from scheduler.oncall import on_call_horizon
from scheduler.roster import Assignment, Duty, Roster
from scheduler.rules.filters import ALL_WORK, Which, is_shift
from scheduler.shifts import break_starts
from scheduler.week import OfficeWeek
from scheduler.weekhorizon import held_in, week_horizon

PARTS = 1000
"""Parts of one turn in which credits are counted."""
SATURDAY = 5


class Burden(Value):
    """Something that should go round.

    Parameters
    ----------
    id, name
        For files and for people.
    work
        Days with such work count. Outside duty is meant only where its shift ``outside_duty`` is named.
    late_break
        Only if the break starts later than the shift would allow.
    counters
        Days with work at one of these counters count instead.
    """

    id: Slug
    name: str = ""
    work: Which = ALL_WORK
    late_break: bool = False
    counters: frozenset[Slug] | None = None

    @model_validator(mode="after")
    def _counts_work_or_counters(self) -> Burden:
        if self.counters is not None and (self.work != ALL_WORK or self.late_break):
            raise PydanticCustomError("burden", "{id} counts either work or counters", {"id": self.id})
        return self

    def line(self, office: Office) -> LineName:
        """Whether it is a burden of work or of being on call: that if posts on call are named as its shifts."""
        named = self.work.shifts or ()
        return "on_call" if any(post.id in named for post in office.on_call) else "work"

    def mask(self, week: OfficeWeek, horizon: Horizon) -> np.ndarray:
        """Candidates of the week that are a turn, or for counters may lead to one, bool, shape (candidates,)."""
        found = self.work.mask(horizon) & (horizon.day >= horizon.first)
        if self.work.shifts is None:
            found &= is_shift(horizon)
        if self.late_break:
            found &= _late(week, horizon)
        return found


LUNCH = Burden(id="lunch", late_break=True)
SATURDAYS = Burden(id="saturday", work=Which(weekdays=frozenset({"sat"})))


def usual_burdens(office: Office, counters: frozenset[str] | None = None) -> tuple[Burden, ...]:
    """Late lunches, Saturdays, days at the priority counters (those given, else those of `priority_counters`), and
    days on call, post by post.
    """
    priority = Burden(id="priority", counters=priority_counters(office) if counters is None else counters)
    on_call = (Burden(id=post.id, name=post.name, work=Which(shifts={post.id})) for post in office.on_call)
    return LUNCH, SATURDAYS, priority, *on_call


@dataclass(frozen=True, eq=False)
class Chances:
    """Who could take a burden on which day of a week.

    Parameters
    ----------
    could
        Whose shifts, skills or events would allow it, whether he is there or not, bool, shape (officers, days).
    there
        Those of them who are not away that day, of the same shape.
    like
        Which officers are alike, bool, shape (officers, officers).
    """

    could: np.ndarray
    there: np.ndarray
    like: np.ndarray

    @property
    def compared(self) -> list[int]:
        """Positions of the officers who could take it on some day of the week on which they are there."""
        return np.flatnonzero(self.there.any(axis=1)).tolist()

    @property
    def missed(self) -> Iterator[tuple[int, int, list[int], int]]:
        """Each officer and day that he is away, whose turns that day are credited to him, and in how many parts each.

        Those are who is there and like him, or whoever is there when none of these is.
        """
        for officer, day in np.argwhere(self.could & ~self.there).tolist():
            mates = np.flatnonzero(self.there[:, day] & self.like[officer])
            others = mates if len(mates) else np.flatnonzero(self.there[:, day])
            if len(others):
                yield officer, day, others.tolist(), round(PARTS / len(others))

    def credits(self, taken: np.ndarray) -> np.ndarray:
        """Parts of turns credited for days away, int, shape (officers,); `taken` has shape (officers, days)."""
        found = np.zeros(len(taken), dtype=int)
        for officer, day, others, parts in self.missed:
            found[officer] += parts * int(taken[others, day].sum())
        return found


def chances(week: OfficeWeek, burden: Burden, horizon: Horizon) -> Chances:
    """Who could take a burden, and who of them is there. Outside duty that an absence names is a turn, not an absence
    from it. Of burdens on call the `horizon` of work says nothing; who suits the post could take them.
    """
    if burden.line(week.office) == "on_call":
        horizon = on_call_horizon(week)
    mask, (officers, days) = burden.mask(week, horizon), (len(week.office.officers), len(week.days))
    could, given = (_by_day(horizon, part, officers, days) for part in (mask, mask & horizon.is_given))
    if burden.counters is not None:
        steps = priority_steps(week.office, burden.counters)
        able = [bool(week.office.able(officer.skills) & steps) for officer in week.office.officers]
        could &= np.array(able, dtype=bool)[:, None]
    away = np.array([[week.absence_of(o, d.date) is not None for d in week.days] for o in week.office.officer_ids])
    kinds = {officer: n for n, ids in enumerate(alike(week.office)) for officer in ids}
    kind = np.array([kinds[officer] for officer in week.office.officer_ids])
    return Chances(could, could & (~away | given), kind[:, None] == kind[None, :])


def alike(office: Office) -> list[tuple[str, ...]]:
    """Officers who differ in nothing but their names: equal skills, shifts, hours owed, speed and tags."""
    groups: dict[tuple[Officer, Contract], list[str]] = defaultdict(list)
    for officer in office.officers:
        owed = office.contract_of(officer).model_copy(update={"id": ""})
        nameless = officer.model_copy(update={"id": "", "name": "", "code": "", "contract": ""})
        groups[nameless, owed].append(officer.id)
    return [tuple(ids) for ids in groups.values()]


def taken(week: OfficeWeek, roster: Roster, burden: Burden, horizon: Horizon | None = None) -> np.ndarray:
    """Whether each officer has a turn of a burden on each day of a decided week, bool, shape (officers, days)."""
    if burden.counters is not None:
        days = (day.date for day in week.days)
        at = [[is_at(roster.duties_of(o, day), burden.counters) for o in week.office.officer_ids] for day in days]
        return np.array(at, dtype=bool).T
    held_ones: Iterable[Assignment] = held_in(week, roster)
    if burden.line(week.office) == "on_call":
        horizon, held_ones = on_call_horizon(week, roster), roster.on_call
    horizon = week_horizon(week, roster) if horizon is None else horizon
    held = burden.mask(week, horizon) & horizon.chosen(held_ones)
    return _by_day(horizon, held, len(week.office.officers), len(week.days))


def is_late_lunch(assignment: Assignment, rule: BreakRule | None, slot_minutes: int) -> bool:
    """Whether the break starts later than the earliest start that the shift allows."""
    earliest = break_starts(assignment.span, rule, slot_minutes)[0]
    return assignment.break_start is not None and earliest is not None and assignment.break_start > earliest


def is_saturday(day: date) -> bool:
    """Whether work on this day is a Saturday turn."""
    return day.weekday() == SATURDAY


def is_at(duties: Iterable[Duty], counters: frozenset[str]) -> bool:
    """Whether one officer's duties of one day include work at one of these counters."""
    return any(duty.counter in counters for duty in duties if duty.counter is not None)


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


def _late(week: OfficeWeek, horizon: Horizon) -> np.ndarray:
    """Candidates of the week whose break is late, bool, shape (candidates,). Many share their day, span and break."""

    @cache
    def earliest(day: date, start: int, end: int) -> int | None:
        rule = week.break_rule(week.day(day))
        return break_starts(Span(start=start, end=end), rule, week.grid.slot_minutes)[0]

    def is_late(candidate: Assignment) -> bool:
        if candidate.break_start is None or not 0 <= week.index(candidate.day) < len(week.days):
            return False
        first = earliest(candidate.day, candidate.span.start, candidate.span.end)
        return first is not None and candidate.break_start > first

    return np.array([is_late(candidate) for candidate in horizon.candidates], dtype=bool)


def _by_day(horizon: Horizon, mask: np.ndarray, officers: int, days: int) -> np.ndarray:
    """Whether any candidate of a mask is an officer's on a day of the week, bool, shape (officers, days)."""
    found = np.zeros((officers, days), dtype=bool)
    found[horizon.officer[mask], horizon.day[mask] - horizon.first] = True
    return found
