"""The master of a week: shifts, breaks, blocks and posts, level by level."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from office.provenance import Status
from scheduler.master import Master
from scheduler.model import RosterModel
from scheduler.problem import Limits, RosterProblem
from scheduler.result import Level
from scheduler.rules import AnyRule
from scheduler.rules import complete as complete_rules
from scheduler.rules.fair_turns import FairTurns
from scheduler.solver.aims import Aim, back_office, below_target, broken, ruled, waiting
from scheduler.solver.ladder import Ladder, Progress
from scheduler.solver.locks import lock, locked_part
from scheduler.solver.reading import read_master
from scheduler.solver.tasks import Tasks


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


def solve_master(problem: RosterProblem, limits: Limits, on_progress: Progress, stop: threading.Event) -> SolvedMaster:
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
    """
    climb = _Climb(problem, limits, on_progress, stop, is_elastic=False)
    if climb.ladder.start() != "found":
        climb = _Climb(problem, limits, on_progress, stop, is_elastic=True)
        climb.ladder.start_anyway()
    aims = climb.aims()
    climb.ladder.climb(aims)
    levels = climb.ladder.levels
    is_whole = len(levels) == len(aims)
    status = status_of(levels, is_whole, limits.gap, stop.is_set())
    return SolvedMaster(climb.master(), levels, is_whole, status, climb.ladder.first_seconds, climb.ladder.seconds)


class _Climb:
    """The model of a problem with its ladder."""

    def __init__(
        self, problem: RosterProblem, limits: Limits, progress: Progress, stop: threading.Event, is_elastic: bool
    ) -> None:
        self._problem, self._held = problem, locked_part(problem)
        began = time.monotonic()
        self.model = RosterModel(problem.week, self._held, is_elastic)
        self.tasks = Tasks(self.model)
        decisions = len(self.model.cp.proto.variables)
        for rule in complete_rules(problem.rules):
            _without_seats(rule).constrain(self.model)
        if self._held is not None:
            lock(self.model, problem, self._held)
        self.ladder = Ladder(self.model, limits, stop, progress, decisions, began)

    def aims(self) -> tuple[Aim, ...]:
        """The levels in their order; the model grows by what they need."""
        model, cost = self.model, self._problem.cost
        return (
            *((broken(model),) if model.is_elastic else ()),
            ruled(model, "uncovered", "minutes"),
            ruled(model, "no_stand_in", "minutes"),
            below_target(model, cost),
            back_office(model, self.tasks),
            waiting(model, cost),
            ruled(model, "turns", "turns"),
            *(ruled(model, name, name) for name in ("wishes", "changes") if model.prices[name]),
        )

    def master(self) -> Master:
        """The best master so far."""
        return read_master(self.model, self.tasks, self._held, self.ladder.read)


def _without_seats(rule: AnyRule) -> AnyRule:
    """The rule without turns at priority counters: who sits where is decided after the master, and takes turns then."""
    if isinstance(rule, FairTurns):
        return rule.model_copy(update={"burdens": rule.burdens - {"priority"}})
    return rule


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
