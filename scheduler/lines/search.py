"""Search: large neighbourhoods of lines, each decided by columns, by several workers side by side."""

import threading
import time
from dataclasses import dataclass
from functools import partial

import numpy as np

from scheduler.lines.board import Board
from scheduler.lines.columns import Master
from scheduler.lines.highs import Effort
from scheduler.lines.separate import Separated
from scheduler.lines.settle import Settler

STEP_SECONDS = 3.0
"""Time for one choice among lines."""
ROUNDS = 60
LARGER, SMALLER = 1.08, 0.93
EASY_SECONDS = 1.0
FIRST_OFFICERS, LEAST_OFFICERS = 8.0, 3
LEAST_DAYS = 5
SETTLED = 0.2
"""Share of the open lines that diving settles at a time in a part."""


@dataclass(frozen=True, eq=False)
class Standing:
    """Where the lines stand now: values of the shared program, and how often each officer's line has changed."""

    values: np.ndarray
    changes: np.ndarray


def bound(separated: Separated, board: Board) -> None:
    """Proves a bound of all lines at once, beside the best that there are."""
    values = None if board.chosen is None else Settler.of(separated.shared).complete(board.chosen, board.is_over)
    if values is not None:
        _proven(separated, values, board)


def _proven(separated: Separated, values: np.ndarray, board: Board) -> Master:
    """All lines as columns, as far as they are worth something; the board is told the bound."""
    line = separated.lines[0]
    officers = np.arange(len(separated.lines))
    master = Master(separated, values, officers, line.first, len(line.cells), board.is_over)
    master.prove(lambda bound: board.prove(bound + separated.constant))
    board.prove(master.bound + separated.constant)
    return master


class Lines:
    """The best lines so far, which workers change part by part.

    Parameters
    ----------
    separated
        What lines are made of.
    board
        Told all that is found.
    window
        Days in a row that a line may be decided over at once.
    """

    def __init__(self, separated: Separated, board: Board, window: int) -> None:
        self.separated, self.board, self.window = separated, board, window
        self.settler = Settler.of(separated.shared)
        self.standing: Standing | None = None
        self._price = np.inf
        self._lock = threading.Lock()
        self._cells = [line.cells[line.cells >= 0] for line in separated.lines]
        self.count = sum(separated.shared.kind == 0)

    def offer(self, values: np.ndarray, officers: np.ndarray, since: np.ndarray | None = None) -> bool:
        """Takes values if they are better; where other officers' lines have changed since, beside those."""
        with self._lock:
            now = self.standing
            if now is not None and since is not None and (now.changes != since).any():
                if (now.changes[officers] != since[officers]).any():
                    return False
                held = now.values[: self.count] > 0.5
                for officer in officers.tolist():
                    held[self._cells[officer]] = values[self._cells[officer]] > 0.5
                merged = self.settler.complete(held, self.board.is_over)
                if merged is None:
                    return False
                values = merged
            price = float(self.separated.shared.cost @ values) + self.separated.constant
            if (price >= self.board.price - 1e-9 and now is not None) or not self.separated.shared.fits(values):
                return False
            changes = np.zeros(len(self._cells), dtype=int) if now is None else now.changes.copy()
            changes[officers] += 1
            self.standing, self._price = Standing(values, changes), price
            return self.board.offer(values[: self.count] > 0.5, price)

    def adopt(self) -> None:
        """Goes on from lines that others have found, if they are better."""
        chosen, now = self.board.chosen, self.standing
        if now is None or chosen is None or self.board.price >= self._price - 1e-9:
            return
        values = self.settler.complete(chosen, self.board.is_over)
        with self._lock:
            if values is not None and self.board.price < self._price:
                self._price = float(self.separated.shared.cost @ values) + self.separated.constant
                self.standing = Standing(values, now.changes + 1)

    @property
    def is_long(self) -> bool:
        """Whether there are more days than may be decided at once."""
        lines = self.separated.lines
        return bool(lines) and len(lines[0].cells) - lines[0].first > self.window

    def bounded(self) -> None:
        """The bound of all lines at once, and lines from diving: where days are few enough for that."""
        standing = self.standing
        if standing is None or not self.separated.lines:
            return
        master = _proven(self.separated, standing.values, self.board)
        for share in (0.05, 0.1):
            found = master.dive(share)
            if found is not None:
                self.offer(found, np.arange(len(self._cells)), standing.changes)

    def improve(self, rng: np.random.Generator) -> None:
        """Decides part after part anew until time is over or nothing better exists."""
        if not self.separated.lines:
            return
        separated, board = self.separated, self.board
        officers, days = len(separated.lines), len(separated.lines[0].cells)
        first = separated.lines[0].first
        sizes = {"lines": min(FIRST_OFFICERS, officers), "days": min(14.0, days - first)}
        while not board.is_over() and self.standing is not None:
            self.adopt()
            standing, kind = self.standing, "lines" if rng.random() < 0.7 else "days"
            if kind == "days":
                length, chosen = max(1, round(sizes[kind])), np.arange(officers)
            else:
                length, chosen = (
                    min(self.window, days - first),
                    np.sort(rng.permutation(officers)[: round(sizes[kind])]),
                )
            start = int(rng.integers(first - length // 2, days - length // 2)) if length < days - first else first
            start, stop = max(first, start), min(days, start + length)
            began = time.monotonic()
            master = Master(separated, standing.values, chosen, start, stop, board.is_over)
            master.generate(ROUNDS, enough=board.step / 2)
            is_closed = master.price - master.bound < board.step - 1e-6
            if not is_closed:
                self._refine(master, chosen, standing)
            is_easy = is_closed or time.monotonic() - began < EASY_SECONDS
            sizes[kind] *= LARGER if is_easy else SMALLER
            sizes["lines"] = min(max(sizes["lines"], LEAST_OFFICERS, 1), officers)
            sizes["days"] = min(max(sizes["days"], LEAST_DAYS), self.window, days - first)

    def _refine(self, master: Master, officers: np.ndarray, standing: Standing) -> None:
        """Better lines of a part by diving, which is fast; only where that fails by a search among its columns."""
        for find in (partial(master.dive, SETTLED), partial(master.choose, Effort(min(STEP_SECONDS, self.board.left)))):
            found = find()
            if found is not None and self.offer(found, officers, standing.changes):
                return
