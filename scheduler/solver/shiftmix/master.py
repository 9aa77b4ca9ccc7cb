"""Master: the cheapest mix of shifts that keeps some rows, by CP-SAT."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from staffing.shiftmix.demand import Demand
from staffing.shiftmix.problem import ShiftMix


@dataclass(frozen=True)
class Master:
    """What is asked of a mix besides the sizes of the groups.

    Parameters
    ----------
    problem
        The day.
    demands
        Rows to keep.
    below
        Only mixes of less pay; infinite: any.
    is_elastic
        Whether a row may be missed, at a price above the pay of everybody for each unit.
    """

    problem: ShiftMix
    demands: Sequence[Demand]
    below: float = np.inf
    is_elastic: bool = False


@dataclass(frozen=True)
class Solved:
    """The cheapest mix found, None when there was none, and what is proven.

    Parameters
    ----------
    mix
        Int, shape (groups, shifts).
    bound
        No mix that keeps the rows has less pay; of an elastic one, with the price of what it misses.
    is_infeasible
        Whether it is proven that no mix keeps the rows.
    """

    mix: np.ndarray | None
    bound: float
    is_infeasible: bool


def cheapest(master: Master, effort: float, hint: np.ndarray | None = None, seed: int = 0) -> Solved:
    """Looks for the cheapest mix within so much of CP-SAT's deterministic time, on one thread: the same each time."""
    cp, officers = cp_model.CpModel(), _officers(master.problem)
    variables = [cp.new_int_var(0, most, "") for most in officers]
    _keep_sizes(cp, master.problem, variables)
    pay = cp_model.LinearExpr.weighted_sum(variables, master.problem.pay.ravel().tolist())
    if np.isfinite(master.below):
        cp.add(pay < int(master.below))
    cp.minimize(pay + cp_model.LinearExpr.sum([_keep(cp, master, variables, demand) for demand in master.demands]))
    for variable, count in zip(variables, [] if hint is None else hint.ravel().tolist(), strict=False):
        cp.add_hint(variable, count)

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = effort
    solver.parameters.random_seed = seed
    status = solver.solve(cp)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solved(None, 0.0, status == cp_model.INFEASIBLE)
    mix = np.array([solver.value(variable) for variable in variables], dtype=np.int64)
    return Solved(mix.reshape(master.problem.pay.shape), solver.best_objective_bound, False)


def _officers(problem: ShiftMix) -> list[int]:
    """At most so many of each group on each shift, group by group."""
    return np.repeat(problem.most, len(problem.shifts)).tolist()


def _keep_sizes(cp: cp_model.CpModel, problem: ShiftMix, variables: list[cp_model.IntVar]) -> None:
    shifts = len(problem.shifts)
    for g, most in enumerate(problem.most.tolist()):
        cp.add(cp_model.LinearExpr.sum(variables[g * shifts : (g + 1) * shifts]) <= most)


def _keep(
    cp: cp_model.CpModel, master: Master, variables: list[cp_model.IntVar], demand: Demand
) -> cp_model.LinearExprT:
    """Imposes a row; returns the price of missing it."""
    weights = demand.weights.ravel().tolist()
    total = cp_model.LinearExpr.weighted_sum(variables, weights)
    if not master.is_elastic:
        cp.add(total >= demand.least)
        return 0
    missing = cp.new_int_var(0, max(0, demand.least), "")
    cp.add(total + missing >= demand.least)
    everybody = int((master.problem.pay.max(axis=1) * master.problem.most).sum())
    return (everybody + 1) * missing
