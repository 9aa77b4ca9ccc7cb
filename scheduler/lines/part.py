"""Part: a smaller program of what is free, with all else as it is now."""

from dataclasses import dataclass

import numpy as np

from scheduler.lines.program import CANDIDATE, FREE, HELD, OTHER, Program


@dataclass(frozen=True, eq=False)
class Part:
    """A program of some columns of another.

    Parameters
    ----------
    program
        Over those columns, and all rows that any of them stands in.
    columns
        Their numbers in the other program, int.
    """

    program: Program
    columns: np.ndarray

    def into(self, values: np.ndarray, own: np.ndarray) -> np.ndarray:
        """All values, with those of the part in their place."""
        whole = values.copy()
        whole[self.columns] = own
        return whole


def part_of(program: Program, values: np.ndarray, open_days: np.ndarray) -> Part:
    """What may change when some officers' days are decided anew.

    Parameters
    ----------
    program
        The whole.
    values
        Of its columns now, shape (columns,).
    open_days
        Which days of which officers are open, bool, shape (officers, days).
    """
    free = _free_days(program, open_days) | _free_arcs(program, values, open_days)
    is_other = program.kind == OTHER
    while True:
        touched = np.zeros(len(program.least), dtype=bool)
        touched[program.row_of[free[program.columns]]] = True
        reached = np.zeros(len(free), dtype=bool)
        reached[program.columns[touched[program.row_of]]] = True
        grown = free | (reached & is_other)
        if (grown == free).all():
            return _cut(program, values, free, touched)
        free = grown


def _free_days(program: Program, open_days: np.ndarray) -> np.ndarray:
    """Candidates of open days that may be held."""
    is_open = (program.kind == CANDIDATE) & (program.low < program.high)
    is_open[is_open] = open_days[program.officer[is_open], program.day[is_open]]
    return is_open


def _free_arcs(program: Program, values: np.ndarray, open_days: np.ndarray) -> np.ndarray:
    """Arcs that reach an open day and say of the others what is so."""
    held = np.zeros(open_days.shape, dtype=bool)
    cells = np.flatnonzero((program.kind == CANDIDATE) & (values > 0))
    held[program.officer[cells], program.day[cells]] = True
    arcs = np.flatnonzero((program.kind == HELD) | (program.kind == FREE))
    officer, start, end = program.officer[arcs], program.day[arcs], program.until[arcs]
    wrong = np.where(
        program.kind[arcs] == HELD,
        _count(~open_days & ~held, officer, start, end),
        _count(~open_days & held, officer, start, end),
    )
    near = _count(open_days, officer, np.maximum(start - 1, 0), np.minimum(end + 1, open_days.shape[1]))
    free = np.zeros(len(values), dtype=bool)
    free[arcs[(wrong == 0) & (near > 0)]] = True
    return free


def _count(mask: np.ndarray, officer: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """How many days of each officer's stretch are in the mask."""
    sums = np.concatenate([np.zeros((len(mask), 1), dtype=int), np.cumsum(mask, axis=1)], axis=1)
    return np.asarray(sums[officer, end] - sums[officer, start])


def _cut(program: Program, values: np.ndarray, free: np.ndarray, touched: np.ndarray) -> Part:
    columns, rows = np.flatnonzero(free), np.flatnonzero(touched)
    rest = np.where(free, 0, values)
    given = (program.rows @ rest)[rows]
    kept = free[program.columns] & touched[program.row_of]
    places = np.cumsum(free) - 1
    counts = np.bincount(program.row_of[kept], minlength=len(program.least))[rows]
    own = Program(
        cost=program.cost[columns], breach=program.breach[columns],
        low=program.low[columns], high=program.high[columns],
        starts=np.concatenate([[0], np.cumsum(counts)]), columns=places[program.columns[kept]].astype(np.int32),
        factors=program.factors[kept], least=program.least[rows] - given, most=program.most[rows] - given,
        officer=program.officer[columns], day=program.day[columns], until=program.until[columns],
        kind=program.kind[columns],
    )  # fmt: skip
    return Part(own, columns)
