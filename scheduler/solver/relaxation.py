"""Relaxation: the model as a linear program, for bounds and for a first complete solution.

CP-SAT finds rosters fast and proves little about them on two cores; of this model the linear relaxation is nearly
whole, and HiGHS solves it in seconds. So bounds come from here.
"""

import atexit
import threading
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from ortools.sat.python import cp_model
from scipy import sparse

from scheduler.solver.program import Program

T = TypeVar("T")
FAR = 2.0**62
"""Bounds of the model beyond this mean none."""
NODES = 500
"""Branching that a repeatable search may do."""
COMPLETION_SECONDS = 5.0
"""Time for setting what follows from decisions; a fraction of it is the rule."""
POLL_SECONDS = 0.02
GRACE_SECONDS = 20.0
"""A solve that was left hears of it at some points only; it must have ended before the process does."""
INNER_ROWS = 20_000
"""Rows from which on inner points are faster than the simplex method."""
PRECISE = 1e-6


@dataclass(frozen=True)
class Hold:
    """Row x solution <= most, beyond which each unit costs `price`; infinite: never beyond."""

    row: np.ndarray
    most: float
    price: float = np.inf

    def beyond(self, values: np.ndarray) -> float:
        """What values cost beyond it, at its price."""
        more = max(0.0, float(self.row @ values) - self.most)
        return self.price * more if more else 0.0


@dataclass(frozen=True)
class Point:
    """The best of a linear program: values, what they cost, and whether no priced hold was left."""

    values: np.ndarray
    value: float
    is_kept: bool


