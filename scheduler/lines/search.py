"""Search: first lines officer by officer, then large neighbourhoods again and again."""

import time

import numpy as np

from scheduler.lines.board import Board
from scheduler.lines.highs import Effort, solve
from scheduler.lines.neighbourhoods import every
from scheduler.lines.part import part_of
from scheduler.lines.program import Program

STEP_SECONDS = 4.0
FIRST_SECONDS = 10.0
"""Time for the first lines of one officer."""


def construct(board: Board, shape: tuple[int, int], rng: np.random.Generator) -> bool:
    """Gives each officer in turn the best line beside those who have one; whether that kept all rules.

    Where rules bind officers to each other it may not.
    """
    program = board.program
    values = np.where(program.low > 0, program.low, 0.0)
    for officer in rng.permutation(shape[0]):
        is_open = np.zeros(shape, dtype=bool)
        is_open[officer] = True
        part = part_of(program, values, is_open)
        found = solve(part.program, part.program.cost, Effort(min(FIRST_SECONDS, board.left)), board.ended)
        if found.values is None:
            return False
        values = part.into(values, found.values)
    board.offer(_complete(program, values))
    return board.values is not None


def _complete(program: Program, values: np.ndarray) -> np.ndarray:
    """Values with what stands for nobody's days at its least: rows without candidates are not met officer by officer."""
    missing = program.least - program.rows @ values
    short = np.flatnonzero(missing > 0)
    for row in short.tolist():
        columns = program.columns[program.starts[row] : program.starts[row + 1]]
        factors = program.factors[program.starts[row] : program.starts[row + 1]]
        for column, factor in zip(columns, factors, strict=True):
            if factor > 0 and program.officer[column] < 0:
                values[column] += missing[row] / factor
                break
    return values


def improve(board: Board, shape: tuple[int, int], rng: np.random.Generator) -> None:
    """Decides part after part anew until time is over or nothing better exists."""
    kinds = every()
    while not board.is_over and board.values is not None:
        kind = kinds[rng.integers(len(kinds))]
        values = board.values
        part = part_of(board.program, values, kind.choose(shape, kind.share, rng))
        if not len(part.columns):
            continue
        began, seconds = time.monotonic(), min(STEP_SECONDS, board.left)
        effort = Effort(seconds, seed=int(rng.integers(1 << 30)))
        found = solve(part.program, board.cost[part.columns], effort, board.ended, start=values[part.columns])
        if found.values is not None:
            board.offer(part.into(values, found.values))
        kind.learn(found.is_over, (time.monotonic() - began) / seconds)
