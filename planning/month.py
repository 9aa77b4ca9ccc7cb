"""A month ahead: which leave fits, and the weeks with it, published ones as they are."""

from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from threading import Event
from time import perf_counter

import numpy as np

from office.office import Office
from office.people import Absence
from office.problems import Place, Problem, RosterError
from office.weeks import dates_of, monday_of, week_of
from planning.futures import draw_futures
from planning.givens import office_week
from planning.inputs import Inputs
from planning.pricing import price_week
from planning.progress import Stage, Watch
from planning.rosterfile import check_names, read_roster_file
from scheduler.month import MonthResult, solve_month
from scheduler.month.leave import LeavePlan, LeaveRequest, fit_leave
from scheduler.problem import Limits, RosterProblem
from scheduler.roster import Roster
from scheduler.rules.fair_turns import burdens_of
from scheduler.shortages import find_shortages
from scheduler.stand_ins import weak_slots
from scheduler.turns import week_turns

MONTH_PATHS = 200
"""Sampled weeks by which a week of a month is priced: whole days and leave need no finer table."""
LEAVE_SHARE, WEEKS_SHARE = 0.35, 0.7
"""Part of the time for the question which leave fits, and part of what is then left for the weeks; the rest is for what
each leave costs."""


@dataclass(frozen=True)
class WeakDay:
    """A day with promises uncovered: minutes times officers short, and minutes in which one absence would do it."""

    day: date
    short: int
    bare: int


