"""Greedy: first lines, officer by officer, each the cheapest beside those who have one; and descent the same way."""

import numpy as np

from scheduler.lines.pricing import held_of, task_of
from scheduler.lines.program import OTHER, Program
from scheduler.lines.separate import Line, Separated

AHEAD = 7
"""Days that are looked ahead of those that are settled, where a line is made window by window.

The last window is a full one: what the line still owes is rarely to be had from a few days.
"""

TRIES = 40
"""Lines that are made for one officer until one is lawful."""
FIRM = 1e9
"""Price of a unit beyond a limit that is firm."""


class Margins:
    """What one more held candidate costs in the rows of a program, as far as units beyond their limits tell.

    Rows that count anything but candidates cost nothing here.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        other, price = program.kind == OTHER, [np.full(len(program.least), np.inf) for _ in range(2)]
        here = np.flatnonzero(other[program.columns])
        rows, columns = program.row_of[here], program.columns[here]
        for sign, prices in zip((1, -1), price, strict=True):
            of = program.factors[here] * sign > 0
            np.minimum.at(prices, rows[of], program.cost[columns[of]] / np.abs(program.factors[here][of]))
        self._under, self._over = (np.where(np.isinf(p), firm, p) for p, firm in zip(price, (0.0, FIRM), strict=True))
        self.activity = np.zeros(len(program.least))
        self._columns = program.rows.tocsc()

    def hold(self, cells: np.ndarray, sign: int) -> None:
        """Adds held candidates, or takes them away."""
        for cell in cells.tolist():
            here = slice(self._columns.indptr[cell], self._columns.indptr[cell + 1])
            self.activity[self._columns.indices[here]] += sign * self._columns.data[here]

    def of(self, cells: np.ndarray) -> np.ndarray:
        """Price of one more of each of these candidates, of the same shape; infinite for -1."""
        program, flat = self._program, cells.reshape(-1)
        prices = np.where(flat >= 0, program.cost[flat], np.inf)
        starts, stops = self._columns.indptr[flat], self._columns.indptr[flat + 1]
        counts = np.where(flat >= 0, stops - starts, 0)
        owner = np.repeat(np.arange(len(flat)), counts)
        places = np.repeat(starts - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts) + np.arange(counts.sum())
        rows, factors = self._columns.indices[places], self._columns.data[places]
        change = self._beyond(rows, self.activity[rows] + factors) - self._beyond(rows, self.activity[rows])
        np.add.at(prices, owner, change)
        prices[(flat >= 0) & (program.high[flat] == 0)] = np.inf
        return prices.reshape(cells.shape)

    def beyond(self, cells: np.ndarray) -> np.ndarray:
        """Which of these candidates go beyond a firm limit: of each row that has too many, the last."""
        kept = self._columns[:, cells]
        most = np.where(self._over == FIRM, self._program.most - self.activity, np.inf)
        total = np.asarray(kept.sum(axis=1)).reshape(-1)
        given_up = []
        for row in np.flatnonzero(total > most).tolist():
            factors = kept[[row], :].toarray().reshape(-1)
            given_up.append(cells[(factors > 0) & (np.cumsum(factors) > most[row])])
        return np.concatenate([*given_up, np.zeros(0, dtype=int)]).astype(int)

    def _beyond(self, rows: np.ndarray, amount: np.ndarray) -> np.ndarray:
        """What rows cost at an amount."""
        missing = np.maximum(self._program.least[rows] - amount, 0)
        beyond = np.maximum(amount - self._program.most[rows], 0)
        return np.asarray(self._under[rows] * missing + self._over[rows] * beyond)


def construct(separated: Separated, window: int, sweeps: int, rng: np.random.Generator) -> np.ndarray | None:
    """Candidates that are held, bool; each officer's line is the cheapest beside the others', again and again.

    None where an officer has no line at all. Lines longer than `window` days are made window by window, over twice as
    many days where that leads nowhere.
    """
    days = len(separated.lines[0].cells)
    while True:
        held = _construct(separated, window, sweeps, rng)
        if held is not None or window >= days:
            return held
        window *= 2


def _construct(separated: Separated, window: int, sweeps: int, rng: np.random.Generator) -> np.ndarray | None:
    shared = separated.shared
    margins, held = Margins(shared), np.zeros(len(shared.cost), dtype=bool)
    held |= (shared.kind != OTHER) & (shared.low > 0)
    margins.hold(np.flatnonzero(held), 1)
    for sweep in range(sweeps):
        for officer in rng.permutation(len(separated.lines)).tolist():
            line = separated.lines[officer]
            mine = line.cells[line.cells >= 0]
            mine = mine[held[mine] & (shared.low[mine] == 0)]
            margins.hold(mine, -1)
            held[mine] = False
            cells = _line(line, held, margins, window, mine if sweep else None)
            if cells is None:
                return None
            margins.hold(cells, 1)
            held[cells] = True
    return held


def _line(line: Line, held: np.ndarray, margins: Margins, window: int, now: np.ndarray | None) -> np.ndarray | None:
    """Candidates of the cheapest line that is lawful beside the others'; what goes beyond a firm limit is closed.

    Over many days the line that there is already stays. None where nothing was found.
    """
    if now is not None and len(line.cells) - line.first > window:
        return now
    prices = margins.of(line.cells)
    for _ in range(TRIES):
        cells = _cheapest(line, held, prices, window)
        beyond = cells if cells is None else margins.beyond(cells)
        if beyond is None or not len(beyond):
            return cells
        prices[np.isin(line.cells, beyond)] = np.inf
    return now


def _cheapest(line: Line, held: np.ndarray, prices: np.ndarray, window: int) -> np.ndarray | None:
    """Candidates of the cheapest line; over many days one that is made window by window."""
    days = len(line.cells)
    shifts, start = held_of(held, line.cells), line.first
    while start < days:
        stop = min(start + window, days)
        part = None if stop == days else (stop - line.first) / (days - line.first)
        price, found = task_of(line, shifts, start, stop, part).price(prices[start:stop])
        if np.isinf(price):
            return None
        shifts[start:stop] = found
        start = days if stop == days else min(max(stop - AHEAD, start + 1), days - window)
        shifts[start:] = -1
    return _cells(line, shifts[line.first :], line.first)


def _cells(line: Line, found: np.ndarray, start: int) -> np.ndarray:
    days = np.flatnonzero(found >= 0)
    return line.cells[start + days, found[days]]
