"""Refining a week: every day's plan is refined, then one plan a day is picked, and names share the turns."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic

from scheduler.problem import RosterProblem
from scheduler.refine.day import Effort, Priced, accepting, refine_day
from scheduler.refine.rosters import SEATING_SECONDS, UNHURRIED, roster_of
from scheduler.roster import Roster
from scheduler.solver.exchange import exchanged
from scheduler.solver.patterns import Aim, Wish, pick
from scheduler.staffplans import staff_plan
from staffing.scoring import DayScorer, week_scores
from staffing.visitors import Visitors

AIMS: tuple[Aim, ...] = ("lean", "balanced", "ample")
Progress = Callable[[int, int, float, float], None]
"""Told days done, days in all, and late visitors of these days before and after."""


@dataclass(frozen=True)
class Refined:
    """What refinement found.

    Parameters
    ----------
    rosters
        By aim: the three plans to choose from.
    late_before, late_after, wait_before, wait_after
        Late visitors and minutes waited for the first call, a week, of the first roster and of the balanced one, on
        paths that had no part in the search; the balanced one was picked by them.
    tried, accepted
        Simulations of a day, and days whose plan is another now.
    is_settled
        Whether on no day any of the changes that were tried was better.
    seconds
        Wall time.
    """

    rosters: dict[Aim, Roster]
    late_before: float
    late_after: float
    wait_before: float
    wait_after: float
    tried: int
    accepted: int
    is_settled: bool
    seconds: float


def refine(
    problem: RosterProblem,
    roster: Roster,
    seeds: Sequence[Roster],
    visitors: Visitors,
    effort: Effort,
    is_stopped: Callable[[], bool],
    progress: Progress = lambda done, days, before, after: None,
) -> Refined:
    """Three plans for a solved week; each day's first plan is among those that are picked from.

    Given who works and whether he comes, days have nothing to do with each other but back office and turns. So
    the plan of each day is searched for by simulation alone: its promises, stand-ins and stints never get worse than
    those of the first roster. Plans with more and with less back office are kept beside the best one, all are priced
    on paths that had no part in the search, and a program picks one a day.

    Parameters
    ----------
    problem
        Givens, rules, locks.
    roster
        What the solver found: kept wherever nothing better is found.
    seeds
        Other rosters of the same shifts from which days may start.
    visitors
        Sampled weeks for the search; the first `SEARCH_PATHS` are searched on, the rest accept.
    effort
        Time and seed.
    is_stopped
        Whether to end with what was found.
    progress
        Told as days are done.
    """
    began = monotonic()
    open_days = [d for d, day in enumerate(problem.week.days) if day.is_open and _is_worked(problem, roster, d)]
    _warm(problem, roster, visitors, open_days)
    days = _refined_days(problem, roster, seeds, visitors, open_days, effort, is_stopped, progress)
    wish = _wish(problem, visitors, days)
    picked = {aim: pick([day.patterns for day in days], wish, aim, effort.seed) for aim in AIMS}
    rosters = {aim: _whole(problem, roster, days, chosen, effort) for aim, chosen in picked.items()}
    before, after = (_waits(problem, each, visitors) for each in (roster, rosters["balanced"]))
    return Refined(
        rosters=rosters,
        late_before=before[0],
        late_after=after[0],
        wait_before=before[1],
        wait_after=after[1],
        tried=sum(day.tried for day in days),
        accepted=sum(i > 0 for i in picked["balanced"]),
        is_settled=all(day.is_settled for day in days),
        seconds=monotonic() - began,
    )


def _refined_days(
    problem: RosterProblem,
    roster: Roster,
    seeds: Sequence[Roster],
    visitors: Visitors,
    open_days: Sequence[int],
    effort: Effort,
    is_stopped: Callable[[], bool],
    progress: Progress,
) -> list[Priced]:
    """The plans of each day, crowded days first; what one day leaves of its time, the next may use."""
    until = monotonic() + effort.seconds
    order = sorted(open_days, key=lambda d: -_visitors_of(visitors, d))
    done: list[Priced] = []

    def of_day(place: int) -> Priced:
        rounds = max(1.0, (len(order) - place) / max(1, min(effort.workers, len(order))))
        share = max(0.0, (until - monotonic()) / rounds)
        found = refine_day(problem, roster, seeds, visitors, order[place], share, effort, is_stopped)
        done.append(found)
        progress(len(done), len(order), sum(d.patterns[0].late for d in done), sum(_best_late(d) for d in done))
        return found

    with ThreadPoolExecutor(max(1, effort.workers)) as pool:
        return sorted(pool.map(of_day, range(len(order))), key=lambda found: found.ground.day)


def _warm(problem: RosterProblem, roster: Roster, visitors: Visitors, open_days: Sequence[int]) -> None:
    """A new machine compiles the engine here, which is no day's time."""
    for day in open_days[:1]:
        DayScorer(visitors, problem.week.office, day, accepting(visitors)[:1]).score(
            staff_plan(problem.week, roster).of_day(day)
        )


def _waits(problem: RosterProblem, roster: Roster, visitors: Visitors) -> tuple[float, float]:
    """Late visitors and minutes waited for the first call, means a week on the accepting paths."""
    week, plan = problem.week, staff_plan(problem.week, roster)
    scores = week_scores(visitors, plan, week.office, accepting(visitors))
    return sum(float(s.late.mean()) for s in scores), sum(float(s.wait.mean()) for s in scores)


def _is_worked(problem: RosterProblem, roster: Roster, day: int) -> bool:
    return any(problem.week.index(assignment.day) == day for assignment in roster.assignments)


def _visitors_of(visitors: Visitors, day: int) -> int:
    first = visitors.first
    return int(first[(day + 1) * visitors.paths] - first[day * visitors.paths])


def _best_late(found: Priced) -> float:
    return min(found.patterns, key=lambda pattern: pattern.burden).late


def _wish(problem: RosterProblem, visitors: Visitors, days: Sequence[Priced]) -> Wish:
    office = problem.week.office
    come = visitors.count / max(1, visitors.paths)
    tasks = days[0].ground.tasks if days else ()
    return Wish(tuple(task.week_minutes for task in tasks), (1 - office.target.call_share) * come, come)


def _whole(
    problem: RosterProblem, roster: Roster, days: Sequence[Priced], chosen: Sequence[int], effort: Effort
) -> Roster:
    """The week's roster of one plan a day; days without people stay as they are."""
    states = [(day.ground, day.states[i]) for day, i in zip(days, chosen, strict=True)]
    seconds = UNHURRIED if effort.is_repeatable else SEATING_SECONDS
    return exchanged(problem, roster_of(problem, roster, states, seconds), effort.seed)
