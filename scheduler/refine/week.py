"""Refining a week: every day's plan is climbed from, then one plan a day is picked, and names share the turns."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic

import numpy as np

from scheduler.problem import RosterProblem
from scheduler.refine.climb import climb
from scheduler.refine.frontier import frontier
from scheduler.refine.ground import Ground, make_ground
from scheduler.refine.judge import Judge, burden, untidiness
from scheduler.refine.limits import Limits, keeps, limits_of
from scheduler.refine.names import renamed
from scheduler.refine.pressure import day_of
from scheduler.refine.rosters import roster_of
from scheduler.refine.state import DayState, block_minutes, mixed, read_state, staff_of
from scheduler.roster import Roster
from scheduler.solver.patterns import Aim, Pattern, Wish, pick
from staffing.scoring import DayScorer, Score
from staffing.visitors import Visitors

FEW_PATHS, SEARCH_PATHS = 40, 200
"""Paths on which a change is glanced at, and looked at; all others accept or refuse what was found."""
CLIMB_SHARE = 0.65
"""Part of a day's time for climbing; the rest is for plans with more and less back office."""
BLOCKS = 4
"""Back-office blocks by which a day's plans differ at most from the climbed one, up and down."""
SETTLED_TRIALS = 4000
"""Simulations of a day at most where a result must not depend on the clock."""

Progress = Callable[[int, int, float, float], None]
"""Told days done, days in all, and late visitors of these days before and after."""


@dataclass(frozen=True)
class Effort:
    """How long to look: wall seconds, threads, seed; `is_repeatable` counts simulations instead of seconds."""

    seconds: float
    workers: int = 2
    seed: int = 0
    is_repeatable: bool = False


@dataclass(frozen=True)
class Refined:
    """What refinement found.

    Parameters
    ----------
    rosters
        By aim: the three plans to choose from.
    late_before, late_after, wait_before, wait_after
        Late visitors and minutes waited for the first call, a week, of the first roster and of the balanced one,
        on paths that had no part in the search.
    tried, accepted
        Simulations of a day, and days whose plan is another now.
    is_settled
        Whether nothing near the plan of any day was better.
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


@dataclass(frozen=True)
class _Priced:
    """Plans of one day, the first roster's in front, with their prices on paths that had no part in the search."""

    ground: Ground
    states: tuple[DayState, ...]
    patterns: tuple[Pattern, ...]
    waits: tuple[float, ...]
    tried: int
    is_settled: bool


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
    until = monotonic() + effort.seconds
    done: list[_Priced] = []

    def of_day(place: int) -> _Priced:
        rounds = max(1.0, (len(open_days) - place) / max(1, min(effort.workers, len(open_days))))
        share = max(0.0, (until - monotonic()) / rounds)
        found = _refine_day(problem, roster, seeds, visitors, order[place], share, effort, is_stopped)
        done.append(found)
        progress(len(done), len(open_days), sum(d.patterns[0].late for d in done), sum(_best_late(d) for d in done))
        return found

    order = sorted(open_days, key=lambda d: -_visitors_of(visitors, d))
    with ThreadPoolExecutor(max(1, effort.workers)) as pool:
        days = sorted(pool.map(of_day, range(len(order))), key=lambda found: found.ground.day)
    wish = _wish(problem, visitors, days)
    picked: dict[Aim, tuple[int, ...]] = {
        aim: pick([day.patterns for day in days], wish, aim, effort.seed) for aim in ("lean", "balanced", "ample")
    }
    rosters = {aim: _whole(problem, roster, days, chosen, effort.seed) for aim, chosen in picked.items()}
    balanced = picked["balanced"]
    return Refined(
        rosters=rosters,
        late_before=sum(day.patterns[0].late for day in days),
        late_after=sum(day.patterns[i].late for day, i in zip(days, balanced, strict=True)),
        wait_before=sum(day.waits[0] for day in days),
        wait_after=sum(day.waits[i] for day, i in zip(days, balanced, strict=True)),
        tried=sum(day.tried for day in days),
        accepted=sum(i > 0 for i in balanced),
        is_settled=all(day.is_settled for day in days),
        seconds=monotonic() - began,
    )


