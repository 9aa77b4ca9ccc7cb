"""Parts: a program decided by HiGHS as a whole, and part after part where that takes too long.

For everything: hard rules that may break, rules that bind officers to each other, proofs of small horizons.
"""

import threading
import time

import numpy as np

from scheduler.lines.board import Board
from scheduler.lines.feasible import feasible
from scheduler.lines.highs import Effort, solve
from scheduler.lines.neighbourhoods import every
from scheduler.lines.part import part_of
from scheduler.lines.program import CANDIDATE, Program

STEP_SECONDS = 4.0
FIRST_SECONDS = 10.0
"""Time for the first lines of one officer."""


class Whole:
    """A program with the best values so far.

    Parameters
    ----------
    program, cost
        What is solved, and its objective.
    shape
        Officers and days.
    board
        Told all that is found.
    """

    def __init__(self, program: Program, cost: np.ndarray, shape: tuple[int, int], board: Board) -> None:
        self._program, self._cost, self._shape, self.board = program, cost, shape, board
        self._count = int((program.kind == CANDIDATE).sum())
        self._lock = threading.Lock()
        self.price = np.inf
        self.values: np.ndarray | None = None

    @property
    def size(self) -> int:
        """Columns."""
        return len(self._cost)

    def offer(self, values: np.ndarray) -> None:
        """Takes values that keep every row if they are better."""
        whole = np.rint(values)
        price = float(self._cost @ whole)
        with self._lock:
            if price >= self.price or not self._program.fits(whole):
                return
            self.values, self.price = whole, price
        self.board.offer(whole[: self._count] > 0.5, price)

    def complete(self, chosen: np.ndarray) -> None:
        """Takes lines that were found elsewhere."""
        low, high = self._program.low.copy(), self._program.high.copy()
        low[: self._count] = high[: self._count] = chosen
        found = solve(self._program.within(low, high), self._cost, Effort(FIRST_SECONDS), self.board.is_over)
        if found.values is not None:
            self.offer(found.values)

    def begin(self, rng: np.random.Generator) -> bool:
        """First values: officer by officer, or by CP-SAT; False when there are none, or no time was left for any."""
        values = self._officer_by_officer(rng)
        if values is not None:
            self.offer(values)
        if self.values is None:
            found = feasible(self._program, self._cost, max(1.0, self.board.left / 3), self.board.stop)
            if found is not None:
                self.offer(found)
        return self.values is not None

    def _officer_by_officer(self, rng: np.random.Generator) -> np.ndarray | None:
        """Each officer in turn gets the best line beside those who have one; None where rules bind them otherwise."""
        values = np.maximum(self._program.low, 0.0)
        for officer in rng.permutation(self._shape[0]).tolist():
            is_open = np.zeros(self._shape, dtype=bool)
            is_open[officer] = True
            part = part_of(self._program, values, is_open)
            effort = Effort(min(FIRST_SECONDS, self.board.left))
            found = solve(part.program, self._cost[part.columns], effort, self.board.is_over)
            if found.values is None:
                return None
            values = part.into(values, found.values)
        return values

    def climb(self, threads: int) -> None:
        """The whole program in one tree, which proves bounds and may find better values."""
        found = solve(
            self._program, self._cost, Effort(self.board.left, threads), self.board.is_over, self.values,
            watch=lambda _price, bound: self.board.prove(bound), take=self.offer,
        )  # fmt: skip
        if found.values is not None:
            self.offer(found.values)
        self.board.prove(found.bound)

    def improve(self, rng: np.random.Generator) -> None:
        """Decides part after part anew until time is over or nothing better exists."""
        kinds = every()
        while not self.board.is_over() and self.values is not None:
            if self.board.chosen is not None and self.board.price < self.price - 1e-9:
                self.complete(self.board.chosen)
            kind, values = kinds[rng.integers(len(kinds))], self.values
            part = part_of(self._program, values, kind.choose(self._shape, kind.share, rng))
            began, seconds = time.monotonic(), min(STEP_SECONDS, self.board.left)
            effort = Effort(seconds, seed=int(rng.integers(1 << 30)))
            start = values[part.columns]
            found = solve(part.program, self._cost[part.columns], effort, self.board.is_over, start)
            if found.values is not None:
                self.offer(part.into(values, found.values))
            kind.learn(found.is_over, (time.monotonic() - began) / max(seconds, 0.1))
