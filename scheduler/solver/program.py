"""Program: a linear or whole program, made smaller where columns are alike, and solved by HiGHS."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from scheduler.solver.symmetry import alike

TINY = 1e-9
SMALL = 100
"""Columns of a part that is not worth a solve of its own."""


@dataclass(frozen=True, eq=False)
class Program:
    """Minimise cost @ x with least <= rows @ x <= most and low <= x <= high.

    Parameters
    ----------
    rows
        Coefficients, shape (rows, columns), sparse.
    least, most
        Ends of each row, shape (rows,); infinite for none.
    low, high
        Ends of each column, shape (columns,).
    cost
        Shape (columns,).
    is_whole
        Columns whose values must be whole, bool, shape (columns,).
    is_over
        Asked often while HiGHS works; once it is true, HiGHS leaves off.
    """

    rows: Any
    least: np.ndarray
    most: np.ndarray
    low: np.ndarray
    high: np.ndarray
    cost: np.ndarray
    is_whole: np.ndarray
    is_over: Callable[[], bool] = lambda: False

    @cached_property
    def _loosened(self) -> "Program":
        """Without rows that hold anyway, and with columns set that nothing speaks against: no best value is lost.

        Rows of levels that are not asked for go away like this, and with them what tells columns apart.
        """
        rows, low, high = self.rows.tocsr(), self.low.copy(), self.high.copy()
        up, down = rows.maximum(0).tocsr(), rows.minimum(0).tocsr()
        more, less = (up > 0).astype(float).T.tocsr(), (down < 0).astype(float).T.tocsr()
        has_least, has_most = np.isfinite(self.least), np.isfinite(self.most)
        kept = np.ones(rows.shape[0], dtype=bool)
        while True:
            smallest, largest = up @ low + down @ high, up @ high + down @ low
            held = (~has_least | (smallest >= self.least - TINY)) & (~has_most | (largest <= self.most + TINY))
            bars_up = more @ (kept & ~held & has_most) + less @ (kept & ~held & has_least)
            bars_down = more @ (kept & ~held & has_least) + less @ (kept & ~held & has_most)
            to_low = (bars_down == 0) & (self.cost >= 0) & (low < high)
            to_high = (bars_up == 0) & (self.cost <= 0) & (low < high) & ~to_low & np.isfinite(high)
            if not ((kept & held).any() or to_low.any() or to_high.any()):
                return replace(self, rows=rows[kept], least=self.least[kept], most=self.most[kept], low=low, high=high)
            kept &= ~held
            high[to_low], low[to_high] = low[to_low], high[to_high]

    @cached_property
    def _merged(self) -> "tuple[Program, np.ndarray]":
        """A program with one column for all that are alike, and which of its columns stands for each of these.

        Columns and rows fall into classes such that each column of a class has the same coefficients towards each
        class of rows, and the other way round. Then a solution stays one when each value is replaced by its class's
        mean, so a program over classes has the same least cost (Grohe, Kersting, Mladenov and Selman, 2014). Whole
        columns are never merged: the mean of whole values may not be whole.
        """
        small = self._loosened
        own = np.where(small.is_whole, np.arange(1, len(small.low) + 1), 0)
        row_class, column_class = alike(
            small.rows,
            np.column_stack([small.least, small.most]),
            np.column_stack([small.low, small.high, small.cost, own]),
        )
        rows, columns = (np.unique(classes, return_index=True)[1] for classes in (row_class, column_class))
        size = len(column_class), len(columns)
        member = sparse.csr_array((np.ones(size[0]), (np.arange(size[0]), column_class)), shape=size)
        program = Program(
            (small.rows[rows] @ member).tocsr(), small.least[rows], small.most[rows], small.low[columns],
            small.high[columns], member.T @ small.cost, small.is_whole[columns], self.is_over,
        )  # fmt: skip
        return program, column_class

    def solve(self, options: Mapping[str, Any], near: np.ndarray | None = None) -> "Solved | None":
        """The best values found; None when there was no time for any, or when there are none.

        Parameters
        ----------
        options
            Of HiGHS, by name.
        near
            Whole columns stay within one of these values, rounded down and up.
        """
        program, classes = self._merged
        if near is not None:
            program = program.within(near[np.unique(classes, return_index=True)[1]])
        found = program._run(options)
        return None if found is None else Solved(found.values[classes], found.value)

    def within(self, near: np.ndarray) -> "Program":
        """The program with whole columns within one of given values, rounded down and up."""
        low = np.where(self.is_whole, np.maximum(self.low, np.floor(near + 1e-6) - 1), self.low)
        high = np.where(self.is_whole, np.minimum(self.high, np.ceil(near - 1e-6) + 1), self.high)
        return replace(self, low=low, high=high)

    def solve_apart(self, options: Mapping[str, float]) -> "Solved | None":
        """The same part by part where columns that are not set have nothing to do with each other.

        Where most columns are set, little hangs together any more: officers of a group with their counts, say.
        """
        small, began = self._loosened, time.monotonic()
        values = small.low.copy()
        for columns, rows in small._large_parts():
            spent = time.monotonic() - began
            left = {"time_limit": max(options["time_limit"] - spent, 0.1)} if "time_limit" in options else {}
            found = small._part(columns, rows)._run({**options, **left})
            if found is None:
                return None
            values[columns] = found.values
        return Solved(values, float(self.cost @ values))

    def _large_parts(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """The parts of more columns than `SMALL`, and all smaller ones together as one."""
        parts = list(self._parts())
        yield from (part for part in parts if len(part[0]) > SMALL)
        small = [part for part in parts if len(part[0]) <= SMALL]
        if small:
            yield np.concatenate([columns for columns, _ in small]), np.concatenate([rows for _, rows in small])

    def _parts(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Columns that are not set and rows that bind them, one set of both for each part that hangs together."""
        from scipy.sparse.csgraph import connected_components

        columns = np.flatnonzero(self.low < self.high)
        met = self.rows.tocsc()[:, columns]
        _, part = connected_components(sparse.block_array([[None, met], [met.T, None]]).tocsr(), directed=False)
        of_row, of_column = part[: self.rows.shape[0]], part[self.rows.shape[0] :]
        by_column, by_row = np.argsort(of_column, kind="stable"), np.argsort(of_row, kind="stable")
        for n in np.unique(of_column):
            mine = by_column[slice(*np.searchsorted(of_column[by_column], (n, n + 1)))]
            yield columns[mine], by_row[slice(*np.searchsorted(of_row[by_row], (n, n + 1)))]

    def _part(self, columns: np.ndarray, rows: np.ndarray) -> "Program":
        """The program of some columns and rows, all others as they are set."""
        others = self.low.copy()
        others[columns] = 0
        held = self.rows[rows]
        fixed = held @ others
        return Program(
            held.tocsc()[:, columns], self.least[rows] - fixed, self.most[rows] - fixed, self.low[columns],
            self.high[columns], self.cost[columns], self.is_whole[columns], self.is_over,
        )  # fmt: skip

    def bound(self, options: Mapping[str, Any]) -> float:
        """Proven lower bound of the cost; minus infinity when nothing was proven in time."""
        import highspy

        solver = self._merged[0]._solved(options)
        if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal and not self.is_whole.any():
            return float(solver.getInfo().objective_function_value)
        return float(solver.getInfo().mip_dual_bound) if self.is_whole.any() else -np.inf

    def _run(self, options: Mapping[str, Any]) -> "Solved | None":
        import highspy

        solver = self._solved(options)
        is_best = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        info = solver.getInfo()
        has_values = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        if not is_best and not (has_values and self.is_whole.any()):
            return None
        return Solved(np.array(solver.getSolution().col_value), float(info.objective_function_value))

    def _solved(self, options: Mapping[str, Any]) -> Any:
        from highspy._core import _Highs  # Highs itself prints its name when it is made

        solver = _Highs()
        for name, value in {"output_flag": False, "threads": 1, **options}.items():
            solver.setOptionValue(name, value)
        solver.passModel(self._model())
        self._make_stoppable(solver)
        solver.run()
        return solver

    def _make_stoppable(self, solver: Any) -> None:
        from highspy import cb

        def hear(_kind: Any, _message: str, _out: Any, into: Any, _data: Any) -> None:
            if self.is_over():
                into.user_interrupt = True

        kinds = cb.HighsCallbackType
        solver.setCallback(hear, None)
        for kind in (kinds.kCallbackMipInterrupt, kinds.kCallbackSimplexInterrupt, kinds.kCallbackIpmInterrupt):
            solver.startCallback(kind)

    def _model(self) -> Any:
        import highspy

        columns, model = self.rows.tocsc(), highspy.HighsLp()
        model.num_row_, model.num_col_ = columns.shape
        model.col_cost_, model.col_lower_, model.col_upper_ = self.cost.astype(float), self.low, self.high
        model.row_lower_, model.row_upper_ = self.least, self.most
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_, model.a_matrix_.index_ = columns.indptr, columns.indices
        model.a_matrix_.value_ = columns.data
        if self.is_whole.any():
            kinds = highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger
            model.integrality_ = [kinds[int(whole)] for whole in self.is_whole]
        return model


@dataclass(frozen=True)
class Solved:
    """Values of all columns, and what they cost."""

    values: np.ndarray
    value: float
