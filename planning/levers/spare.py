"""Spare: on which day or half day some people can best be away, who, and what it costs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from office.problems import InputError, Problem
from office.values import Span
from planning.futures import Futures
from planning.levers.away import day_of, without
from planning.levers.effect import Effect, effect_of
from scheduler.backoffice import minutes_in_blocks
from scheduler.roster import Roster, Shortage
from scheduler.shortages import find_shortages
from scheduler.staffplans import staff_plan
from scheduler.stand_ins import name_stand_ins, weak_slots
from scheduler.week import OfficeWeek
from staffing.oneday import visitors_of_day
from staffing.scoring import DayScorer
from staffing.staffplan import DayStaff

Part = Literal["day", "morning", "afternoon"]
SEARCH_PATHS = 200
NOON = 12 * 60
ROUNDS = 3
"""Rounds of exchanges at most."""
STEP = 0.25
"""Late visitors that are told apart when people are chosen."""


@dataclass(frozen=True)
class Spared:
    """Some people away for a day or half of it.

    Parameters
    ----------
    day, part, span
        When; `span` from the first to the last minute.
    officers
        Whose absence costs least; empty where too few are on duty.
    late
        Visitors of that day who wait too long, on fresh days.
    back_office
        Minutes of the day in blocks that are long enough, before and after.
    weak
        Half hours (slots) of the day in which one absence more would leave a promise open, before and after.
    broken
        Promises that would not be kept and are now: the day is refused where there is any.
    """

    day: int
    part: Part
    span: Span
    officers: tuple[str, ...]
    late: Effect | None
    back_office: tuple[int, int]
    weak: tuple[int, int]
    broken: tuple[Shortage, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether a promise would break, or there are not enough people."""
        return bool(self.broken) or not self.officers


def spare(
    week: OfficeWeek, roster: Roster, search: Futures, fresh: Futures, people: int, skills: frozenset[str]
) -> tuple[Spared, ...]:
    """Every day and half day, the best first, those that are refused last.

    Who goes is found greedily and by exchanges: first no promise is broken, then no half hour loses its stand-in, then
    few wait too long (by simulation on the paths for staffing), then little back office is lost, then few posts change
    hands. It is a local search: others may do as well. What it does to visitors is judged on fresh paths.

    Parameters
    ----------
    week, roster
        The planned week.
    search, fresh
        Futures on which people are chosen, and others on which the choice is judged.
    people
        How many go.
    skills
        What each of them must be able to do.

    Raises
    ------
    InputError
        If a skill is not the office's, or fewer people have the skills than must go.
    """
    able = [officer.id for officer in week.office.officers if skills <= officer.skills]
    unknown = sorted(skills - set(week.office.skills))
    if unknown:
        allowed = tuple(week.office.skills)
        raise InputError(*(Problem("spare.unknown_skill", found=name, allowed=allowed) for name in unknown))
    if people > len(able):
        raise InputError(Problem("spare.too_many", found=f"{people}", params={"able": len(able)}))
    found = [
        _best(_Day(week, roster, search, day), part, span, able, people, fresh)
        for day in range(week.grid.days)
        if week.days[day].is_open
        for part, span in _parts(week, day)
    ]
    return tuple(sorted(found, key=_rank))


def _rank(spared: Spared) -> tuple[object, ...]:
    late = spared.late.change if spared.late is not None and spared.late.is_shown else 0.0
    lost = spared.back_office[0] - spared.back_office[1]
    return spared.is_refused, spared.weak[1] - spared.weak[0], round(late, 1), lost, spared.day, spared.part


def _parts(week: OfficeWeek, day: int) -> Iterator[tuple[Part, Span]]:
    """The day and its halves, cut at noon where that lies inside."""
    first, last = week.grid.first, week.grid.first + week.grid.slots * week.grid.slot_minutes
    yield "day", Span(start=first, end=last)
    if week.days[day].service[0].start < NOON < week.days[day].service[-1].end:
        yield "morning", Span(start=first, end=NOON)
        yield "afternoon", Span(start=NOON, end=last)


