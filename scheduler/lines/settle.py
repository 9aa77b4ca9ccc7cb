"""Settle: what the columns that are no candidates come to once the candidates are decided."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scheduler.lines.highs import Effort, solve
from scheduler.lines.program import OTHER, Program

SECONDS = 30.0


@dataclass(frozen=True, eq=False)
class Settler:
    """Completes the values of a program of candidates and units beyond limits.

    Parameters
    ----------
    program
        Its candidates come first.
    units
        Columns that are nothing but units beyond one row, int; None where there are others as well.
    """

    program: Program
    units: np.ndarray | None

    @classmethod
    def of(cls, program: Program) -> "Settler":
        """Looks whether every other column is a unit beyond one row, and each side of a row has at most one."""
        others = np.flatnonzero(program.kind == OTHER)
        here = np.flatnonzero(program.kind[program.columns] == OTHER)
        columns, rows, factors = program.columns[here], program.row_of[here], program.factors[here]
        sides = rows * 2 + (factors > 0)
        is_plain = len(columns) == len(others) == len(np.unique(columns)) and len(np.unique(sides)) == len(sides)
        return cls(program, here if is_plain and (np.abs(factors) == 1).all() else None)

    def complete(self, held: np.ndarray, is_over: Callable[[], bool]) -> np.ndarray | None:
        """The cheapest values with these candidates held, bool, shape (candidates,); None when they break a row."""
        program, count = self.program, len(held)
        if self.units is None:
            low, high = program.low.copy(), program.high.copy()
            low[:count] = high[:count] = held
            return solve(program.within(low, high), program.cost, Effort(SECONDS), is_over).values
        values = np.concatenate([held.astype(float), np.zeros(len(program.cost) - count)])
        found = program.rows @ values
        columns, rows = program.columns[self.units], program.row_of[self.units]
        beyond = np.where(
            program.factors[self.units] > 0, program.least[rows] - found[rows], found[rows] - program.most[rows]
        )
        values[columns] = np.maximum(beyond, 0)
        return values if program.fits(values) else None
