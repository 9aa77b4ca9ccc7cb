"""Choice: one day for each officer, days being columns that are made where they are worth something.

Column generation (Dantzig and Wolfe 1960): the relaxation prices kinds of place by slot, and the cheapest day at these
prices is a path (paths.py). Officers who are alike are one row, and a day costs what it costs, so this relaxation is
nearly whole; where it is not, all days that a better choice could hold are listed (Baldacci, Christofides and Mingozzi,
Math. Program. 115, 2008) and chosen from under HiGHS.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from scheduler.allocation.alike import Alike
from scheduler.allocation.counts import Counts
from scheduler.allocation.days import Days
from scheduler.allocation.linear import Arrays

TINY = 1e-6
NEAR = 1e-4
"""Part of its value that the relaxation may still lie above its bound."""

TeamDays = tuple[tuple[np.ndarray, ...], ...]
"""For each team the days of its officers."""


@dataclass(frozen=True, eq=False)
class Chosen:
    """Days of all officers with their price, and a lower bound of all choices among the days that were there."""

    days: TeamDays
    value: float
    bound: float


class Choice:
    """The days that are known, and the relaxation of choosing among them.

    Parameters
    ----------
    counts
        What is asked of numbers.
    teams
        Officers who are alike.
    days
        What their days cost.
    start
        Days to begin with.
    seconds_left
        Time for all that follows.

    Attributes
    ----------
    bound
        Proven lower bound of all choices, whatever days they hold.
    """

    def __init__(
        self,
        counts: Counts,
        teams: Sequence[Alike],
        days: Days,
        start: TeamDays,
        seconds_left: Callable[[], float],
    ) -> None:
        self._teams, self._days, self._left = teams, days, seconds_left
        arrays = Arrays(counts.program)
        self._shared, rows = len(arrays.costs), len(arrays.low)
        link = {at: rows + n for n, at in enumerate(counts.column)}
        self._links = [np.array([[link[kind, slot] for kind in t.kinds] for slot in t.slots.tolist()]) for t in teams]
        self._first = rows + len(link)
        self._highs = _relaxation(arrays, list(counts.column.values()), [len(team.people) for team in teams])
        self._columns: list[tuple[int, np.ndarray]] = []
        self._known: dict[tuple[int, bytes], int] = {}
        self._duals, self._reduced = np.zeros(self._first + len(teams)), np.zeros(0)
        self.bound = 0.0
        for team, mine in enumerate(start):
            for day in mine:
                self._add(team, day)
        self.start = Chosen(start, self._priced(start), 0.0)
        """What was begun with, at its price."""
        self._value = self._relax(np.inf)

    @property
    def size(self) -> tuple[int, int]:
        """Rows, and days that are known."""
        return len(self._duals), len(self._columns)

    def _add(self, team: int, day: np.ndarray) -> bool:
        """A day as a column, unless it is there."""
        key = team, day.tobytes()
        if key in self._known:
            return False
        self._known[key] = self._shared + len(self._columns)
        rows = np.append(self._links[team][np.arange(len(day)), day], self._first + team).astype(np.int32)
        price = self._days.price(self._teams[team], day)
        self._highs.addCol(price, 0.0, np.inf, len(rows), rows, np.ones(len(rows)))
        self._columns.append((team, day))
        return True

    def _times(self, days: TeamDays) -> np.ndarray:
        """How often each known day is taken, shape (days known,)."""
        known = [self._known[n, day.tobytes()] for n, mine in enumerate(days) for day in mine]
        return np.bincount(np.array(known) - self._shared, minlength=len(self._columns)).astype(float)

    def _priced(self, days: TeamDays) -> float:
        """What known days cost together: a relaxation may mix days of officers who are alike, and be cheaper."""
        columns, times = self._shared + np.arange(len(self._columns), dtype=np.int32), self._times(days)
        self._highs.changeColsBounds(len(columns), columns, times, times)
        value = self._relax(np.inf)
        self._highs.changeColsBounds(len(columns), columns, np.zeros(len(columns)), np.full(len(columns), np.inf))
        return value

    def _relax(self, seconds: float) -> float:
        """The value of the relaxation, infinite when there was no time for it; its prices are kept."""
        import highspy

        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + max(0.01, seconds))
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return np.inf
        self._duals = np.array(self._highs.getSolution().row_dual)
        self._reduced = np.array(self._highs.getSolution().col_dual)[self._shared :]
        return float(self._highs.getInfo().objective_function_value)

    def generate(self, kept: float) -> None:
        """Adds days until hardly any is worth adding, or no more than `kept` of the seconds are left."""
        value = self._value
        while self._left() > kept and value < np.inf:
            found = self._cheapest()
            gained = sum(gain * len(team.people) for team, (gain, _) in zip(self._teams, found, strict=True))
            added = sum(gain < -TINY and self._add(n, day) for n, (gain, day) in enumerate(found))
            self.bound = max(self.bound, value + gained)
            if not added or -gained <= NEAR * value:
                return
            value = self._relax(self._left() - kept)

    def _cheapest(self) -> list[tuple[float, np.ndarray]]:
        """For each team the day that is worth most at the prices now, and how far below 0 it is."""
        found = (self._days.cheapest(team, -self._duals[self._links[n]]) for n, team in enumerate(self._teams))
        return [(min(0.0, price - self._duals[self._first + n]), day) for n, (price, day) in enumerate(found)]

    def enrich(self, margin: float) -> float | None:
        """Adds all days that are worth adding but for `margin` at the prices now; None where these are too many.

        Returns a lower bound of all choices that hold any other day: at these prices all days together are at least
        the value of the relaxation and what the cheapest of each team is below 0, and another day is `margin` above.
        """
        value = self._relax(self._left())
        if value == np.inf:
            return None
        for n, team in enumerate(self._teams):
            days, is_all = self._days.within(team, -self._duals[self._links[n]], self._duals[self._first + n] + margin)
            if not is_all:
                return None
            for day in days:
                self._add(n, day)
        gained = (gain * len(team.people) for team, (gain, _) in zip(self._teams, self._cheapest(), strict=True))
        return value + sum(gained) + margin

    def choose(self, start: Chosen, gap: float, margin: float = np.inf) -> Chosen:
        """The best choice among known days that are within `margin`, at least as good as `start`."""
        import highspy
        from highspy._core import _Highs  # Highs itself prints its name when it is made

        highs = _Highs()
        _set(highs, {"time_limit": max(0.01, self._left()), "mip_rel_gap": gap, "presolve": "off"})
        highs.passModel(self._highs.getLp())
        columns = self._shared + np.arange(len(self._columns), dtype=np.int32)
        highs.changeColsIntegrality(len(columns), columns, np.ones(len(columns), dtype=np.uint8))
        times = self._times(start.days)
        highs.setSolution(len(columns), columns, times)
        far = columns[: len(self._reduced)][(self._reduced > margin) & (times[: len(self._reduced)] == 0)]
        highs.changeColsBounds(len(far), far, np.zeros(len(far)), np.zeros(len(far)))
        highs.run()
        info = highs.getInfo()
        is_found = info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
        if not is_found or info.objective_function_value >= start.value - TINY:
            return Chosen(start.days, start.value, min(start.value, max(0.0, info.mip_dual_bound)))
        days = self._read(np.array(highs.getSolution().col_value))
        return Chosen(days, float(info.objective_function_value), float(info.mip_dual_bound))

    def _read(self, values: np.ndarray) -> TeamDays:
        days: list[list[np.ndarray]] = [[] for _ in self._teams]
        for (team, day), times in zip(self._columns, np.rint(values[self._shared :]).astype(int), strict=True):
            days[team] += [day] * int(times)
        return tuple(map(tuple, days))


def _relaxation(arrays: Arrays, counted: Sequence[int], sizes: Sequence[int]) -> Any:
    """The shared rows, one that links each count to the days that make it, and one for the days of each team."""
    import highspy
    from highspy._core import _Highs
    from scipy.sparse import csc_array, vstack

    links = csc_array(
        (np.full(len(counted), -1.0), (np.arange(len(counted)), counted)), (len(counted), len(arrays.costs))
    )
    matrix = csc_array(vstack([arrays.matrix, links, csc_array((len(sizes), len(arrays.costs)))]))
    given = np.concatenate([np.zeros(len(counted)), np.array(sizes, dtype=float)])
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = matrix.shape
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = arrays.costs, np.zeros(len(arrays.costs)), arrays.tops
    lp.row_lower_, lp.row_upper_ = np.concatenate([arrays.low, given]), np.concatenate([arrays.high, given])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
    highs = _Highs()
    _set(highs, {"simplex_strategy": 4})  # primal: what was best stays feasible when columns come
    highs.passModel(lp)
    return highs


def _set(highs: Any, options: dict[str, float | int | str]) -> None:
    for name, value in {"output_flag": False, "threads": 1, **options}.items():
        highs.setOptionValue(name, value)
