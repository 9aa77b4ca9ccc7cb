"""The master of a week: shifts, breaks, blocks and posts, level by level."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from office.provenance import Status
from scheduler.master import Master
from scheduler.problem import Limits, RosterProblem
from scheduler.result import Level, LevelName
from scheduler.solver.aims import Aim
from scheduler.solver.ladder import Ladder, Progress
from scheduler.solver.posed import pose
from scheduler.solver.reading import read_master


@dataclass(frozen=True)
class SolvedMaster:
    """A master and how it was found.

    Parameters
    ----------
    master
        The best found.
    levels
        The levels reached, in their order.
    is_whole
        Whether all levels were reached.
    status
        ``optimal`` only when no level can be better; ``within_gap`` when none by more than the limit allows.
    first_seconds, seconds
        Wall time until the first roster, and in all.
    """

    master: Master
    levels: tuple[Level, ...]
    is_whole: bool
    status: Status
    first_seconds: float
    seconds: float


def solve_master(
    problem: RosterProblem,
    limits: Limits,
    on_progress: Progress,
    stop: threading.Event,
    until: LevelName | None = None,
) -> SolvedMaster:
    """The best master that time allows: level by level, each within its tolerance of the best.

    There is always one: where hard rules contradict each other, as few of them are broken as can be, the lighter ones
    first, and the level ``broken`` says how many.

    Parameters
    ----------
    problem
        The givens, rules and prices.
    limits
        Time, gap, workers and seed.
    on_progress
        Told level, value, bound and seconds, at most about four times a second.
    stop
        When set, the best master so far is returned with status ``stopped``.
    until
        The last level that is asked for; None for all.
    """
    climb = _Climb(problem, limits, on_progress, stop, is_elastic=False)
    if climb.ladder.start() != "found":
        climb = _Climb(problem, limits, on_progress, stop, is_elastic=True)
        climb.ladder.start_anyway()
    aims = _up_to(until, climb.aims())
    climb.ladder.climb(aims)
    levels = climb.ladder.levels
    is_whole = len(levels) == len(aims)
    status = status_of(levels, is_whole, limits.gap, stop.is_set())
    return SolvedMaster(climb.master(), levels, is_whole, status, climb.ladder.first_seconds, climb.ladder.seconds)


def _up_to(until: LevelName | None, aims: tuple[Aim, ...]) -> tuple[Aim, ...]:
    names = [aim.name for aim in aims]
    return aims if until is None else aims[: names.index(until) + 1]


class _Climb:
    """The model of a problem with its ladder."""

    def __init__(
        self, problem: RosterProblem, limits: Limits, progress: Progress, stop: threading.Event, is_elastic: bool
    ) -> None:
        began = time.monotonic()
        self._cost, self._posed = problem.cost, pose(problem, is_elastic)
        self.ladder = Ladder(self._posed.model, limits, stop, progress, self._posed.decisions, began)

    def aims(self) -> tuple[Aim, ...]:
        """The levels in their order; the model grows by what they need."""
        return self._posed.aims(self._cost)

    def master(self) -> Master:
        """The best master so far."""
        posed = self._posed
        return read_master(posed.model, posed.tasks, posed.held, self.ladder.read)


def status_of(levels: Sequence[Level], is_whole: bool, gap: float, is_stopped: bool) -> Status:
    """What may be said of the levels: optimal only when each was reached and none can be better.

    Moves between counters are made few without a bound and say nothing of the status.
    """
    if is_stopped:
        return "stopped"
    worst = max((level.gap for level in levels if level.name != "moves"), default=0.0)
    if not is_whole or worst > gap:
        return "feasible"
    return "optimal" if worst == 0 else "within_gap"
