"""Feasible: CP-SAT on a program, for first lines where rules bind officers to each other, or for proof of none."""

import threading

import numpy as np

from scheduler.lines.program import Program
from scheduler.problem import Limits
from scheduler.solver.search import Effort, search


def feasible(program: Program, cost: np.ndarray, seconds: float, stop: threading.Event) -> np.ndarray | None:
    """Values that keep every row; None when none were found in time, or there are none.

    Costs must be whole numbers; else they are rounded for the search.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    ends = zip(program.low.astype(int).tolist(), program.high.astype(int).tolist(), strict=True)
    columns = [model.new_int_var(low, high, "") for low, high in ends]
    starts, places = program.starts.tolist(), program.columns.tolist()
    factors = program.factors.astype(int).tolist()
    for row, (least, most) in enumerate(zip(program.least.tolist(), program.most.tolist(), strict=True)):
        here = slice(starts[row], starts[row + 1])
        amount = cp_model.LinearExpr.weighted_sum([columns[place] for place in places[here]], factors[here])
        low = cp_model.INT_MIN if np.isinf(least) else int(np.ceil(least))
        high = cp_model.INT_MAX if np.isinf(most) else int(np.floor(most))
        if starts[row] == starts[row + 1]:
            amount = amount + model.new_constant(0)
        model.add_linear_constraint(amount, low, high)
    model.minimize(cp_model.LinearExpr.weighted_sum(columns, np.rint(cost).astype(int).tolist()))
    found = search(model, Effort(seconds, None, 0.5), Limits(seconds=seconds), stop)
    return None if found.values is None else found.values[: len(columns)].astype(float)
