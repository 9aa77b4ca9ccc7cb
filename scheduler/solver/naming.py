"""Naming: officers who are alike share out the days that were decided for them, so that burdens go round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.rules.burdens import PARTS

SECONDS = 5.0
UNEVEN = 100
"""What one turn beyond the allowed spread weighs against one name that changes."""


@dataclass(frozen=True)
class Alike:
    """Officers of one day who could each spend the day of any other of them.

    Parameters
    ----------
    officers
        Their ids; the first has the first of the days now, and so on.
    burdens
        What each of the days is: names of burdens.
    """

    officers: tuple[str, ...]
    burdens: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Fairness:
    """How a burden is shared.

    Parameters
    ----------
    burden
        Its name.
    before
        Parts of turns had before by each officer who is compared.
    spread
        Turns by which they may differ.
    """

    burden: str
    before: Mapping[str, int]
    spread: int


def share_out(days: Sequence[Alike], fairness: Sequence[Fairness], seed: int = 0) -> tuple[tuple[int, ...], ...]:
    """For each group, whose day each officer gets: indices into the group's days.

    The turns beyond the allowed spread are fewest, then the names that change.

    Parameters
    ----------
    days
        Groups of all days of the week; officers who are like nobody else stand alone.
    fairness
        How burdens are shared; one burden may be shared by several groups.
    seed
        Of the solver.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    gets = [[[model.new_bool_var("") for _ in group.officers] for _ in group.officers] for group in days]
    for square in gets:
        for n in range(len(square)):
            model.add_exactly_one(square[n])
            model.add_exactly_one(row[n] for row in square)
    changed = [x for square in gets for n, row in enumerate(square) for k, x in enumerate(row) if n != k]
    uneven = []
    for rule in fairness:
        had = {officer: cp_model.LinearExpr.sum([]) + before for officer, before in rule.before.items()}
        for group, square in zip(days, gets, strict=True):
            for officer, row in zip(group.officers, square, strict=True):
                if officer in had:
                    had[officer] += PARTS * sum(
                        x for x, held in zip(row, group.burdens, strict=True) if rule.burden in held
                    )
        if len(had) > 1:
            low, high, excess = (model.new_int_var(-(10**9), 10**9, "") for _ in range(3))
            for turns in had.values():
                model.add(low <= turns)
                model.add(high >= turns)
            model.add(excess >= 0)
            model.add(PARTS * excess >= high - low - PARTS * rule.spread)
            uneven.append(excess)
    model.minimize(UNEVEN * sum(uneven) + sum(changed))
    for x, is_now in ((x, n == k) for square in gets for n, row in enumerate(square) for k, x in enumerate(row)):
        model.add_hint(x, is_now)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = SECONDS
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return tuple(tuple(range(len(group.officers))) for group in days)
    return tuple(
        tuple(next(k for k, x in enumerate(row) if solver.boolean_value(x)) for row in square) for square in gets
    )
