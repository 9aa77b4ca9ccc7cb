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
    of_set = [float(wait[[office.step_ids.index(step) for step in steps]].sum()) for steps in cost.step_sets]
    days = range(cost.grid.days)
    tables = sum(_tables(cost, office, plan.serves[day], day)[0].sum(axis=0) for day in days)
    return Approximation(
        predicted=sum(predicted(cost, office, plan.serves[day], day) for day in days),
        simulated=float(wait.sum()),
        by_set=tuple(map(SetError, cost.step_sets, np.asarray(tables).tolist(), of_set)),
    )


def predicted(cost: StaffingCost, office: Office, serves: np.ndarray, day: int) -> float:
    """Smallest waiting minutes of a day that no table contradicts: a queue L >= 0 of each step and slot.

    The queues of a set S are together at least F_S(X(S)) in each slot, and over the day at least what the mean
    visitors of S wait as a fluid, as the solver has it.

    Parameters
    ----------
    cost
        The tables.
    office
        Steps.
    serves
        Steps that each officer serves, masks of shape (officers, slots).
    day
        Index of the day.
    """
    from scipy.optimize import linprog

    tables, at_work = _tables(cost, office, serves, day)
    steps = sorted(frozenset().union(*cost.step_sets))
    member = np.array([[step in those for step in steps] for those in cost.step_sets], dtype=float)
    each = np.kron(np.eye(cost.grid.slots), member)
    whole = np.tile(member, (1, cost.grid.slots))
    bounds = np.concatenate([tables.ravel(), [_fluid(cost, at_work[:, s], day, s) for s in range(len(member))]])
    solved = linprog(np.ones(each.shape[1]), A_ub=-np.vstack([each, whole]), b_ub=-bounds, method="highs")
    return float(solved.fun)


def _tables(cost: StaffingCost, office: Office, serves: np.ndarray, day: int) -> tuple[np.ndarray, np.ndarray]:
    """F_S(X(S)) and X(S) of one day, shape (slots, sets)."""
    at_work = np.stack([officers_at_work(serves, office, steps) for steps in cost.step_sets], axis=-1)
    np.minimum(at_work, cost.most, out=at_work)
    return np.take_along_axis(cost.waiting[day], at_work[..., None], axis=-1)[..., 0], at_work


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