@dataclass(frozen=True)
class MonthPlan:
    """Some weeks ahead.

    Parameters
    ----------
    office
        The office.
    month
        The weeks with the leave that fits.
    leave
        The answer to each request.
    visitors
        Expected visitors of each day, shape (weeks, 7).
    notes
        What a reader should know.
    seconds
        Wall time in all.
    """

    office: Office
    month: MonthResult
    leave: LeavePlan
    visitors: np.ndarray
    notes: tuple[Problem, ...] = ()
    seconds: float = 0.0

    @property
    def dates(self) -> tuple[date, ...]:
        """All days of all weeks."""
        return tuple(day.date for week in self.month.weeks for day in week.problem.week.days)

    def absence_of(self, officer: str, day: date) -> Absence | None:
        """Why an officer is away on a day; None when not."""
        week = self.month.weeks[(day - self.dates[0]).days // 7]
        away = next((a for a in week.roster.absences if a.officer == officer and a.covers(day)), None)
        return away or week.problem.week.absence_of(officer, day)

    def turns(self) -> dict[str, dict[str, int]]:
        """Turns that each officer takes in these weeks, by burden."""
        total: dict[str, dict[str, int]] = {o: {} for o in self.office.officer_ids}
        for week in self.month.weeks:
            burdens = burdens_of(week.problem.rules, self.office)
            for officer, counts in week_turns(week.problem.week, week.roster, burdens).items():
                total[officer] = {id: total[officer].get(id, 0) + count for id, count in counts.items()}
        return total

    def weak_days(self) -> Iterator[WeakDay]:
        """Days on which promises are uncovered, or on which one absence would leave one uncovered."""
        for week in self.month.weeks:
            givens = week.problem.week
            bare = Tally(day for day, _ in weak_slots(givens, week.roster))
            short: Tally[date] = Tally()
            for found in find_shortages(givens, week.roster):
                short[found.day] += (found.end - found.start) * found.short
            for n, day in enumerate(givens.days):
                if short[day.date] or bare[n]:
                    yield WeakDay(day.date, short[day.date], bare[n] * givens.grid.slot_minutes)


def published_rosters(paths: Sequence[Path], office: Office, first: str) -> tuple[dict[str, Roster], tuple[Path, ...]]:
    """Published rosters from a week on by their weeks, and the files of those before, which are history.

    Raises
    ------
    RosterError
        If a file cannot be read or belongs elsewhere, or two are of one week.
    """
    fixed: dict[str, Roster] = {}
    before: list[Path] = []
    for path in paths:
        roster = read_roster_file(path).roster
        if roster.week < first:
            before.append(path)
            continue
        check_names(roster, office, path)
        if roster.week in fixed:
            raise RosterError(Problem("roster.week_twice", Place(file=str(path)), roster.week))
        fixed[roster.week] = roster
    return fixed, tuple(before)


def plan_month(
    inputs: Inputs,
    first: str,
    weeks: int,
    requests: Sequence[LeaveRequest] | None,
    published: dict[str, Roster],
    seed: int,
    seconds: float,
    watch: Watch,
    stop: Event,
) -> MonthPlan:
    """Forecast, price, fit the leave in, and decide week after week.

    Parameters
    ----------
    inputs
        What the files say.
    first, weeks
        First ISO week and how many.
    requests
        Leave that is asked for. None takes the workbook's leave in weeks that are not published as asked for; what
        else stands there is settled.
    published
        Rosters by week that stay.
    seed, seconds
        Of the solver, and for all of it.
    watch
        Called as the work goes on.
    stop
        When set, everything ends with what was found.
    """
    began = perf_counter()
    named = [week_of(monday_of(first) + timedelta(7 * n)) for n in range(weeks)]
    asked = tuple(asked_in_book(inputs, named, published)) if requests is None else tuple(requests)
    settled = tuple(a for a in inputs.absences if a not in {r.absence for r in asked})
    watch(Stage("forecasting"))
    problems, visitors = [], []
    for week in named:
        problem, daily = _problem(inputs, week, settled, published, seed)
        problems.append(problem)
        visitors.append(daily)
    limits = Limits(seconds=LEAVE_SHARE * seconds, gap=0.02, seed=seed)
    watch(Stage("leave"))
    open_ones = [problem for problem in problems if problem.week.week not in published]
    taken = frozenset((a.officer, a.day) for roster in published.values() for a in roster.assignments)
    fitted = fit_leave(open_ones, asked, limits, stop, taken, (dates_of(named[0])[0], dates_of(named[-1])[-1]))
    decided = [_with_leave(problem, fitted.granted, published) for problem in problems]
    share = WEEKS_SHARE if asked else 1.0
    rest = Limits(seconds=share * (seconds - (perf_counter() - began)), gap=0.01, seed=seed)
    month = solve_month(
        decided, rest,
        lambda week, level, value, bound, spent: watch(Stage("solving", level, value, bound, spent)), stop, published,
    )  # fmt: skip
    watch(Stage("leave"))
    leave = fitted.told(seconds - (perf_counter() - began))
    notes = tuple(_notes(leave, month))
    return MonthPlan(inputs.office, month, leave, np.array(visitors), notes, perf_counter() - began)


def asked_in_book(inputs: Inputs, weeks: Sequence[str], published: dict[str, Roster]) -> Iterator[LeaveRequest]:
    """Leave of the workbook that lies in weeks still to be decided, as requests of one rank."""
    days = {day for week in weeks if week not in published for day in dates_of(week)}
    for absence in dict.fromkeys(inputs.absences):
        if absence.kind == "leave" and any(absence.covers(day) for day in days):
            yield LeaveRequest(absence=absence)


def _problem(
    inputs: Inputs, week: str, settled: tuple[Absence, ...], published: dict[str, Roster], seed: int
) -> tuple[RosterProblem, np.ndarray]:
    """A week as a problem, and its expected visitors a day."""
    roster = published.get(week)
    away = (*settled, *roster.absences) if roster is not None else settled
    givens = office_week(inputs, week, away)
    futures = draw_futures(inputs, givens, "staffing", MONTH_PATHS, seed)
    daily = futures.forecast.office_daily.mean(axis=0)
    return RosterProblem(givens, inputs.config.roster.rules, price_week(givens, futures)), daily


def _with_leave(problem: RosterProblem, granted: Sequence[Absence], published: dict[str, Roster]) -> RosterProblem:
    """The problem with the leave that fits; published weeks have theirs already."""
    if problem.week.week in published:
        return problem
    first, last = problem.week.days[0].date, problem.week.days[-1].date
    inside = (a for a in granted if a.start <= last and a.end >= first)
    cut = (a.model_copy(update={"start": max(a.start, first), "end": min(a.end, last)}) for a in inside)
    return replace(problem, week=replace(problem.week, absences=(*problem.week.absences, *cut)))


def _notes(leave: LeavePlan, month: MonthResult) -> Iterator[Problem]:
    if not leave.is_proven:
        yield Problem("month.unproven", severity="note")
    for week in month.weeks:
        broken = sorted({violation.rule for violation in week.violations if violation.hard})
        if broken:
            found = week.problem.week.week
            yield Problem("month.broken", found=found, params={"rules": ", ".join(broken)}, severity="warning")
