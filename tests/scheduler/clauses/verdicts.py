"""What a solver makes of clauses on many decided horizons at once: one solve of CP-SAT tells of each of them.

As laws, each decided horizon has a truth value that its rows hang on; as wishes, its units beyond are paid for.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from ortools.sat.python import cp_model

from scheduler.clauses import Clause
from scheduler.modelsink import ModelSink


def verdicts(clauses: Iterable[Clause], decisions: np.ndarray) -> tuple[list[bool], list[int]]:
    """Which decisions the written rows accept as laws, and what each costs as wishes.

    Parameters
    ----------
    decisions
        bool, shape (decisions, candidates).
    """
    clauses, cp = list(clauses), cp_model.CpModel()
    accepted, costs = [], []
    for held in decisions:
        is_kept, parts = cp.new_bool_var(""), []
        for clause in clauses:
            clause.write(_Hanging(cp, held, is_kept))
            clause.write(ModelSink(cp, lambda cell, held=held: int(held[cell]), _paying(cp, parts)))
        accepted.append(is_kept)
        costs.append(cp_model.LinearExpr.sum(parts) + cp.new_constant(0))
    cp.minimize(cp_model.LinearExpr.sum([*costs, *(-is_kept for is_kept in accepted)]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(cp) == cp_model.OPTIMAL
    return [bool(solver.value(is_kept)) for is_kept in accepted], [int(solver.value(cost)) for cost in costs]


def _paying(cp: cp_model.CpModel, parts: list):
    def beyond(most: int, price: int):
        unit = cp.new_int_var(0, most, "")
        parts.append(price * unit)
        return unit

    return beyond


class _Hanging(ModelSink):
    """Firm rows that hold where a truth value is 1."""

    def __init__(self, cp: cp_model.CpModel, held: np.ndarray, is_kept: cp_model.IntVar) -> None:
        super().__init__(cp, lambda cell: int(held[cell]), None)
        self._model, self._is_kept = cp, is_kept

    def row(self, parts: Sequence, factors: Sequence[int], low: float, high: float) -> None:
        amount = cp_model.LinearExpr.weighted_sum([*parts, self._model.new_constant(0)], [*factors, 1])
        for end, sign in ((low, 1), (-high, -1)):
            if np.isfinite(end):
                self._model.add(sign * amount >= int(end)).only_enforce_if(self._is_kept)
