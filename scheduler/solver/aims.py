"""Aims: what each level of the objective counts, as expressions of the model."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from scheduler.model import SCALE, Expr, RosterModel
from scheduler.result import LevelName
from scheduler.solver.tasks import Tasks
from staffing.cost import StaffingCost

Unit = Literal["minutes", "officer-minutes", "turns", "moves", "rules", "wishes", "changes", "rupiah"]
TOLERANCE = 30.0
"""Back-office minutes of a week that shorter waits may cost."""
ENDLESS = 10**9
"""More than the scaled waiting of any queue in a day."""
AFTER_CLOSING = 120
"""Minutes that whoever is left when counters close is taken to wait on, as in the price tables."""


@dataclass(frozen=True)
class Aim:
    """One level, ready to be minimised.

    Parameters
    ----------
    price
        What is minimised, whole numbers; constants are left out. Earlier promises are dearer.
    amount
        What is reported, in `scale` units of the price's numbers for one of `unit`.
    floor
        Part of the amount that no decision can change, in units of the amount; not contained in price or amount.
    renamed
        How many of the first variables, those that name officers, may be set anew before the search while their
        counts stay: for what depends on names alone.
    tolerance
        Amount beyond the best that later levels may use.
    is_smooth
        Whether the allowed gap is meant for this level, and later ones may use what is left of it; all other levels
        count whole things.
    """

    name: LevelName
    price: Expr
    amount: Expr
    unit: Unit
    scale: int = 1
    floor: float = 0.0
    renamed: int = 0
    tolerance: float = 0.0
    is_smooth: bool = False


def ruled(model: RosterModel, name: LevelName, unit: Unit) -> Aim:
    """What the soft rules of a level have charged."""
    price, amount = model.total(model.prices[name]), model.total(model.amounts[name])
    renamed = model.names if name in ("cost", "turns", "wishes", "changes") else 0
    return Aim(name, price, amount, unit, renamed=renamed, is_smooth=name == "cost")


def broken(model: RosterModel) -> Aim:
    """Hard limits that break, in the elastic model."""
    return Aim("broken", model.total(model.prices["broken"]), model.total(model.breaches), "rules")


def below_target(model: RosterModel, cost: StaffingCost) -> Aim:
    """Officer-minutes by which the officers who serve a set of steps stay below the service target's requirement."""
    week = model.week
    shorts, floor = [], 0
    for day, slot in model.slots:
        for s, steps in enumerate(cost.step_sets):
            needed, most = int(cost.needed[day, slot, s]), most_serving(model, steps, day)
            if not week.service[day, slot] or not needed:
                continue
            floor += max(0, needed - most)
            if min(needed, most):
                shorts.append(model.cp.new_int_var(0, min(needed, most), ""))
                model.cp.add(shorts[-1] + model.serving(steps, day, slot) >= min(needed, most))
    minutes = week.grid.slot_minutes
    amount = minutes * model.total(shorts)
    return Aim("below_target", amount, amount, "officer-minutes", floor=floor * minutes)


def most_serving(model: RosterModel, steps: frozenset[str], day: int) -> int:
    """Officers who could at most serve any of these steps at once on a day: counters and people that are there."""
    office, date = model.week.office, model.week.days[day].date
    seats = sum(office.counter_type(c.type).steps & steps != frozenset() for c in office.counters if c.available)
    there = [o for o in office.officers if not model.week.absence_of(o.id, date) and model.candidates_of(o.id, date)]
    return min(seats, sum(bool(office.able(o.skills) & steps) for o in there))


def back_office(model: RosterModel, tasks: Tasks) -> Aim:
    """Back-office minutes that no block is left for."""
    floor, missing = 0, []
    for task in model.week.office.back_office:
        done = tasks.done(task)
        if isinstance(done, int):
            floor += max(0, task.week_minutes - done)
        else:
            missing.append(model.cp.new_int_var(0, task.week_minutes, ""))
            model.cp.add(done + missing[-1] >= task.week_minutes)
    amount = model.total(missing)
    return Aim("back_office", amount, amount, "minutes", floor=floor, tolerance=TOLERANCE)


