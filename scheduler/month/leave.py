"""Leave: which requests fit together in the coming weeks, and what each costs."""

import threading
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from office.people import Absence
from office.values import Value
from scheduler.month.fitting import best_fitting, smallest_conflict
from scheduler.month.strains import FREE, UNSEEN, Strain, Strains
from scheduler.problem import Limits, RosterProblem
from scheduler.result import LevelName

Answer = Literal["fits", "clash", "alone", "published", "unknown", "outside"]
"""Granted; in conflict with others that are; not even possible by itself; on a day of work that is published; not
granted because no roster was found in time, which proves nothing; or on none of the days that are planned."""
MOST_TRIES = 12
"""Other days that are tried for a request that does not fit."""
ONE_BY_ONE_SHARE = 0.4
"""Part of the time that is kept for granting one by one where the best set takes too long."""


class LeaveRequest(Value):
    """Who would like to be away from when to when. `rank` 1 comes before 2; equal ones in their order."""

    absence: Absence
    rank: int = 1

    @property
    def officer(self) -> str:
        """Who asks."""
        return self.absence.officer


def share_days(one: LeaveRequest, other: LeaveRequest) -> bool:
    """Whether two requests have a day in common."""
    return one.absence.start <= other.absence.end and other.absence.start <= one.absence.end


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
        What it costs if nobody else goes, on top of what the weeks cost anyway; what is not possible, promises only.
    with_granted
        For a granted one: what would be saved without it. For others the promises that would be left if it went too.
    against
        Positions of granted requests with which it does not fit, as few as make the conflict. None where time ran out
        before that was proven.
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
    together: Strain = FREE
    is_proven: bool = True
    """Whether every refusal was proven; else some were refused because no roster was found in time."""

    @property
    def granted(self) -> tuple[Absence, ...]:
        """The days away that fit together."""
        return tuple(each.request.absence for each in self.answers if each.answer == "fits")

    def ahead_of(self, n: int) -> tuple[int, ...]:
        """Positions of requests of an earlier rank that share days with one and have no answer yet."""
        own = self.answers[n].request
        return tuple(
            m
            for m, other in enumerate(self.answers)
            if other.answer == "unknown" and other.request.rank < own.rank and share_days(other.request, own)
        )


@dataclass(frozen=True)
class FittedLeave:
    """Which requests are granted; what each costs is found out when asked for."""

    asking: "_Asking"
    chosen: frozenset[int]

    @property
    def granted(self) -> tuple[Absence, ...]:
        """The days away that fit together."""
        return tuple(self.asking.requests[n].absence for n in sorted(self.chosen))

    def told(self, seconds: float) -> LeavePlan:
        """An answer to each request, with its cost as far as it is known in so many seconds."""
        asking, granted = self.asking, self.chosen
        asking.strains.allow(seconds)
        together = asking.beyond(granted)
        for n in sorted(granted):  # what the granted ones cost is wanted before all that is only good to know
            asking.beyond({n})
        answers = tuple(_answer(asking, granted, n) for n in range(len(asking.requests)))
        return LeavePlan(answers, together, asking.strains.is_proven)


def fit_leave(
    problems: Sequence[RosterProblem],
    requests: Sequence[LeaveRequest],
    limits: Limits,
    stop: threading.Event,
    taken: frozenset[tuple[str, date]] = frozenset(),
    span: tuple[date, date] = (date.min, date.max),
) -> FittedLeave:
    """The best set of requests that fits.

    A set fits when in every week no law breaks that could be kept without it, and no minute more of any promise is
    uncovered. Weeks are judged each by itself, by the roster model with all its rules.

    Parameters
    ----------
    problems
        The weeks, with absences that are settled already.
    requests
        In the order in which they were made.
    limits
        Seconds for the set; gap and seed for each week.
    stop
        When set, nothing more is tried than what the best set needs.
    taken
        Officers and days of work that is published: nobody is granted leave there.
    span
        First and last day of all weeks, published ones too: nothing is granted to who is away on none of these.
    """
    asking = _Asking(Strains(problems, limits, stop, taken), requests, span)
    return FittedLeave(asking, best_fitting(asking.ranks, asking.fits, asking.is_late).granted)