class _Day:
    """One day as it is tried with people away."""

    def __init__(self, week: OfficeWeek, roster: Roster, search: Futures, day: int) -> None:
        self.number = day
        self.week, self.roster = day_of(week, roster, day)
        visitors = visitors_of_day(search.visitors, day)
        self._scorer = DayScorer(visitors, week.office, 0, np.arange(min(SEARCH_PATHS, visitors.paths)))

    def staff(self, roster: Roster) -> DayStaff:
        """The day's posts with stand-ins named."""
        named = roster.model_copy(update={"stand_ins": name_stand_ins(self.week, roster.duties)})
        return staff_plan(self.week, named).of_day(0)

    def late(self, roster: Roster) -> float:
        """Visitors who wait too long, mean on the paths of the search."""
        return float(self._scorer.score(self.staff(roster)).late.mean())

    def weak(self, roster: Roster) -> int:
        """Slots in which one absence would leave a promise open."""
        return len(weak_slots(self.week, roster))

    def back_office(self, roster: Roster) -> int:
        """Minutes in blocks that are long enough for their task."""
        return sum(minutes_in_blocks(self.week.office, roster).values())

    def broken(self, roster: Roster) -> tuple[Shortage, ...]:
        """Promises short of more officers than they are in the roster as it stands."""
        before = _short_minutes(find_shortages(self.week, self.roster), self.week.grid.slot_minutes)
        return tuple(
            shortage for shortage in find_shortages(self.week, roster)
            if any(count > before.get(at, 0) for at, count in
                   _short_minutes((shortage,), self.week.grid.slot_minutes).items())
        )  # fmt: skip


def _short_minutes(shortages: Sequence[Shortage], slot: int) -> dict[tuple[str, int], int]:
    return {(s.promise, minute): s.short for s in shortages for minute in range(s.start, s.end, slot)}


def _best(day: _Day, part: Part, span: Span, able: Sequence[str], people: int, fresh: Futures) -> Spared:
    """The people whose absence costs least in one stretch of a day."""
    here = {a.officer for a in day.roster.assignments if a.span.start < span.end and span.start < a.span.end}
    there = [id for id in able if id in here and not _is_out(day.roster, id, span)]
    before = day.back_office(day.roster), day.weak(day.roster)
    if len(there) < people:
        return Spared(day.number, part, span, (), None, (before[0],) * 2, (before[1],) * 2)

    @cache
    def tried(gone: frozenset[str]) -> Roster:
        if not gone:
            return day.roster
        last = max(gone, key=there.index)
        return without(day.week, tried(gone - {last}), [last], span)

    @cache
    def certain(gone: frozenset[str]) -> tuple[int, int]:
        short = sum((s.end - s.start) * s.short for s in day.broken(tried(gone)))
        return short, day.weak(tried(gone))

    @cache
    def simulated(gone: frozenset[str]) -> tuple[int, int, int]:
        return round(day.late(tried(gone)) / STEP), -day.back_office(tried(gone)), _vacated(day.roster, gone, span)

    chosen = _choose(there, people, certain, simulated)
    roster = tried(chosen)
    visitors = visitors_of_day(fresh.visitors, day.number)
    scorer = DayScorer(visitors, day.week.office, 0)
    late = [scorer.score(day.staff(each)).late for each in (day.roster, roster)]
    return Spared(
        day.number, part, span, tuple(id for id in there if id in chosen), effect_of(*late),
        (before[0], day.back_office(roster)), (before[1], day.weak(roster)), day.broken(roster),
    )  # fmt: skip


def _vacated(roster: Roster, gone: frozenset[str], span: Span) -> int:
    """Minutes at counters that others must take over or that are left."""
    return sum(
        max(0, min(duty.end, span.end) - max(duty.start, span.start)) for duty in roster.duties
        if duty.officer in gone and duty.counter is not None
    )  # fmt: skip


def _is_out(roster: Roster, officer: str, span: Span) -> bool:
    return any(
        duty.officer == officer and duty.activity == "outside_duty" and duty.start < span.end and span.start < duty.end
        for duty in roster.duties
    )


def _choose(
    there: Sequence[str], people: int, certain: Callable[[frozenset[str]], tuple[int, int]],
    simulated: Callable[[frozenset[str]], tuple[int, int, int]],
) -> frozenset[str]:  # fmt: skip
    """Greedy, then exchanges of one for one as long as they help; the simulation is asked only where the rest is equal.

    Nothing is random; of equals the first in the office's order goes.
    """

    def best(options: Sequence[frozenset[str]]) -> frozenset[str]:
        surely = min(map(certain, options))
        return min((option for option in options if certain(option) == surely), key=simulated)

    gone: frozenset[str] = frozenset()
    for _ in range(people):
        gone = best([gone | {id} for id in there if id not in gone])
    for _ in range(ROUNDS):
        swapped = [gone - {out} | {id} for out in there if out in gone for id in there if id not in gone]
        better = best([gone, *swapped])
        if better == gone:
            break
        gone = better
    return gone
