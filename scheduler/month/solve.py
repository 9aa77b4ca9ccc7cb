"""A month: week after week with the history that each leaves to the next, then the worst of them once more."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from scheduler.check import check
from scheduler.month.bounds import month_levels
from scheduler.month.improve import improved, rejudged
from scheduler.month.result import MonthResult, MonthWeek
from scheduler.problem import Limits, RosterProblem
from scheduler.result import Level
from scheduler.roster import History, Roster
from scheduler.rules.burdens import Burden
from scheduler.rules.fair_turns import burdens_of
from scheduler.turns import history_after, with_newcomers

BOUND_SHARE = 0.15
"""Part of the time that is kept for bounds."""
PROOF_SHARE = 0.25
"""Part of the time left that one linear program may take."""
Watch = Callable[[str, str, float, float, float], None]
"""Told the week, its level, value and bound so far, and the seconds since the week's solve began."""


def solve_month(
    problems: Sequence[RosterProblem],
    limits: Limits,
    on_progress: Watch,
    stop: threading.Event,
    published: Mapping[str, Roster] | None = None,
) -> MonthResult:
    """Decides weeks one after the other, and some again with the time that is left; what is published stays as it is.

    Rules that reach across weeks (rest, days in a row, turns, periods of months) see the weeks before as history.

    Parameters
    ----------
    problems
        The weeks in their order; the first holds the history from before the month.
    limits
        For the month as a whole; deterministic time is shared by the weeks as well.
    on_progress
        Told how each week goes.
    stop
        When set, the weeks still to come get their first rosters only.
    published
        Rosters by ISO week that are not to be changed.
    """
    began, fixed = time.monotonic(), published or {}
    open_weeks = sum(problem.week.week not in fixed for problem in problems)
    weeks: list[MonthWeek] = []
    history = problems[0].week.history if problems else History()
    for problem in problems:
        given = _after(problem, history)
        if problem.week.week in fixed:
            weeks.append(_judged(given, fixed[problem.week.week]))
        else:
            share = _share(limits, time.monotonic() - began, open_weeks)
            weeks.append(_decided(given, share, on_progress, stop))
            open_weeks -= 1
        history = _left_by(weeks[-1])

    def redo(weeks: tuple[MonthWeek, ...], n: int, seconds: float) -> tuple[MonthWeek, ...]:
        again = _decided(weeks[n].problem, replace(limits, seconds=seconds), on_progress, stop)
        return (*weeks[:n], again, *_judged_after(again, weeks[n + 1 :]))

    def left() -> float:
        is_over = stop.is_set() or limits.deterministic is not None
        return 0.0 if is_over else limits.seconds * (1 - BOUND_SHARE) - (time.monotonic() - began)

    best = improved(tuple(weeks), redo, limits.gap, left)
    decided = list(_with_levels(best))
    levels = month_levels(
        [problem for problem, _ in decided], [found for _, found in decided],
        lambda: _rest(limits, began), stop,
    )  # fmt: skip
    return MonthResult(best, levels, _left_by(best[-1]) if best else history, time.monotonic() - began)


def _left_by(week: MonthWeek) -> History:
    """The history that a week leaves to the one after it."""
    given = week.problem.week
    return history_after(given, week.roster, given.history, _burdens(week.problem))


def _judged_after(before: MonthWeek, weeks: Sequence[MonthWeek]) -> Iterator[MonthWeek]:
    """Weeks as they are, judged with what the weeks before them leave behind now."""
    for week in weeks:
        given = _after(week.problem, _left_by(before))
        violations = tuple(check(week.roster, given.week, given.rules))
        before = rejudged(replace(week, problem=given, violations=violations))
        yield before


def _after(problem: RosterProblem, history: History) -> RosterProblem:
    """The problem with what the weeks before leave behind."""
    known = with_newcomers(history, problem.week.office, _burdens(problem))
    return replace(problem, week=replace(problem.week, history=known))


def _burdens(problem: RosterProblem) -> tuple[Burden, ...]:
    return burdens_of(problem.rules, problem.week.office)


def _judged(problem: RosterProblem, roster: Roster) -> MonthWeek:
    return MonthWeek(problem, roster, None, tuple(check(roster, problem.week, problem.rules)))


def _decided(problem: RosterProblem, limits: Limits, watch: Watch, stop: threading.Event) -> MonthWeek:
    from scheduler.solver import solve_week

    def told(level: str, value: float, bound: float, seconds: float) -> None:
        watch(problem.week.week, level, value, bound, seconds)

    result = solve_week(problem, limits, told, stop)
    violations = tuple(check(result.roster, problem.week, problem.rules))
    return MonthWeek(problem, result.roster, result, violations)


def _with_levels(weeks: Sequence[MonthWeek]) -> Iterator[tuple[RosterProblem, list[Level]]]:
    """Decided weeks with their levels; moves between counters have no bound."""
    for week in weeks:
        if week.result is not None:
            yield week.problem, [level for level in week.result.levels if level.name != "moves"]


def _share(limits: Limits, spent: float, weeks: int) -> Limits:
    """An equal part of what is left for each week still to be decided."""
    seconds = max(1.0, (limits.seconds * (1 - BOUND_SHARE) - spent) / weeks)
    steady = None if limits.deterministic is None else limits.deterministic / weeks
    return replace(limits, seconds=seconds, deterministic=steady)


def _rest(limits: Limits, began: float) -> float | None:
    """Seconds for one linear program; None where the result must not depend on the clock."""
    if limits.deterministic is not None:
        return None
    return PROOF_SHARE * (limits.seconds - (time.monotonic() - began))
