"""Approximation: how far the cost tables lie from the simulation of a plan."""

from dataclasses import dataclass

import numpy as np

from office.office import Office
from staffing.cost import StaffingCost
from staffing.repricing import met, officers_at_work
from staffing.staffplan import StaffPlan
from staffing.visitors import Visitors


@dataclass(frozen=True)
class SetError:
    """Waiting minutes a week at the steps of one pool: by its own table, and simulated."""

    steps: frozenset[str]
    predicted: float
    simulated: float


@dataclass(frozen=True)
class Approximation:
    """Waiting minutes a week of all visitors at all steps by a plan.

    Parameters
    ----------
    predicted
        By the tables, as the solver puts them together.
    simulated
        Mean over paths.
    by_set
        The same for each pool; a pool's table knows nothing of the others, so it is low where officers are shared.
    """

    predicted: float
    simulated: float
    by_set: tuple[SetError, ...]

    @property
    def ratio(self) -> float:
        """Predicted over simulated; 1 where nobody waits and none was predicted."""
        if self.simulated == 0:
            return 1.0 if self.predicted == 0 else np.inf
        return self.predicted / self.simulated


def approximation(cost: StaffingCost, visitors: Visitors, office: Office, plan: StaffPlan) -> Approximation:
    """The tables' waiting at a plan beside the simulated.

    Parameters
    ----------
    cost
        Tables on the plan's grid.
    visitors, office, plan
        What is simulated.
    """
    stops = met(visitors, office, plan)
    wait = np.bincount(stops.step[stops.asked], stops.wait[stops.asked], len(office.step_ids)) / visitors.paths
    at_work = [np.minimum(officers_at_work(plan, office, steps), cost.most) for steps in cost.step_sets]
    tables = np.stack(
        [np.take_along_axis(cost.waiting[:, :, s], n[..., None], -1)[..., 0] for s, n in enumerate(at_work)], axis=-1
    )
    of_set = [float(wait[[office.step_ids.index(step) for step in steps]].sum()) for steps in cost.step_sets]
    return Approximation(
        predicted=sum(_least(cost, tables[day], np.stack(at_work, -1)[day], day) for day in range(cost.grid.days)),
        simulated=float(wait.sum()),
        by_set=tuple(
            SetError(steps, float(table), simulated)
            for steps, table, simulated in zip(cost.step_sets, tables.sum(axis=(0, 1)), of_set, strict=True)
        ),
    )


def _least(cost: StaffingCost, tables: np.ndarray, at_work: np.ndarray, day: int) -> float:
    """Smallest waiting of a day that no table contradicts: a queue L of each step and slot, sums over S >= F_S(X(S)).

    Over the day the queues of S are also at least what its mean visitors wait as a fluid, as the solver has it.
    """
    from scipy.optimize import linprog

    steps = sorted(frozenset().union(*cost.step_sets))
    member = np.array([[step in those for step in steps] for those in cost.step_sets], dtype=float)
    each = np.kron(np.eye(cost.grid.slots), member)
    whole = np.tile(member, (1, cost.grid.slots))
    bounds = np.concatenate([tables.ravel(), [_fluid(cost, at_work[:, s], day, s) for s in range(len(member))]])
    solved = linprog(np.ones(each.shape[1]), A_ub=-np.vstack([each, whole]), b_ub=-bounds, method="highs")
    return float(solved.fun)


def _fluid(cost: StaffingCost, at_work: np.ndarray, day: int, s: int) -> float:
    """Minutes that a pool's mean visitors wait in a day as a fluid that its officers drain."""
    from staffing.onequeue import LATE_CLOSER

    if not cost.minutes[s]:
        return 0.0
    drained, backlog, waited = cost.grid.slot_minutes / cost.minutes[s], 0.0, 0.0
    for coming, officers in zip(cost.inflow[day, :, s], at_work, strict=True):
        backlog = max(0.0, backlog + float(coming) - drained * float(officers))
        waited += cost.grid.slot_minutes * backlog
    return waited + LATE_CLOSER * backlog
