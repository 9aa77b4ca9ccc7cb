"""Separate: what each officer's line must keep by itself, and the program of all that is left between lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from scheduler.clauses import Clause, Limit, Occasions, Stretch
from scheduler.horizon import Horizon
from scheduler.lines.building import whose_days
from scheduler.lines.program import Program, Writer
from scheduler.lines.stints import Runs
from scheduler.rules.line import LineRule


@dataclass(eq=False)
class Line:
    """What one officer's line keeps: runs, successions, one count and one kind of occasions.

    Parameters
    ----------
    cells
        Candidate of each day and shift, -1 where there is none; int, shape (days, shifts).
    cost
        Price of holding each, infinite where it may not be held; float, shape (days, shifts).
    bans
        Shifts of one day that shifts of the next may not follow, bool, shape (days, shifts, shifts): bans[d, s, t]
        forbids t on day d after s on day d - 1.
    """

    cells: np.ndarray
    cost: np.ndarray
    bans: np.ndarray
    occasion: np.ndarray
    first: int = 0
    held: Runs = field(default_factory=Runs)
    free: Runs = field(default_factory=Runs)
    amounts: np.ndarray | None = None
    least: int = 0
    most: int | None = None
    weekends: int | None = None

    @property
    def steps(self) -> float:
        """Steps that pricing all its days takes at most."""
        days, shifts = len(self.cells) - self.first, self.cells.shape[1]
        runs = self.held.most or self.held.least
        counts = 1 if self.amounts is None or self.most is None else self.most + 1
        return float(days * runs * len(self.classes[1][0]) * counts * ((self.weekends or 0) + 1) * shifts)

    @cached_property
    def classes(self) -> tuple[np.ndarray, np.ndarray]:
        """Class of each shift, int, shape (shifts,): those of one class forbid the same on the next day.

        And which shifts may follow which class on each day, bool, shape (days, classes, shifts).
        """
        kept = self.bans.transpose(1, 0, 2).reshape(self.bans.shape[1], -1)
        _, first, classes = np.unique(kept, axis=0, return_index=True, return_inverse=True)
        return classes.reshape(-1).astype(np.int64), np.ascontiguousarray(~self.bans[:, first, :])


@dataclass(frozen=True, eq=False)
class Separated:
    """Lines of officers, and a program over candidates and what is shared.

    The price of lines is that of the program, the costs of their cells, and `constant`.
    """

    lines: tuple[Line, ...]
    shared: Program
    constant: float


def separate(horizon: Horizon, rules: Sequence[LineRule], is_counted: bool = True) -> Separated:
    """Reads the clauses of rules: those that a line can keep go to it, all others into the program.

    Amounts over all days can be left to the program as well: lines that do not count are priced much faster.

    Raises
    ------
    ValueError
        If an officer has a choice of spans or breaks for one shift on one day: a line tells shifts apart, no more.
    """
    writer = Writer(horizon.is_given, horizon.officer, horizon.day)
    lines, constant = tuple(_line(horizon, n) for n in range(len(horizon.officers))), 0.0
    places = {officer.id: n for n, officer in enumerate(horizon.officers)}
    for rule in rules:
        writer.price = None if rule.is_hard else float(rule.weight)
        for clause in rule.clauses(horizon):
            line = lines[places[clause.officer]] if clause.officer in places else None
            priced = None if line is None else _priced(clause, horizon, line, writer.price)
            if priced is not None:
                constant += priced
            elif line is None or not rule.is_hard or not _kept(clause, horizon, places, line, is_counted):
                clause.write(writer)
    program = writer.program()
    for line in lines:
        here = line.cells >= 0
        line.cost[here & (program.high[line.cells] == 0)] = np.inf
        program.cost[line.cells[here]] = np.where(np.isfinite(line.cost[here]), line.cost[here], 0.0)
        program.high[line.cells[here]] = np.isfinite(line.cost[here])
    return Separated(lines, program, constant)


def _line(horizon: Horizon, officer: int) -> Line:
    days, shifts = len(horizon.dates), len(horizon.shift_ids)
    cells = np.full((days, shifts), -1)
    mine = horizon.within(officer, range(days))
    if len({*zip(horizon.day[mine].tolist(), horizon.shift[mine].tolist(), strict=True)}) < len(mine):
        raise ValueError(f"{horizon.officers[officer].id}: one shift of a day in more than one way")
    cells[horizon.day[mine], horizon.shift[mine]] = mine
    cost = np.where(cells >= 0, 0.0, np.inf)
    return Line(cells, cost, np.zeros((days, shifts, shifts), dtype=bool), np.full(days, -1), horizon.first)


def _priced(clause: Clause, horizon: Horizon, line: Line, price: float | None) -> float | None:
    """What a clause about one day costs when nothing is held there, once its cells have what they add; else None."""
    if (
        not isinstance(clause, Limit)
        or not len(clause.cells)
        or (clause.factors is not None and (clause.factors != 1).any())
    ):
        return None
    day = horizon.day[clause.cells]
    if (day != day[0]).any():
        return None
    ends = [_price(clause, held + clause.given, price) for held in (0, 1)]
    if ends[0] == np.inf:
        return None
    line.cost[day, horizon.shift[clause.cells]] += ends[1] - ends[0]
    return ends[0]


def _price(clause: Limit, found: int, price: float | None) -> float:
    beyond = clause.under * (clause.low - found) if found < clause.low else clause.over * max(0, found - clause.high)
    return 0.0 if beyond <= 0 else np.inf if price is None else price * round(beyond)


def _kept(clause: Clause, horizon: Horizon, places: dict[str, int], line: Line, is_counted: bool) -> bool:
    """Whether the line takes a hard clause upon itself."""
    if isinstance(clause, Stretch):
        if whose_days(clause, horizon, places) is None:
            return False
        runs = Runs(clause.least, clause.most)
        if clause.of == "held":
            line.held = line.held.both(runs)
        else:
            line.free = line.free.both(runs)
        return True
    if isinstance(clause, Limit):
        return _banned(clause, horizon, line) or (is_counted and _counted(clause, horizon, line))
    return isinstance(clause, Occasions) and _weekends(clause, horizon, line)


def _banned(clause: Limit, horizon: Horizon, line: Line) -> bool:
    """At most one of some shifts on two days in a row."""
    ones = clause.factors is None or (clause.factors == 1).all()
    day = horizon.day[clause.cells]
    if not ones or clause.low > 0 or clause.high - clause.given != 1 or not len(day) or day.max() - day.min() != 1:
        return False
    early, late = (horizon.shift[clause.cells[day == end]] for end in (day.min(), day.max()))
    line.bans[day.max()][np.ix_(early, late)] = True
    return True


def _counted(clause: Limit, horizon: Horizon, line: Line) -> bool:
    """A count over all days that tells shifts apart by nothing but their amounts."""
    if line.amounts is not None or clause.factors is None or not clause.low > 0 or clause.given:
        return False
    amounts = np.zeros(line.cells.shape, dtype=int)
    amounts[horizon.day[clause.cells], horizon.shift[clause.cells]] = clause.factors
    differ = (line.cells >= 0) & (amounts != amounts.max(axis=0))
    if len(clause.cells) != (line.cells >= 0).sum() or differ.any() or horizon.first:
        return False
    unit = int(np.gcd.reduce(clause.factors)) if len(clause.factors) else 0
    if unit == 0:
        return False
    line.amounts, line.least = amounts.max(axis=0) // unit, int(-(-clause.low // unit))
    line.most = None if np.isinf(clause.high) else int(clause.high // unit)
    return True


def _weekends(clause: Occasions, horizon: Horizon, line: Line) -> bool:
    """How many weekends are worked, each of at most two days in a row and of all their work."""
    if (
        line.weekends is not None
        or clause.exclusive is None
        or clause.low > 0
        or horizon.first
        or np.isinf(clause.high)
    ):
        return False
    found = np.full(len(line.occasion), -1)
    for number, parts in enumerate(clause.exclusive):
        days = sorted({int(day) for part in parts for day in horizon.day[part]})
        if not days:
            continue
        if len(days) > 2 or days[-1] - days[0] > 1 or (found[days] >= 0).any():
            return False
        if sum(map(len, parts)) != (line.cells[days] >= 0).sum():
            return False
        found[days] = number
    line.occasion[:], line.weekends = found, int(clause.high)
    return True