class Relaxation:
    """The rows, bounds and objectives of a model, as they are now.

    Parameters
    ----------
    cp
        A model of linear constraints without enforcement.
    stop
        When set, a solve under way leaves off and counts as failed.
    """

    def __init__(self, cp: cp_model.CpModel, stop: threading.Event) -> None:
        self._is_over: Callable[[], bool] = stop.is_set
        domains = [tuple(variable.domain) for variable in cp.proto.variables]
        self._low = np.array([domain[0] for domain in domains], dtype=float)
        self._high = np.array([domain[-1] for domain in domains], dtype=float)
        self._rows, self._least, self._most = _rows_of(cp, len(domains))

    def sparing(self, spared: threading.Event) -> "Relaxation":
        """The same for answers that nobody needs any more once `spared` is set."""
        other = copy(self)
        other._is_over = lambda: self._is_over() or spared.is_set()
        return other

    def fits(self, values: np.ndarray, holds: Sequence[Hold]) -> bool:
        """Whether whole values keep every row, every bound and every hold exactly."""
        found = self._rows @ values
        inside = (self._low <= values).all() and (values <= self._high).all()
        kept = (self._least <= found).all() and (found <= self._most).all()
        return bool(inside and kept and all(hold.row @ values <= hold.most for hold in holds))

    def complete(
        self,
        objective: np.ndarray,
        holds: Sequence[Hold],
        values: np.ndarray,
        first: int,
        last: int,
        seconds: float | None = COMPLETION_SECONDS,
    ) -> np.ndarray | None:
        """The best values of all variables when those from `first` up to but without `last` stay as they are.

        None when they fit nothing, or when what is left to choose was too much. Without a time limit, nodes limit it.
        """
        program = self._program(objective, holds, ())
        low, high = program.low.copy(), program.high.copy()
        low[first:last] = high[first:last] = values[first:last]
        limit = {"mip_max_nodes": NODES, **_time(seconds)}
        found = self._run(lambda: replace(program, low=low, high=high).solve_apart(limit))
        if found is None:
            return None
        whole = _rounded(found.values[: len(self._low)])
        return whole if self.fits(whole, [hold for hold in holds if not np.isfinite(hold.price)]) else None

    def bound(self, objective: np.ndarray, holds: Sequence[Hold], seconds: float | None) -> float:
        """Proven lower bound of an objective under some holds; minus infinity when there was no time for one."""
        point = self.relaxed(objective, holds, seconds)
        return -np.inf if point is None else point.value

    def relaxed(self, objective: np.ndarray, holds: Sequence[Hold], seconds: float | None) -> Point | None:
        """The best of the linear program, whose values need not be whole; None when there was no time for it."""
        program = self._program(objective, holds, range(len(self._low)))
        size = "ipm" if program.rows.shape[0] > INNER_ROWS else "simplex"
        found = self._run(lambda: program.solve({"solver": size, **_time(seconds)}))
        if found is None:
            return None
        values, beyond = found.values[: len(self._low)], found.values[len(self._low) :]
        counts = np.array([hold.price > 0 for hold in holds], dtype=bool)
        return Point(values, found.value, bool((beyond[counts] <= PRECISE).all()))

    def whole_bound(
        self, objective: np.ndarray, holds: Sequence[Hold], seconds: float | None, open_names: Sequence[int]
    ) -> float:
        """The same for whole values but for `open_names`: higher, and slower to prove."""
        limit = {"mip_max_nodes": NODES} if seconds is None else _time(seconds)
        program = self._program(objective, holds, open_names)
        found = self._run(lambda: program.bound({"mip_rel_gap": 0.0, **limit}))
        return -np.inf if found is None else found

    def solution(
        self,
        objective: np.ndarray,
        holds: Sequence[Hold],
        gap: float,
        seconds: float | None,
        open_names: Sequence[int],
        near: np.ndarray | None = None,
    ) -> np.ndarray | None:
        """Values of all variables, int, shape (variables,); None when none were found in time.

        They are whole but for `open_names`, whose values mean nothing: others hold their counts. Without a time limit
        a limit of nodes makes the result repeatable. With `near` all others stay within one of these values: around
        the best of the linear program there nearly always is a whole solution as good, and it is found much faster.
        """
        limit = {"mip_max_nodes": NODES} if seconds is None else _time(seconds)
        program = self._program(objective, holds, open_names)
        around = None if near is None else np.concatenate([near, np.zeros(len(holds))])
        found = self._run(lambda: program.solve({"mip_rel_gap": gap, **limit}, around))
        return None if found is None else _rounded(found.values[: len(self._low)])

    def _program(self, objective: np.ndarray, holds: Sequence[Hold], open_names: Sequence[int]) -> Program:
        """The model under holds; what is beyond a hold is a column, at a price or not at all."""
        count, extra = len(self._low), len(holds)
        price = np.array([hold.price for hold in holds])
        is_priced = np.isfinite(price)
        held = sparse.csr_array(np.array([hold.row for hold in holds], dtype=float).reshape(extra, count))
        rows = sparse.block_array([[self._rows, None], [held, -sparse.eye_array(extra)]]) if extra else self._rows
        is_whole = np.arange(count + extra) < count
        is_whole[list(open_names)] = False
        return Program(
            rows=rows,
            least=np.concatenate([self._least, np.full(extra, -np.inf)]),
            most=np.concatenate([self._most, [hold.most for hold in holds]]),
            low=np.concatenate([self._low, np.zeros(extra)]),
            high=np.concatenate([self._high, np.where(is_priced, np.inf, 0.0)]),
            cost=np.concatenate([objective, np.where(is_priced, price, 0.0)]),
            is_whole=is_whole,
            is_over=self._is_over,
        )

    def _run(self, solve: Callable[[], T | None]) -> T | None:
        """Solves in a thread of its own."""
        found: list[T | None] = []
        worker = threading.Thread(target=lambda: found.append(solve()), daemon=True)
        worker.start()
        while worker.is_alive() and not self._is_over():
            worker.join(POLL_SECONDS)
        if worker.is_alive():
            atexit.register(worker.join, GRACE_SECONDS)
        return found[0] if found and not self._is_over() else None


def _time(seconds: float | None) -> dict[str, float]:
    return {} if seconds is None else {"time_limit": max(seconds, 0.1)}


def _rounded(values: np.ndarray) -> np.ndarray:
    return np.rint(values).astype(np.int64)


def _rows_of(cp: cp_model.CpModel, count: int) -> tuple[Any, np.ndarray, np.ndarray]:
    """Coefficients, shape (constraints, variables), and the least and most of each constraint."""
    columns: list[int] = []
    factors: list[int] = []
    ends: list[int] = [0]
    limits: list[tuple[float, float]] = []
    for constraint in cp.proto.constraints:
        linear = constraint.linear
        if len(linear.vars):
            columns.extend(linear.vars)
            factors.extend(linear.coeffs)
            ends.append(len(columns))
            domain = tuple(linear.domain)
            limits.append((domain[0], domain[-1]))
    least, most = np.array(limits, dtype=float).reshape(-1, 2).T
    rows = sparse.csr_array((np.array(factors, dtype=float), columns, ends), shape=(len(limits), count))
    return rows, np.where(least < -FAR, -np.inf, least), np.where(most > FAR, np.inf, most)
