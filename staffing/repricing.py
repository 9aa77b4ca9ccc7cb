"""Repricing: cost tables around a plan that is there, where officers are and visitors come as its simulation says."""

import numpy as np

from office.office import Office
from staffing.cost import StaffingCost
from staffing.inflow import inflow_met
from staffing.poolday import Criterion, PoolDay
from staffing.pricing import DayTable, tabulated
from staffing.routes import mask_of
from staffing.simulation import trace
from staffing.staffplan import StaffPlan
from staffing.stops import Stops, stops_of
from staffing.visitors import Visitors
from staffing.waits import gives_up


def reprice(
    visitors: Visitors, office: Office, service: np.ndarray, cost: StaffingCost, plan: StaffPlan
) -> StaffingCost:
    """What one officer more or less costs where the others are as in this plan.

    As `staffing.pricing.price`, but visitors reach each step when they really did in the simulation of the plan, and
    the profile elsewhere is the plan's own. Each slot's table rises and falls by what officers there change in the
    whole day. These changes overlap: with plenty in one slot its queue is gone from the next as well. So the tables are
    lowered until, at the plan, they add up to what the pool waits, and fall no further than to what plenty leaves in
    that proportion: all slots together save no more than there is. What no officer can save, such as the wait before
    opening, is spread over the day. `needed` is that of `cost`.

    A local model: around a plan that leaves a pool to nobody for hours it says little of a good one.

    Parameters
    ----------
    visitors
        Sampled days.
    office
        Routes, steps, target.
    service
        Slots in which counters work, bool, shape (days, slots).
    cost
        Tables whose step sets, requirement and largest number of officers are kept.
    plan
        The incumbent.
    """
    place = {steps: s for s, steps in enumerate(cost.step_sets)}
    at_work = {steps: np.minimum(officers_at_work(plan.serves, office, steps), cost.most) for steps in cost.step_sets}

    def priced(day: int, steps: frozenset[str], pool: PoolDay, judged: Criterion) -> DayTable:
        profile = np.ascontiguousarray(at_work[steps][day])
        alone, late = pool.around(profile, judged.limit)
        waiting = _shared(alone, profile, pool.waited(profile), pool.is_open)
        return waiting, late, cost.needed[day, :, place[steps]]

    inflow = inflow_met(visitors, met(visitors, office, plan))
    return tabulated(inflow, visitors, office, service, cost.step_sets, cost.most, priced)


def officers_at_work(serves: np.ndarray, office: Office, steps: frozenset[str]) -> np.ndarray:
    """Officers planned at counters who serve any of these steps: X(S), int64, shape (..., slots).

    `serves` is that of a `StaffPlan` or of one day of it, shape (..., officers, slots).
    """
    return ((serves & mask_of(office, steps)) != 0).sum(axis=-2).astype(np.int64)


def met(visitors: Visitors, office: Office, plan: StaffPlan) -> Stops:
    """What the visitors meet at each stop by this plan."""
    happened = trace(visitors, plan, office)
    return stops_of(happened, visitors, office, gives_up(happened, visitors))


def _shared(alone: np.ndarray, profile: np.ndarray, waited: float, is_open: np.ndarray) -> np.ndarray:
    """Tables (slots, officers) that add up to what the pool waits by the profile; `alone` is each slot's own effect."""
    here = np.take_along_axis(alone, profile[:, None], axis=1)
    share = min(1.0, waited / here.sum()) if here.sum() > 0 else 1.0
    unavoidable = max(0.0, waited - float(here.sum())) / is_open.sum()
    shared = np.maximum(alone - (1 - share) * here, share * alone[:, -1:]) + unavoidable
    return np.where(is_open[:, None], shared, 0.0)
