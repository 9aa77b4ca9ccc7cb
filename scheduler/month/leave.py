"""Leave: which requests fit together in the coming weeks, and what each costs."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from office.people import Absence
from office.values import Value
from scheduler.cover import promise_need, unmet
from scheduler.master import Master
from scheduler.month.fitting import best_fitting, smallest_conflict
from scheduler.problem import Limits, RosterProblem
from scheduler.result import LevelName
from scheduler.week import OfficeWeek

Answer = Literal["fits", "clash", "alone", "published", "unknown"]
"""Granted; in conflict with others that are; not even possible by itself; on a day of work that is published; or not
granted because no roster was found in time, which proves nothing."""
LEAST_SECONDS = 30.0
"""Time that one week may take, whatever is left: what was not found in time would look like a conflict."""
MOST_TRIES = 12
"""Other days that are tried for a request that does not fit."""


class LeaveRequest(Value):
    """Who would like to be away from when to when. `rank` 1 comes before 2; equal ones in their order."""

    absence: Absence
    rank: int = 1

    @property
    def officer(self) -> str:
        """Who asks."""
        return self.absence.officer


@dataclass(frozen=True)
class Strain:
    """What some weeks cost in each level.

    Parameters
    ----------
    broken
        Hard rules that cannot be kept.
    uncovered, no_stand_in, waiting
        Minutes of promises uncovered and without a stand-in, and of expected waiting.
    short
        Minutes of promises uncovered on each day that has any.
    is_known
        Whether there was time enough to know all of it.
    """

    broken: float = 0.0
    uncovered: float = 0.0
    no_stand_in: float = 0.0
    waiting: float = 0.0
    short: tuple[tuple[date, int], ...] = ()
    is_known: bool = True

    def __add__(self, other: "Strain") -> "Strain":
        return Strain(
            self.broken + other.broken, self.uncovered + other.uncovered, self.no_stand_in + other.no_stand_in,
            self.waiting + other.waiting, (*self.short, *other.short), self.is_known and other.is_known,
        )  # fmt: skip

    def beyond(self, usual: "Strain") -> "Strain":
        """What comes on top of the usual; days only where more is uncovered than usual."""
        before = dict(usual.short)
        short = tuple(
            (day, minutes - before.get(day, 0)) for day, minutes in self.short if minutes > before.get(day, 0)
        )
        return Strain(
            self.broken - usual.broken, self.uncovered - usual.uncovered, self.no_stand_in - usual.no_stand_in,
            self.waiting - usual.waiting, short, self.is_known and usual.is_known,
        )  # fmt: skip

    def fits(self, usual: "Strain") -> bool:
        """Whether no law breaks and no more of a promise is left than without any request."""
        return self.broken <= usual.broken and self.uncovered <= usual.uncovered


@dataclass(frozen=True)
class LeaveAnswer:
    """What a request is told.

    Parameters
    ----------
    request
        The request.
    answer
        Whether it is granted, in conflict, or impossible.
    alone
        What it costs if nobody else goes, on top of what the weeks cost anyway.
    with_granted
        What it costs besides all that are granted; for a granted one: what would be saved without it.
    against
        Positions of granted requests with which it does not fit, as few as make the conflict.
    if_moved
        Those of them any one of which makes room for it by moving.
    instead
        First days of the same length, nearest first, that would fit besides the granted ones.
    """

    request: LeaveRequest
    answer: Answer
    alone: Strain
    with_granted: Strain
    against: tuple[int, ...] = ()
    if_moved: tuple[int, ...] = ()
    instead: tuple[date, ...] = ()


@dataclass(frozen=True)
class LeavePlan:
    """Answers in the order of the requests, and what all granted ones cost together."""

    answers: tuple[LeaveAnswer, ...] = ()
    together: Strain = Strain()
    is_proven: bool = True
    """Whether every refusal was proven; else some were refused because no roster was found in time."""

    @property
    def granted(self) -> tuple[Absence, ...]:
        """The days away that fit together."""
        return tuple(each.request.absence for each in self.answers if each.answer == "fits")


def plan_leave(
    problems: Sequence[RosterProblem],
    requests: Sequence[LeaveRequest],
    limits: Limits,
    stop: threading.Event,
    on_progress: Callable[[int, int], None] = lambda done, of: None,
    taken: frozenset[tuple[str, date]] = frozenset(),
) -> LeavePlan:
    """The best set of requests that fits, and an answer to each.

    A set fits when in every week no law breaks that could be kept without it, and no minute more of any promise is
    uncovered. Weeks are judged each by itself, by the roster model with all its rules.

    Parameters
    ----------
    problems
        The weeks, with absences that are settled already.
    requests
        In the order in which they were made.
    limits
        Seconds for all of it; gap and seed for each week.
    stop
        When set, nothing more is tried than what the best set needs.
    on_progress
        Told how many requests have their answer, and of how many.
    taken
        Officers and days of work that is published: nobody is granted leave there.
    """
    strains = _Strains(problems, requests, limits, stop, taken)
    ranks = [request.rank for request in requests]
    granted = best_fitting(ranks, strains.fits).granted
    answers = []
    for n, request in enumerate(requests):
        on_progress(n, len(requests))
        answers.append(_answer(strains, granted, n, request, ranks))
    return LeavePlan(tuple(answers), strains.beyond(granted), strains.is_proven)


def _answer(
    strains: "_Strains", granted: frozenset[int], n: int, request: LeaveRequest, ranks: Sequence[int]
) -> LeaveAnswer:
    if strains.is_taken(request.absence):
        instead = tuple(strains.instead(granted, request))
        return LeaveAnswer(request, "published", Strain(), Strain(), instead=instead)
    alone = strains.beyond(frozenset({n}))
    if n in granted:
        saved = strains.beyond(granted, granted - {n})
        return LeaveAnswer(request, "fits", alone, saved)
    besides = strains.beyond(granted | {n}, granted)
    instead = tuple(strains.instead(granted, request))
    if not strains.is_refused(granted | {n}):
        return LeaveAnswer(request, "unknown", alone, besides, instead=instead)
    if strains.is_refused(frozenset({n})):
        return LeaveAnswer(request, "alone", alone, besides, instead=instead)
    order = sorted(granted, key=lambda m: (ranks[m], m))
    against = smallest_conflict(granted | {n}, strains.fits, order, frozenset({n})) - {n}
    if_moved = tuple(m for m in sorted(against) if strains.fits(granted - {m} | {n}))
    return LeaveAnswer(request, "clash", alone, besides, tuple(sorted(against)), if_moved, instead)


@dataclass
class _Strains:
    """What the weeks cost under sets of requests, each looked at once.

    Requests are positions in the list.
    """

    problems: Sequence[RosterProblem]
    requests: Sequence[LeaveRequest]
    limits: Limits
    stop: threading.Event
    taken: frozenset[tuple[str, date]] = frozenset()
    is_proven: bool = True
    _known: dict[tuple[int, frozenset[Absence], LevelName], Strain] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._began = time.monotonic()

    def fits(self, chosen: frozenset[int]) -> bool:
        """Whether these requests fit together in every week."""
        return self.all_fit([self.requests[n].absence for n in sorted(chosen)])

    def is_refused(self, chosen: frozenset[int]) -> bool:
        """Whether it is proven that these requests do not fit together."""
        by_week = enumerate(self._by_week([self.requests[n].absence for n in sorted(chosen)]))
        pairs = [(self._week(n, away, "uncovered"), self._week(n, frozenset(), "uncovered")) for n, away in by_week]
        return any(strain.is_known and not strain.fits(usual) for strain, usual in pairs)

    def all_fit(self, absences: Sequence[Absence]) -> bool:
        """Whether these days away fit together in every week; a week that none of them touches is as it is."""
        if any(self.is_taken(absence) for absence in absences):
            return False
        touched = ((n, away) for n, away in enumerate(self._by_week(absences)) if away)
        return all(
            self._week(n, away, "uncovered").fits(self._week(n, frozenset(), "uncovered")) for n, away in touched
        )

    def is_taken(self, absence: Absence) -> bool:
        """Whether the officer works on one of these days by a published roster."""
        return any(officer == absence.officer and absence.covers(day) for officer, day in self.taken)

    def beyond(self, chosen: frozenset[int], usual: frozenset[int] = frozenset()) -> Strain:
        """What the weeks cost with these requests, on top of what they cost with the usual ones."""
        with_them = self._by_week([self.requests[n].absence for n in sorted(chosen)])
        without = self._by_week([self.requests[n].absence for n in sorted(usual)])
        total = Strain()
        for n, (more, less) in enumerate(zip(with_them, without, strict=True)):
            if more != less:
                total += self._week(n, more, "waiting").beyond(self._week(n, less, "waiting"))
        return total

    def instead(self, granted: frozenset[int], request: LeaveRequest) -> Iterator[date]:
        """The nearest other first day on which the same length fits besides the granted requests; at most one."""
        others = [self.requests[n].absence for n in sorted(granted)]
        for moved in _moves(request.absence, self.problems)[: 0 if self.stop.is_set() else MOST_TRIES]:
            if self._left() > 0 and self.all_fit([*others, moved]):
                yield moved.start
                return

    def _by_week(self, absences: Sequence[Absence]) -> list[frozenset[Absence]]:
        weeks = (problem.week for problem in self.problems)
        return [frozenset(a for a in absences if _touches(a, week)) for week in weeks]

    def _left(self) -> float:
        return self.limits.seconds - (time.monotonic() - self._began)

    def _week(self, n: int, away: frozenset[Absence], until: LevelName) -> Strain:
        """What a week costs; law and promises always by a solve that asks for nothing else."""
        if (n, away, until) not in self._known:
            self._known[n, away, until] = self._solved(n, away, until)
        found = self._known[n, away, until]
        if until == "uncovered":
            return found
        first = self._week(n, away, "uncovered")
        is_known = found.is_known and first.is_known and found.uncovered <= first.uncovered
        return replace(first, no_stand_in=found.no_stand_in, waiting=found.waiting, is_known=is_known)

    def _solved(self, n: int, away: frozenset[Absence], until: LevelName) -> Strain:
        from scheduler.solver import solve_master

        problem = self.problems[n]
        absences = (*problem.week.absences, *sorted(away, key=lambda a: (a.start, a.officer)))
        week = replace(problem.week, absences=absences)
        seconds = max(self._left() / 10, LEAST_SECONDS)
        solved = solve_master(
            replace(problem, week=week), replace(self.limits, seconds=seconds), lambda *_: None, self.stop, until
        )
        found = {level.name: level for level in solved.levels}
        first = [found[name] for name in ("broken", "uncovered") if name in found]
        is_proven = solved.is_whole and all(level.gap == 0 for level in first)
        self.is_proven &= is_proven or until != "uncovered"

        def value(name: LevelName) -> float:
            return found[name].value if name in found else 0.0

        return Strain(value("broken"), value("uncovered"), value("no_stand_in"), value("waiting"),
                      tuple(_short_days(week, solved.master)), is_proven)  # fmt: skip


def _touches(absence: Absence, week: OfficeWeek) -> bool:
    """Whether an absence takes an open day of a week."""
    return any(absence.covers(day.date) for day in week.open_days)


def _moves(absence: Absence, problems: Sequence[RosterProblem]) -> list[Absence]:
    """The same length from other first days, nearest first: open days from which it lies in the weeks planned."""
    length = absence.end - absence.start
    last = problems[-1].week.days[-1].date
    starts = [day.date for problem in problems for day in problem.week.open_days]
    near = sorted(starts, key=lambda day: (abs((day - absence.start).days), day))
    return [
        absence.model_copy(update={"start": day, "end": day + length})
        for day in near
        if day != absence.start and day + length <= last and _keeps_weekdays(absence, day, length)
    ]


def _keeps_weekdays(absence: Absence, day: date, length: timedelta) -> bool:
    """Longer leave is moved by whole weeks or to the same weekdays' neighbours; any start will do for a day or two."""
    return length.days < 2 or day.weekday() <= absence.start.weekday()


def _short_days(week: OfficeWeek, master: Master) -> Iterator[tuple[date, int]]:
    """Minutes of promises that a master leaves uncovered, day by day."""
    from scheduler.groups import skill_groups

    office, promises = week.office, week.office.promises
    masks = [[group.steps & kind.steps for kind in office.counter_types] for group in skill_groups(office)]
    need = [promise_need(week, promise) for promise in promises]
    for d, day in enumerate(week.days):
        short = 0
        for t in range(week.grid.slots):
            counts = master.posts[:, :, d, t]
            held = [masks[g][k] for g, k in zip(*counts.nonzero(), strict=True) for _ in range(int(counts[g, k]))]
            short += sum(unmet(promises, [int(asked[d, t]) for asked in need], held)) if promises else 0
        if short:
            yield day.date, short * week.grid.slot_minutes
