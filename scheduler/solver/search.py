"""Search: one solve of CP-SAT that can be watched and stopped."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from scheduler.problem import Limits

POLL_SECONDS = 0.02
SUBSOLVERS = 8
"""Threads of a search that may use more than one: below this CP-SAT leaves out those that prove bounds."""
REPORT_SECONDS = 0.25
Watch = Callable[[float, float], None]
"""Told the best price so far and its bound."""


@dataclass(frozen=True)
class Found:
    """What a search has found.

    Parameters
    ----------
    values
        Of all variables, int, shape (variables,); None when there was no time for any, or when there is none.
    bound
        Proven lower bound of the price.
    is_proven
        Whether no better solution exists; without a solution, whether none exists at all.
    first_seconds
        Wall time until the first solution.
    effort
        Deterministic time that was spent.
    """

    values: np.ndarray | None
    bound: float
    is_proven: bool
    first_seconds: float
    effort: float


@dataclass(frozen=True)
class Effort:
    """How much one search may cost: wall seconds, or deterministic time where the same result is asked for twice."""

    seconds: float
    deterministic: float | None
    gap: float


def search(
    cp: cp_model.CpModel, effort: Effort, limits: Limits, stop: threading.Event, watch: Watch | None = None
) -> Found:
    """Solves a model in a thread of its own, so that this one can hear Ctrl-C, and stops when `stop` is set."""
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = 1 if limits.workers == 1 else max(SUBSOLVERS, limits.workers)
    parameters.random_seed = limits.seed
    parameters.relative_gap_limit = effort.gap
    parameters.catch_sigint_signal = False
    if effort.deterministic is None:
        parameters.max_time_in_seconds = max(effort.seconds, 0.1)
    else:
        parameters.max_deterministic_time = max(effort.deterministic, 0.01)
    return _run(solver, cp, stop, watch)


def _run(solver: cp_model.CpSolver, cp: cp_model.CpModel, stop: threading.Event, watch: Watch | None) -> Found:
    seen = _Solutions(watch)
    if watch is not None:
        solver.best_bound_callback = seen.on_bound
    worker = threading.Thread(target=solver.solve, args=(cp, seen), daemon=True)
    worker.start()
    while worker.is_alive():
        worker.join(POLL_SECONDS)
        if stop.is_set():
            solver.stop_search()
    return _found(solver, seen)


def _found(solver: cp_model.CpSolver, seen: "_Solutions") -> Found:
    status, effort = solver.response_proto.status, solver.deterministic_time
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found(None, -np.inf, status == cp_model.INFEASIBLE, np.inf, effort)
    price, bound = solver.objective_value, solver.best_objective_bound
    values = np.array(solver.response_proto.solution, dtype=np.int64)
    return Found(values, bound, price - bound < 0.5, seen.first_seconds, effort)


class _Solutions(cp_model.CpSolverSolutionCallback):
    """Notes when the first solution came, and tells the watcher, not too often."""

    def __init__(self, watch: Watch | None) -> None:
        super().__init__()
        self._watch = watch
        self._started = time.monotonic()
        self._told = 0.0
        self._price, self._bound = np.inf, -np.inf
        self.first_seconds = np.inf

    def on_solution_callback(self) -> None:
        """A better solution was found."""
        self.first_seconds = min(self.first_seconds, time.monotonic() - self._started)
        self._price, self._bound = self.objective_value, self.best_objective_bound
        self._tell()

    def on_bound(self, bound: float) -> None:
        """A better bound was proven."""
        self._bound = bound
        self._tell()

    def _tell(self) -> None:
        now = time.monotonic()
        if self._watch and np.isfinite(self._price) and now - self._told >= REPORT_SECONDS:
            self._told = now
            self._watch(self._price, self._bound)
