"""Refining a day: climbed from, spread over more and less back office, and priced on other paths."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np

from scheduler.problem import RosterProblem
from scheduler.refine.climb import climb
from scheduler.refine.frontier import frontier
from scheduler.refine.ground import BLOCK, IDLE, Ground, make_ground
from scheduler.refine.judge import Judge, burden, untidiness
from scheduler.refine.limits import Limits, bare, keeps, limits_of, uncovered
from scheduler.refine.moves import added_blocks
from scheduler.refine.pressure import day_of
from scheduler.refine.state import DayState, block_minutes, mixed, read_state, runs, staff_of
from scheduler.roster import Roster
from scheduler.solver.patterns import Pattern
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


@dataclass(frozen=True)
class Effort:
    """How long to look: wall seconds, threads, seed; `is_repeatable` counts simulations instead of seconds."""

    seconds: float
    workers: int = 2
    seed: int = 0
    is_repeatable: bool = False


@dataclass(frozen=True)
class Priced:
    """Plans of one day, the first roster's in front, with their prices on paths that had no part in the search.

    `tried` is how many simulations the search took, `is_settled` whether none of the changes that it tried was better.
    """

    ground: Ground
    states: tuple[DayState, ...]
    patterns: tuple[Pattern, ...]
    tried: int
    is_settled: bool


def accepting(visitors: Visitors) -> np.ndarray:
    """Indices of the paths that have no part in the search; all where there are no others."""
    search = min(SEARCH_PATHS, visitors.paths)
    return np.arange(search, visitors.paths) if visitors.paths > search else np.arange(search)


def refine_day(
    problem: RosterProblem,
    roster: Roster,
    seeds: Sequence[Roster],
    visitors: Visitors,
    day: int,
    seconds: float,
    effort: Effort,
    is_stopped: Callable[[], bool],
) -> Priced:
    """The plans of one day: climbed from the roster's or a seed's, with more and with less back office.

    `seconds` is the time of this day; the other parameters are those of `scheduler.refine.week.refine`.
    """
    began = monotonic()
    ground = make_ground(problem.week, roster, day, problem.kept)
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
    start = _start(judge, first, [read_state(ground, seed) for seed in seeds])
    limits = limits_of(ground, start)
    start = _with_work(judge, limits, start, _blocks_missing(ground, first, start), lambda: is_over(CLIMB_SHARE))
    best, is_settled = climb(judge, limits, start, rng, lambda: is_over(CLIMB_SHARE))
    more = BLOCKS + _blocks_missing(ground, first, best)
    found = frontier(judge, limits, best, more, BLOCKS, rng, lambda: is_over(1.0))
    states = tuple({state.key: state for state in (first, start, *found)}.values())
    scorer = DayScorer(visitors, office, day, accepting(visitors))
    patterns = tuple(_pattern(ground, state, scorer.score(staff_of(ground, state))) for state in states)
    return Priced(ground, states, patterns, judge.tried, is_settled)


def _pattern(ground: Ground, state: DayState, score: Score) -> Pattern:
    whole = float(burden(score).mean()) + untidiness(ground, state)
    minutes = tuple(block_minutes(ground, state).tolist())
    return Pattern(float(score.late.mean()), whole, minutes, int(uncovered(ground, state).sum()))


def _start(judge: Judge, first: DayState, seeds: Sequence[DayState]) -> DayState:
    """The roster's own plan, or its breaks and blocks with a seed's counters where that is better.

    Where the roster leaves promises open (a solver without time), a seed with its own breaks may be better still; the
    roster's blocks come in as far as they leave no promise open, and others later.
    """
    ground, limits = judge.ground, limits_of(judge.ground, first)
    offered = [state for seed in seeds if keeps(ground, limits, state := mixed(ground, first, seed))]
    if uncovered(ground, first).any():
        own = [_with_blocks(ground, seed, first) for seed in seeds]
        offered += [state for state in own if bare(ground, state).sum() <= limits.bare.sum()]
    return min([first, *offered], key=lambda state: float(judge.look(state).mean()))


def _with_blocks(ground: Ground, seed: DayState, first: DayState) -> DayState:
    """The seed with those of the roster's blocks that fit and leave no promise open."""
    state, missing = seed, uncovered(ground, seed).sum()
    for p, row in enumerate(first.code):
        for (start, end), code in runs(row):
            if code <= BLOCK and (state.code[p, start:end] >= IDLE).all():
                mine = state.code[p].copy()
                mine[start:end] = code
                tried = state.with_row(p, mine)
                if uncovered(ground, tried).sum() <= missing:
                    state = tried
    return state


def _with_work(judge: Judge, limits: Limits, state: DayState, blocks: int, is_over: Callable[[], bool]) -> DayState:
    """The plan with further blocks where they seem to cost least waiting, as many as are missing and keep limits."""
    while blocks > 0 and not is_over():
        offered = [near for near in added_blocks(judge.ground, state) if keeps(judge.ground, limits, near)]
        if not offered:
            break
        state = offered[int(np.argmax(judge.promises(state, offered)))]
        blocks -= 1
    return state


def _blocks_missing(ground: Ground, first: DayState, state: DayState) -> int:
    """Blocks that the roster's own plan has and this one lacks."""
    if not len(ground.tasks):
        return 0
    lost = np.maximum(block_minutes(ground, first) - block_minutes(ground, state), 0)
    return int(np.ceil(lost / (ground.lengths * ground.week.grid.slot_minutes)).sum())