def _is_worked(problem: RosterProblem, roster: Roster, day: int) -> bool:
    return any(problem.week.index(assignment.day) == day for assignment in roster.assignments)


def _visitors_of(visitors: Visitors, day: int) -> int:
    first = visitors.first
    return int(first[(day + 1) * visitors.paths] - first[day * visitors.paths])


def _best_late(found: _Priced) -> float:
    return min(found.patterns, key=lambda pattern: pattern.burden).late


def _refine_day(
    problem: RosterProblem,
    roster: Roster,
    seeds: Sequence[Roster],
    visitors: Visitors,
    day: int,
    seconds: float,
    effort: Effort,
    is_stopped: Callable[[], bool],
) -> _Priced:
    """Climbs on one day from the roster's plan and the seeds', and prices what was found."""
    began = monotonic()
    ground = make_ground(problem.week, roster, day, problem.locked)
    rng = np.random.default_rng([effort.seed, day])
    search = np.arange(min(SEARCH_PATHS, visitors.paths))
    office = problem.week.office
    few, many = (DayScorer(visitors, office, day, paths) for paths in (search[:FEW_PATHS], search))
    judge = Judge(ground, few, many, day_of(visitors, day, FEW_PATHS))

    def is_over(share: float) -> bool:
        if effort.is_repeatable:
            return is_stopped() or judge.tried > share * SETTLED_TRIALS
        return is_stopped() or monotonic() - began > share * seconds

    first = read_state(ground, roster)
    limits = limits_of(ground, first)
    start = _start(judge, limits, first, [read_state(ground, seed) for seed in seeds])
    best, is_settled = climb(judge, limits, start, rng, lambda: is_over(CLIMB_SHARE))
    found = frontier(judge, limits, best, BLOCKS, BLOCKS, rng, lambda: is_over(1.0))
    states = tuple({state.key: state for state in (first, start, *found)}.values())
    accept = np.arange(len(search), visitors.paths) if visitors.paths > len(search) else search
    scores = [DayScorer(visitors, office, day, accept).score(staff_of(ground, state)) for state in states]
    patterns = tuple(_pattern(ground, state, s) for s, state in zip(scores, states, strict=True))
    return _Priced(ground, states, patterns, tuple(float(s.wait.mean()) for s in scores), judge.tried, is_settled)


def _pattern(ground: Ground, state: DayState, score: Score) -> Pattern:
    whole = float(burden(score).mean()) + untidiness(ground, state)
    return Pattern(float(score.late.mean()), whole, tuple(block_minutes(ground, state).tolist()))


def _start(judge: Judge, limits: Limits, first: DayState, seeds: Sequence[DayState]) -> DayState:
    """The roster's own plan, or its breaks and blocks with a seed's counters where that is better."""
    offered = [mixed(judge.ground, first, seed) for seed in seeds]
    kept = [state for state in offered if keeps(judge.ground, limits, state)]
    return min([first, *kept], key=lambda state: float(judge.look(state).mean()))


def _wish(problem: RosterProblem, visitors: Visitors, days: Sequence[_Priced]) -> Wish:
    office = problem.week.office
    come = visitors.count / max(1, visitors.paths)
    tasks = days[0].ground.tasks if days else ()
    return Wish(tuple(task.week_minutes for task in tasks), (1 - office.target.call_share) * come, come)


def _whole(problem: RosterProblem, roster: Roster, days: Sequence[_Priced], chosen: Sequence[int], seed: int) -> Roster:
    """The week's roster of one plan a day; days without people stay as they are."""
    states = [(day.ground, day.states[i]) for day, i in zip(days, chosen, strict=True)]
    return roster_of(problem, roster, renamed(problem, roster, states, seed))