def _answer(asking: "_Asking", granted: frozenset[int], n: int) -> LeaveAnswer:
    request, strains = asking.requests[n], asking.strains
    if asking.is_outside(n):
        return LeaveAnswer(request, "outside", FREE, FREE)
    if strains.is_taken(request.absence):
        return LeaveAnswer(request, "published", FREE, FREE, instead=asking.instead(granted, n))
    if n in granted:
        return LeaveAnswer(request, "fits", asking.beyond({n}), asking.beyond(granted, granted - {n}))
    besides = asking.beyond(granted | {n}, granted, "uncovered")
    if not asking.is_refused(granted | {n}):
        return LeaveAnswer(request, "unknown", UNSEEN, besides, instead=asking.instead(granted, n))
    if asking.is_refused({n}):
        alone = asking.beyond({n}, until="uncovered")
        return LeaveAnswer(request, "alone", alone, besides, instead=asking.instead(granted, n))
    order = sorted(granted, key=lambda m: (asking.ranks[m], m))
    against = smallest_conflict(granted | {n}, asking.fits, order, frozenset({n})) - {n}
    if not asking.is_refused(against | {n}):
        against = frozenset()
    if_moved = tuple(m for m in sorted(against) if asking.fits(granted - {m} | {n}))
    instead = asking.instead(granted, n)
    return LeaveAnswer(request, "clash", asking.beyond({n}), besides, tuple(sorted(against)), if_moved, instead)


@dataclass(frozen=True)
class _Asking:
    """Requests by their positions in the list."""

    strains: Strains
    requests: Sequence[LeaveRequest]
    span: tuple[date, date]

    @property
    def ranks(self) -> list[int]:
        """The rank of each."""
        return [request.rank for request in self.requests]

    def is_late(self) -> bool:
        """Whether so much time is gone that only what can be granted one by one is still asked."""
        return self.strains.left < ONE_BY_ONE_SHARE * self.strains.limits.seconds

    def fits(self, chosen: AbstractSet[int]) -> bool:
        """Whether these requests fit together in every week."""
        return not any(map(self.is_outside, chosen)) and self.strains.all_fit(self._absences(chosen))

    def is_outside(self, n: int) -> bool:
        """Whether a request lies on none of the days that are planned."""
        absence, (first, last) = self.requests[n].absence, self.span
        return absence.end < first or absence.start > last

    def is_refused(self, chosen: AbstractSet[int]) -> bool:
        """Whether it is proven that these requests do not fit together."""
        return self.strains.are_refused(self._absences(chosen))

    def beyond(
        self, chosen: AbstractSet[int], usual: AbstractSet[int] = frozenset(), until: LevelName = "waiting"
    ) -> Strain:
        """What the weeks cost with these requests, on top of what they cost with the usual ones."""
        return self.strains.beyond(self._absences(chosen), self._absences(usual), until)

    def instead(self, granted: frozenset[int], n: int) -> tuple[date, ...]:
        """The nearest other first day on which the same length fits besides the granted requests; at most one."""
        others, strains = self._absences(granted), self.strains
        for moved in _moves(self.requests[n].absence, strains.problems)[: 0 if strains.stop.is_set() else MOST_TRIES]:
            if strains.left > 0 and strains.all_fit([*others, moved]):
                return (moved.start,)
        return ()

    def _absences(self, chosen: AbstractSet[int]) -> list[Absence]:
        return [self.requests[n].absence for n in sorted(chosen)]


def _moves(absence: Absence, problems: Sequence[RosterProblem]) -> list[Absence]:
    """The same length from other first days, nearest first: open days from which it lies in the weeks planned."""
    length = absence.end - absence.start
    last = max((day.date for problem in problems for day in problem.week.days), default=date.min)
    starts = [day.date for problem in problems for day in problem.week.open_days]
    near = sorted(starts, key=lambda day: (abs((day - absence.start).days), day))
    return [
        absence.model_copy(update={"start": day, "end": day + length})
        for day in near
        if day != absence.start and length <= last - day and _keeps_weekdays(absence, day, length)
    ]


def _keeps_weekdays(absence: Absence, day: date, length: timedelta) -> bool:
    """Longer leave is moved by whole weeks or to the same weekdays' neighbours; any start will do for a day or two."""
    return length.days < 2 or day.weekday() <= absence.start.weekday()
