"""ModelSink: a model of CP-SAT as clauses see it."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from ortools.sat.python import cp_model


class ModelSink:
    """Variables and rows of a model.

    Parameters
    ----------
    cp
        The model.
    held
        1 if a candidate is held, as an expression.
    beyond
        Makes a variable of units beyond a limit, given their most and the price of each; None where limits are firm.
    """

    def __init__(
        self, cp: cp_model.CpModel, held: Callable[[int], Any], beyond: Callable[[int, int], Any] | None
    ) -> None:
        self._cp, self._held, self._beyond = cp, held, beyond

    def cell(self, candidate: int) -> Any:
        """1 if the candidate is held."""
        return self._held(candidate)

    def whole(self, most: int) -> Any:
        """A new whole number."""
        return self._cp.new_int_var(0, most, "")

    def row(self, parts: Sequence[Any], factors: Sequence[int], low: float, high: float) -> None:
        """Keeps a sum within its ends; a sum of numbers alone must lie there."""
        amount = cp_model.LinearExpr.weighted_sum(list(parts), list(factors))
        least = cp_model.INT_MIN if np.isinf(low) else int(np.ceil(low))
        most = cp_model.INT_MAX if np.isinf(high) else int(np.floor(high))
        if isinstance(amount, int):
            amount = amount + self._cp.new_constant(0)
        self._cp.add_linear_constraint(amount, least, most)

    def excess(self, most: int, price: int) -> Any | None:
        """Units beyond a limit; None where it is firm."""
        return None if self._beyond is None else self._beyond(most, price)
