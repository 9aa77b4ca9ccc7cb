"""Program: a linear program written in blocks of columns and rows, solved by HiGHS."""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, eq=False)
class Answer:
    """What HiGHS has found.

    Parameters
    ----------
    values
        Of all columns, float, shape (columns,); None when there was no time for any, or there are none.
    bound
        Nothing costs less: inf when nothing keeps the rows, -inf when there was no time for a proof.
    """

    values: np.ndarray | None
    bound: float


class Program:
    """Columns and rows to be minimised over, written in blocks."""

    def __init__(self) -> None:
        self._costs: list[np.ndarray] = []
        self._highs: list[np.ndarray] = []
        self._whole: list[np.ndarray] = []
        self.size = 0
        self._entries: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
        self._low: list[np.ndarray] = []
        self._most: list[np.ndarray] = []
        self._rows = 0

    def columns(
        self,
        shape: tuple[int, ...],
        high: np.ndarray | float = np.inf,
        cost: np.ndarray | float = 0.0,
        whole: bool = False,
    ) -> np.ndarray:
        """New columns from 0 to `high`, whole numbers where asked; their positions, int, of that shape."""
        first, count = self.size, int(np.prod(shape))
        self.size += count
        self._costs.append(np.broadcast_to(cost, shape).ravel().astype(float))
        self._highs.append(np.broadcast_to(high, shape).ravel().astype(float))
        self._whole.append(np.full(count, whole))
        return first + np.arange(count).reshape(shape)

    def rows(self, low: np.ndarray | float, most: np.ndarray | float, *terms: tuple[np.ndarray, float]) -> None:
        """Rows low <= sum of factor x columns <= most; a term has columns of shape (rows, parts), -1 for none."""
        count = len(terms[0][0])
        for columns, factor in terms:
            wide = columns.reshape(count, -1)
            row, part = np.nonzero(wide >= 0)
            self._entries.append((row + self._rows, wide[row, part], np.full(len(row), factor)))
        self._low.append(np.broadcast_to(low, count).astype(float))
        self._most.append(np.broadcast_to(most, count).astype(float))
        self._rows += count

    def solve(self, seconds: float, threads: int = 1, gap: float = 0.0) -> Answer:
        """Minimises by HiGHS; relaxed where no column is whole."""
        import highspy
        from scipy.sparse import csr_array

        highs: Any = highspy.Highs.__base__()  # type: ignore[misc]  # Highs itself prints a banner when it is made
        lp = highspy.HighsLp()
        row, column, factor = (np.concatenate(part) for part in zip(*self._entries, strict=True))
        matrix = csr_array((factor, (row, column)), shape=(self._rows, self.size))
        whole = np.concatenate(self._whole)
        lp.num_col_, lp.num_row_ = self.size, self._rows
        lp.col_cost_, lp.col_lower_ = np.concatenate(self._costs), np.zeros(self.size)
        lp.col_upper_, lp.row_lower_ = np.concatenate(self._highs), np.concatenate(self._low)
        lp.row_upper_ = np.concatenate(self._most)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
        if whole.any():
            kinds = highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger
            lp.integrality_ = [kinds[bool(is_whole)] for is_whole in whole]
        options = {"output_flag": False, "time_limit": max(seconds, 0.1), "threads": threads, "mip_rel_gap": gap}
        for option, value in options.items():
            highs.setOptionValue(option, value)
        highs.passModel(lp)
        highs.run()
        return _answer(highs, bool(whole.any()))


def _answer(highs: Any, is_whole: bool) -> Answer:
    import highspy

    status, info = highs.getModelStatus(), highs.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Answer(None, np.inf)
    is_done = status == highspy.HighsModelStatus.kOptimal
    has_any = info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
    values = np.array(highs.getSolution().col_value) if is_done or (is_whole and has_any) else None
    relaxed = info.objective_function_value if is_done else -np.inf
    return Answer(values, float(info.mip_dual_bound if is_whole else relaxed))
