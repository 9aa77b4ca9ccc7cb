"""Patterns: one plan is picked for each day out of those that simulation has priced."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

Aim = Literal["lean", "balanced", "ample"]
SCALE = 1000
"""Whole numbers of a late visitor."""
LATE_TOLERANCE, LATE_SHARE = 1.0, 0.01
"""Late visitors a week, and of 100 visitors, that more back office may cost in the lean plan."""
MISSING_TOLERANCE = 30
"""Back-office minutes of a week that shorter waits may cost."""
SECONDS = 10.0


@dataclass(frozen=True)
class Pattern:
    """A plan of one day as it is priced.

    Parameters
    ----------
    late
        Expected visitors who are late to their first call.
    burden
        All that the visitors bear, in late visitors (scheduler/refine/judge.py).
    minutes
        Back-office minutes by task.
    uncovered
        Officers missing from promises, summed over slots.
    """

    late: float
    burden: float
    minutes: tuple[int, ...]
    uncovered: int = 0


@dataclass(frozen=True)
class Wish:
    """What a week is picked for.

    Parameters
    ----------
    demand
        Back-office minutes by task that the week asks for.
    allowed
        Late visitors a week that the target allows.
    visitors
        Expected visitors of the week.
    """

    demand: tuple[int, ...]
    allowed: float
    visitors: float


def pick(days: Sequence[Sequence[Pattern]], wish: Wish, aim: Aim, seed: int = 0) -> tuple[int, ...]:
    """The index of each day's pattern.

    The levels are solved one after the other, each held within its tolerance: promises uncovered (none), late visitors
    above the target (1 a week), back-office minutes missing (30), then the visitors' burden. *Ample* looks at promises
    and burden alone. *Lean* takes the most back office whose late visitors stay within a tolerance of the balanced
    plan's.

    Parameters
    ----------
    days
        Patterns of each day, at least one each.
    wish
        Demand and target.
    aim
        Which of the three plans.
    seed
        Of the solver.
    """
    picker = _Picker(days, wish, seed)
    picker.hold(picker.uncovered, 0)
    if aim == "ample":
        return picker.least(picker.burden)
    picker.hold(picker.above, round(LATE_TOLERANCE * SCALE))
    picker.hold(picker.missing, MISSING_TOLERANCE)
    balanced = picker.least(picker.burden)
    if aim == "balanced":
        return balanced
    late = sum(day[i].late for day, i in zip(days, balanced, strict=True))
    given = max(LATE_TOLERANCE, LATE_SHARE * wish.visitors)
    picker.model.add(picker.late <= round((late + given) * SCALE))
    picker.model.add(picker.missing <= picker.value(picker.missing, balanced))
    picker.hold(-picker.done, 0)
    return picker.least(picker.burden)


class _Picker:
    """The model: one pattern a day."""

    def __init__(self, days: Sequence[Sequence[Pattern]], wish: Wish, seed: int) -> None:
        from ortools.sat.python import cp_model

        self.days, self.wish, self.seed = days, wish, seed
        self.model = cp_model.CpModel()
        self.takes = [[self.model.new_bool_var("") for _ in day] for day in days]
        for mine in self.takes:
            self.model.add_exactly_one(mine)
        self.late = self._sum([[round(p.late * SCALE) for p in day] for day in days])
        self.burden = self._sum([[round(p.burden * SCALE) for p in day] for day in days])
        self.done = self._sum([[sum(p.minutes) for p in day] for day in days])
        self.uncovered = self._sum([[p.uncovered for p in day] for day in days])
        self.above = self._beyond(self.late, round(wish.allowed * SCALE))
        self.missing = sum(
            (
                self._beyond(-self._sum([[p.minutes[task] for p in day] for day in days]), -demand)
                for task, demand in enumerate(wish.demand)
            ),
            start=cp_model.LinearExpr.sum([]),
        )

    def least(self, price: "cp_model.LinearExprT") -> tuple[int, ...]:
        """The patterns with the lowest price."""
        solver, _ = self._solve(price)
        return tuple(next(i for i, x in enumerate(mine) if solver.boolean_value(x)) for mine in self.takes)

    def hold(self, price: "cp_model.LinearExprT", tolerance: int) -> None:
        """Keeps a price within a tolerance of its lowest."""
        _, best = self._solve(price)
        self.model.add(price <= best + tolerance)

    def value(self, price: "cp_model.LinearExprT", chosen: Sequence[int]) -> int:
        """A price where these patterns are taken."""
        trial = self.model.clone()
        for mine, i in zip(self.takes, chosen, strict=True):
            trial.add(mine[i] == 1)
        return self._solved(trial, price)[1]

    def _solve(self, price: "cp_model.LinearExprT") -> tuple["cp_model.CpSolver", int]:
        return self._solved(self.model, price)

    def _solved(self, model: "cp_model.CpModel", price: "cp_model.LinearExprT") -> tuple["cp_model.CpSolver", int]:
        from ortools.sat.python import cp_model

        model.minimize(price)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self.seed
        solver.parameters.max_deterministic_time = SECONDS
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise RuntimeError("one pattern a day can always be picked")
        return solver, round(solver.objective_value)

    def _sum(self, weights: Sequence[Sequence[int]]) -> "cp_model.LinearExprT":
        from ortools.sat.python import cp_model

        return cp_model.LinearExpr.weighted_sum(
            [x for mine in self.takes for x in mine], [w for day in weights for w in day]
        )

    def _beyond(self, amount: "cp_model.LinearExprT", limit: int) -> "cp_model.LinearExprT":
        excess = self.model.new_int_var(0, 10**9, "")
        self.model.add(excess >= amount - limit)
        return excess
