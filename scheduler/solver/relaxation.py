"""Relaxation: the model as a linear program, for bounds and for a first complete solution.

CP-SAT finds rosters fast and proves little about them on two cores; of this model the linear relaxation is nearly
whole, and HiGHS (which SciPy carries) solves it in seconds. So bounds come from here.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from ortools.sat.python import cp_model
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp

FAR = 2.0**62
"""Bounds of the model beyond this mean none."""
NODES = 500
"""Branching that a repeatable search may do."""
COMPLETION_SECONDS = 5.0
"""Time for setting what follows from decisions; a fraction of it is the rule."""
POLL_SECONDS = 0.02


@dataclass(frozen=True)
class Hold:
    """Row x solution <= most, beyond which each unit costs `price`; infinite: never beyond."""

    row: np.ndarray
    most: float
    price: float = np.inf


class Relaxation:
    """The rows, bounds and objectives of a model, as they are now.

    Parameters
    ----------
    cp
        A model of linear constraints without enforcement.
    stop
        When set, a solve under way is left to itself and counts as failed.
    """

    def __init__(self, cp: cp_model.CpModel, stop: threading.Event) -> None:
        self._stop = stop
        domains = [tuple(variable.domain) for variable in cp.proto.variables]
        self._low = np.array([domain[0] for domain in domains], dtype=float)
        self._high = np.array([domain[-1] for domain in domains], dtype=float)
        self._rows, self._least, self._most = _rows_of(cp, len(domains))

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
        low, high = self._low.copy(), self._high.copy()
        low[first:last] = high[first:last] = values[first:last]
        limit = {} if seconds is None else {"time_limit": max(seconds, 0.1)}
        found = self._solve(objective, holds, (low, high), {"node_limit": NODES, **limit}, ())
        if found is None or found.x is None:
            return None
        whole = _rounded(found.x[: len(self._low)])
        return whole if self.fits(whole, [hold for hold in holds if not np.isfinite(hold.price)]) else None

    def bound(self, objective: np.ndarray, holds: Sequence[Hold], seconds: float | None) -> float:
        """Proven lower bound of an objective under some holds; minus infinity when there was no time for one."""
        limit = {} if seconds is None else {"time_limit": max(seconds, 0.1)}
        is_equal = self._least == self._most
        upper, lower = ~is_equal & np.isfinite(self._most), ~is_equal & np.isfinite(self._least)
        held = sparse.csr_array(np.array([hold.row for hold in holds]).reshape(len(holds), len(self._low)))
        found = self._run(
            lambda: linprog(
                objective,
                A_ub=sparse.vstack([self._rows[upper], -self._rows[lower], held]),
                b_ub=np.concatenate([self._most[upper], -self._least[lower], [hold.most for hold in holds]]),
                A_eq=self._rows[is_equal],
                b_eq=self._most[is_equal],
                bounds=np.column_stack([self._low, self._high]),
                method="highs-ds",
                options=limit,
            )
        )
        return float(found.fun) if found is not None and found.status == 0 else -np.inf

    def solution(
        self, objective: np.ndarray, holds: Sequence[Hold], gap: float, seconds: float | None, open_names: Sequence[int]
    ) -> np.ndarray | None:
        """Values of all variables, int, shape (variables,); None when none were found in time.

        They are whole but for `open_names`, whose values mean nothing: others hold their counts. Without a time limit
        a limit of nodes makes the result repeatable.
        """
        limit: dict[str, float] = {"node_limit": NODES} if seconds is None else {"time_limit": max(seconds, 0.1)}
        found = self._solve(objective, holds, (self._low, self._high), {"mip_rel_gap": gap, **limit}, open_names)
        return None if found is None or found.x is None else _rounded(found.x[: len(self._low)])

    def _solve(
        self,
        objective: np.ndarray,
        holds: Sequence[Hold],
        edges: tuple[np.ndarray, np.ndarray],
        options: dict[str, float],
        open_names: Sequence[int],
    ) -> OptimizeResult | None:
        """Solves in a thread of its own; what is beyond a hold is a variable, at a price or not at all."""
        count, extra = len(self._low), len(holds)
        price = np.array([hold.price for hold in holds])
        is_priced = np.isfinite(price)
        held = sparse.csr_array(np.array([hold.row for hold in holds]).reshape(extra, count))
        rows = sparse.block_array([[self._rows, None], [held, -sparse.eye_array(extra)]]) if extra else self._rows
        least = np.concatenate([self._least, np.full(extra, -np.inf)])
        most = np.concatenate([self._most, [hold.most for hold in holds]])
        is_whole = np.concatenate([np.ones(count, dtype=int), np.zeros(extra, dtype=int)])
        is_whole[list(open_names)] = 0
        low = np.concatenate([edges[0], np.zeros(extra)])
        high = np.concatenate([edges[1], np.where(is_priced, np.inf, 0.0)])
        return self._run(
            lambda: milp(
                np.concatenate([objective, np.where(is_priced, price, 0.0)]),
                integrality=is_whole,
                bounds=Bounds(low, high),
                constraints=LinearConstraint(rows, least, most),
                options=options,
            )
        )

    def _run(self, solve: Callable[[], OptimizeResult]) -> OptimizeResult | None:
        found: list[OptimizeResult] = []
        worker = threading.Thread(target=lambda: found.append(solve()), daemon=True)
        worker.start()
        while worker.is_alive() and not self._stop.is_set():
            worker.join(POLL_SECONDS)
        return found[0] if found and not self._stop.is_set() else None


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
