"""Columns: whole lines as the columns of a program, made where they are worth something (Dantzig and Wolfe 1960)."""

from collections.abc import Callable
from typing import Any

import numpy as np

from scheduler.lines.highs import Effort, solve
from scheduler.lines.part import Part, part_of
from scheduler.lines.pricing import Task, held_of, task_of
from scheduler.lines.program import OTHER, Program
from scheduler.lines.separate import Separated

SMOOTH = 0.6
"""Part of the prices that gave the best bound in those that lines are priced with (Wentges, ITOR 4, 1997)."""
TINY = 1e-6
ROUNDS = 20
"""Rounds of new lines after some are settled."""
SURE = 0.95
Ended = Callable[[], bool]


class Master:
    """Some officers' days in a row, as a choice of one line for each of them.

    Parameters
    ----------
    separated
        The whole.
    values
        Of the shared program's columns now; they keep all rows.
    officers, start, stop
        Whose days, from which one up to which one.
    is_over
        Whether to end.
    """

    def __init__(
        self, separated: Separated, values: np.ndarray, officers: np.ndarray, start: int, stop: int, is_over: Ended
    ) -> None:
        self._values, self._is_over = values, is_over
        lines = separated.lines
        is_open = np.zeros((len(lines), len(lines[0].cells)), dtype=bool)
        is_open[officers, start:stop] = True
        self._part: Part = part_of(separated.shared, values, is_open)
        place = np.full(len(values) + 1, -1)
        place[self._part.columns] = np.arange(len(self._part.columns))
        self._places = [place[lines[officer].cells[start:stop]] for officer in officers]
        now = [held_of(values, lines[officer].cells) for officer in officers]
        pairs = zip(officers, now, strict=True)
        self._tasks: list[Task] = [task_of(lines[officer], held, start, stop) for officer, held in pairs]
        program = self._part.program
        self._others = np.flatnonzero(program.kind == OTHER)
        self._matrix = program.rows.tocsc()
        is_soft = np.zeros(len(program.least), dtype=bool)
        is_soft[program.row_of[program.kind[program.columns] == OTHER]] = True
        self._most = np.where(is_soft, np.inf, program.most)
        self._owners: list[int] = []
        self._cells: list[np.ndarray] = []
        self._is_lawful: list[bool] = []
        self._entries: list[tuple[np.ndarray, np.ndarray, float]] = []
        self._known: set[tuple[int, bytes]] = set()
        self._open = np.ones(len(officers), dtype=bool)
        self._highs = self._start()
        self._center: np.ndarray | None = None
        self._best = -np.inf
        self.bound = -np.inf
        """Proven lower bound of the price of this part."""
        self.price = float(program.cost @ values[self._part.columns])
        """Its price now."""
        for at, held in enumerate(now):
            self._add(at, held[start:stop])

    def _start(self) -> Any:
        """The relaxation with what is not a line; officers' own rows ask for one line each."""
        import highspy
        from highspy._core import _Highs  # Highs itself prints its name when it is made

        program, others, ones = self._part.program, self._others, np.ones(len(self._tasks))
        highs = _Highs()
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("threads", 1)
        matrix = self._matrix[:, others]
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(others), len(program.least) + len(ones)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = program.cost[others], program.low[others], program.high[others]
        lp.row_lower_, lp.row_upper_ = np.concatenate([program.least, ones]), np.concatenate([program.most, ones])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
        highs.passModel(lp)
        return highs

    def _add(self, at: int, line: np.ndarray) -> bool:
        """A line as a column, unless it is there."""
        days = np.flatnonzero(line >= 0)
        cells = self._places[at][days, line[days]]
        key = at, line.tobytes()
        if key in self._known or (cells < 0).any():
            return False
        self._known.add(key)
        count = len(self._part.program.least)
        sums = np.zeros(count)
        for cell in cells.tolist():
            here = slice(self._matrix.indptr[cell], self._matrix.indptr[cell + 1])
            sums[self._matrix.indices[here]] += self._matrix.data[here]
        (rows,) = np.nonzero(sums)
        cost = float(self._part.program.cost[cells].sum())
        places, factors = np.append(rows, count + at).astype(np.int32), np.append(sums[rows], 1.0)
        self._highs.addCol(cost, 0.0, np.inf, len(places), places, factors)
        self._owners.append(at)
        self._cells.append(cells)
        self._is_lawful.append(bool((sums <= self._most).all()))
        self._entries.append((places, factors, cost))
        return True

    def generate(self, rounds: int, enough: float = TINY) -> None:
        """Adds lines until none is worth adding, or the bound lies `enough` below the price of the relaxation."""
        self._center, self._best = None, -np.inf
        relaxed = self._relax()
        for _ in range(rounds):
            if self._is_over() or not self._round(*relaxed[1:]):
                return
            relaxed = self._relax()
            if relaxed[0] - self._best < enough:
                return

    def prove(self, told: Callable[[float], None]) -> None:
        """Adds lines until none is worth adding, and tells each better bound."""
        self._center, self._best = None, -np.inf
        while not self._is_over():
            price, *prices = self._relax()
            if price - self._best < TINY or not self._round(*prices):
                return
            told(self.bound)

    def _round(self, out: np.ndarray, worth: np.ndarray) -> int:
        """One round of new lines; how many were worth adding."""
        added = 0
        for smooth in (SMOOTH, 0.0) if self._center is not None else (0.0,):
            prices = out if self._center is None else smooth * self._center + (1 - smooth) * out
            bound, added = self._price(prices, out, worth)
            if self._center is None or bound > self._best:
                self._best, self._center = bound, prices
            if added:
                break
        if self._open.all():
            self.bound = max(self.bound, self._best)
        return added

    def _relax(self) -> tuple[float, np.ndarray, np.ndarray]:
        """Price of the relaxation, prices of the shared rows, and of one more line of each officer."""
        self._highs.run()
        duals, count = np.array(self._highs.getSolution().row_dual), len(self._part.program.least)
        return self._highs.getInfo().objective_function_value, duals[:count], duals[count:]

    def _price(self, prices: np.ndarray, out: np.ndarray, worth: np.ndarray) -> tuple[float, int]:
        """The bound that prices of rows prove, and how many lines they made that are worth adding.

        For any prices p of the rows, cost x is at least p (A x) + (cost - p A) x, and each line and each column is at
        least its own minimum: so the bound holds whatever the relaxation says (Lagrange; Geoffrion 1974).
        """
        program = self._part.program
        is_void = ((prices > 0) & np.isinf(program.least)) | ((prices < 0) & np.isinf(program.most))
        prices = np.where(is_void, 0.0, prices)
        given = np.where(prices > 0, program.least, np.where(prices < 0, program.most, 0.0))
        reduced, real = program.cost - program.rows.T @ prices, program.cost - program.rows.T @ out
        others = reduced[self._others]
        ends = np.where(others > 0, program.low[self._others], np.where(others < 0, program.high[self._others], 0.0))
        bound, added = float((prices * given).sum() + (others * ends).sum()), 0
        for at, (task, places) in enumerate(zip(self._tasks, self._places, strict=True)):
            if not self._open[at]:
                continue
            value, line = task.price(np.where(places >= 0, reduced[places], np.inf))
            bound += value
            if value < np.inf:
                days = np.flatnonzero(line >= 0)
                added += real[places[days, line[days]]].sum() < worth[at] - TINY and self._add(at, line)
        return bound, added

    def dive(self, share: float) -> np.ndarray | None:
        """Settles line after line where the relaxation is nearly sure, and makes new lines for the others beside them.

        `share` of those that are open are settled at a time. None when that led nowhere.
        """
        first = len(self._others)
        while not self._is_over():
            self.generate(ROUNDS, enough=0.5)
            values = np.array(self._highs.getSolution().col_value)
            if not self._open.any() and len(values):
                self._release()
                return self._read(values)
            if not len(values) or not self._settle(values[first:], share):
                break
        self._release()
        return None

    def _settle(self, weights: np.ndarray, share: float) -> int:
        """Settles the heaviest lines; how many."""
        wanted, settled = max(1, round(share * self._open.sum())), 0
        for column in np.argsort(-weights, kind="stable").tolist():
            at = self._owners[column]
            if weights[column] < TINY or (settled >= wanted and weights[column] < SURE):
                break
            if self._open[at] and self._is_lawful[column]:
                self._open[at] = False
                self._highs.changeColBounds(len(self._others) + column, 1.0, 1.0)
                settled += 1
        return settled

    def _release(self) -> None:
        first, count = len(self._others), len(self._owners)
        self._open[:] = True
        places = np.arange(first, first + count, dtype=np.int32)
        self._highs.changeColsBounds(count, places, np.zeros(count), np.full(count, np.inf))

    def choose(self, effort: Effort) -> np.ndarray | None:
        """The best choice among the lines that are there, as values of the shared program; None when there is none."""
        program = self._chosen_from()
        start = np.zeros(len(program.cost))
        start[: len(self._others)] = self._values[self._part.columns[self._others]]
        start[len(self._others) : len(self._others) + len(self._tasks)] = 1
        found = solve(program, program.cost, effort, self._is_over, start)
        return None if found.values is None else self._read(found.values)

    def _chosen_from(self) -> Program:
        """The program of whole numbers over the lines that are there."""
        from scipy.sparse import csc_array, hstack

        old, others, ones = self._part.program, self._others, np.ones(len(self._tasks))
        count = len(self._entries)
        ends = np.cumsum([0, *(len(places) for places, _, _ in self._entries)])
        places = np.concatenate([places for places, _, _ in self._entries])
        factors = np.concatenate([factors for _, factors, _ in self._entries])
        shape = len(old.least) + len(ones), len(others)
        matrix = self._matrix[:, others]
        shared = csc_array((matrix.data, matrix.indices, matrix.indptr), shape=shape)
        rows = hstack([shared, csc_array((factors, places, ends), shape=(shape[0], count))]).tocsr()
        about = np.full(len(others) + count, -1)
        return Program(
            cost=np.concatenate([old.cost[others], [cost for _, _, cost in self._entries]]),
            breach=np.zeros(len(about)),
            low=np.concatenate([old.low[others], np.zeros(count)]),
            high=np.concatenate([old.high[others], np.ones(count)]),
            starts=rows.indptr, columns=rows.indices, factors=rows.data,
            least=np.concatenate([old.least, ones]), most=np.concatenate([old.most, ones]),
            officer=about, day=about, until=about, kind=np.full(len(about), OTHER),
        )  # fmt: skip

    def _read(self, found: np.ndarray) -> np.ndarray:
        """Values of the shared program from values of these columns."""
        first = len(self._others)
        values = np.zeros(len(self._part.columns))
        values[self._others] = np.rint(found[:first])
        for column in np.flatnonzero(found[first:] > 0.5).tolist():
            values[self._cells[column]] = 1
        return self._part.into(self._values, values)
