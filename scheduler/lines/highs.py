"""HiGHS: one solve of a program that can be watched, warmed and stopped."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from scheduler.lines.program import Program

Watch = Callable[[float, float], None]
"""Told the best price so far and the bound, infinite where there is none yet."""


@dataclass(frozen=True, eq=False)
class Solved:
    """What HiGHS has found.

    Parameters
    ----------
    values
        Of all columns, shape (columns,); None when none were found.
    bound
        Proven lower bound of the price.
    is_over
        Whether the search came to its end: nothing better exists, or nothing at all.
    """

    values: np.ndarray | None
    bound: float
    is_over: bool


@dataclass(frozen=True)
class Effort:
    """How hard to look: seconds, threads, and the relative gap that is good enough."""

    seconds: float
    threads: int = 1
    gap: float = 0.0
    seed: int = 0
    nodes: int | None = None


def solve(
    program: Program,
    cost: np.ndarray,
    effort: Effort,
    is_over: Callable[[], bool],
    start: np.ndarray | None = None,
    watch: Watch | None = None,
    take: Callable[[np.ndarray], None] | None = None,
) -> Solved:
    """Solves a program of whole numbers, from a known solution if there is one.

    Parameters
    ----------
    take
        Given each better solution as soon as it is found.
    """
    highs = _model(program, cost)
    for name, value in {
        "time_limit": max(effort.seconds, 0.05),
        "threads": effort.threads,
        "mip_rel_gap": effort.gap,
        "random_seed": effort.seed,
        **({} if effort.nodes is None else {"mip_max_nodes": effort.nodes}),
    }.items():
        highs.setOptionValue(name, value)
    if start is not None:
        _warm(highs, start)
    _listen(highs, is_over, watch, take)
    highs.run()
    return _found(highs)


def _model(program: Program, cost: np.ndarray) -> Any:
    import highspy
    from highspy._core import _Highs  # Highs itself prints its name when it is made

    highs = _Highs()
    highs.setOptionValue("output_flag", False)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(cost), len(program.least)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, program.low, program.high
    lp.row_lower_, lp.row_upper_ = program.least, program.most
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = program.starts, program.columns, program.factors
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(cost)
    highs.passModel(lp)
    return highs


def _warm(highs: Any, start: np.ndarray) -> None:
    import highspy

    solution = highspy.HighsSolution()
    solution.col_value = start.astype(float).tolist()
    highs.setSolution(solution)


def _listen(
    highs: Any, is_over: Callable[[], bool], watch: Watch | None, take: Callable[[np.ndarray], None] | None
) -> None:
    from highspy import cb

    kinds = cb.HighsCallbackType

    def hear(kind: Any, _message: str, out: Any, into: Any, _data: Any) -> None:
        if kind == kinds.kCallbackMipImprovingSolution:
            if take is not None:
                take(np.array(out.mip_solution))
            return
        if watch is not None and kind == kinds.kCallbackMipInterrupt:
            watch(out.mip_primal_bound, out.mip_dual_bound)
        if is_over():
            into.user_interrupt = True

    highs.setCallback(hear, None)
    for kind in (kinds.kCallbackMipInterrupt, kinds.kCallbackSimplexInterrupt, kinds.kCallbackIpmInterrupt):
        highs.startCallback(kind)
    if take is not None:
        highs.startCallback(kinds.kCallbackMipImprovingSolution)


def _found(highs: Any) -> Solved:
    import highspy

    status, info = highs.getModelStatus(), highs.getInfo()
    statuses = highspy.HighsModelStatus
    if status == statuses.kInfeasible:
        return Solved(None, np.inf, True)
    has_run = status in (statuses.kOptimal, statuses.kTimeLimit, statuses.kInterrupt, statuses.kSolutionLimit)
    has_any = info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
    values = np.rint(np.array(highs.getSolution().col_value)) if has_run and has_any else None
    return Solved(values, info.mip_dual_bound if has_run else -np.inf, status == statuses.kOptimal)