def waiting(model: RosterModel, cost: StaffingCost) -> Aim:
    """Expected waiting minutes of all visitors.

    Each step has a queue of L minutes in a slot. Officers who serve any of a set of steps cannot shorten their queues
    together below what the table says of the set: sum of L over S >= F_S(X(S)), held by the tangents of F_S at whole
    officers. The largest lower bound of the L's is taken off as the part that no decision can change. A table prices
    a slot with somebody in the slots around; over a whole day the L's of S are therefore at least what its visitors
    wait as a fluid that nobody drains (see `_hold_backlog`).
    """
    beyond, floor = [], 0
    for day in range(model.week.grid.days):
        open_slots = np.flatnonzero(model.week.service[day]).tolist()
        lengths = {slot: _queues(model, cost, day, slot) for slot in open_slots}
        for slot, length in lengths.items():
            least = max((int(_table(model, cost, day, slot, s)[-1]) for s in range(len(cost.step_sets))), default=0)
            beyond.append(model.cp.new_int_var(0, ENDLESS, ""))
            model.cp.add(beyond[-1] >= model.total(length.values()) - least)
            floor += least
        for s in range(len(cost.step_sets)):
            _hold_backlog(model, cost, day, s, lengths)
    amount = model.total(beyond)
    return Aim("waiting", amount, amount, "minutes", scale=SCALE, floor=floor / SCALE, is_smooth=True)


def _queues(model: RosterModel, cost: StaffingCost, day: int, slot: int) -> dict[str, Expr]:
    """Waiting in the queue of each step in one slot."""
    steps = sorted(frozenset().union(*cost.step_sets))
    length = {step: model.cp.new_int_var(0, ENDLESS, "") for step in steps}
    for s, served in enumerate(cost.step_sets):
        table = _table(model, cost, day, slot, s)
        waiting, found = model.total(length[step] for step in sorted(served)), model.serving(served, day, slot)
        for officers, (value, saved) in enumerate(zip(table, -np.diff(table), strict=False)):
            if saved > 0:
                model.cp.add(waiting + int(saved) * found >= int(value) + int(saved) * officers)
        model.cp.add(waiting >= int(table[-1]))
    return length


def _hold_backlog(
    model: RosterModel, cost: StaffingCost, day: int, s: int, lengths: dict[int, dict[str, Expr]]
) -> None:
    """Keeps the day's waiting of a set at least at that of its mean visitors as a fluid.

    Backlog B grows by the inflow and is drained by slot / mean service time for each officer; it waits a slot's
    minutes in each slot, and AFTER_CLOSING when the day ends.
    """
    if not cost.minutes[s]:
        return
    minutes, served = model.week.grid.slot_minutes, cost.step_sets[s]
    drained = round(SCALE * minutes / cost.minutes[s])
    backlog: Expr = 0
    waited: list[Expr] = []
    for slot in lengths:
        before, backlog = backlog, model.cp.new_int_var(0, ENDLESS, "")
        coming = round(SCALE * float(cost.inflow[day, slot, s]))
        model.cp.add(backlog >= before + coming - drained * model.serving(served, day, slot))
        waited.append(minutes * backlog)
    queued = model.total(length[step] for length in lengths.values() for step in sorted(served))
    model.cp.add(queued >= model.total(waited) + AFTER_CLOSING * backlog)


def _table(model: RosterModel, cost: StaffingCost, day: int, slot: int, s: int) -> np.ndarray:
    """Scaled waiting by officers, up to as many as can ever serve the set at once, int."""
    most = min(most_serving(model, cost.step_sets[s], day), cost.most)
    return np.rint(cost.waiting[day, slot, s, : most + 1] * SCALE).astype(np.int64)
