"""Pricing: what one officer more or less costs in waiting, for every day, slot and pool of steps.

Each pool is looked at as one queue that any of its officers may serve (the pooled relaxation of multi-skill staffing:
as optimistic as Hall's condition), fed by its own inflow. Waiting is finite and transient: what one slot lets grow
is paid for until the day's end.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from office.grid import SlotGrid
from office.office import Office
from office.services import ServiceTarget
from staffing.convex import convex_minorant
from staffing.cost import StaffingCost
from staffing.inflow import Inflow, inflow_of, of_steps
from staffing.poolday import Criterion, PoolDay, pool_day
from staffing.visitors import Visitors

JUDGED_VISITORS = 20
"""Visitors a week that are expected at least in slots which are judged together."""
THIN_MINUTES, THIN_SHARE = 60, 0.05
"""With fewer visitors a week: nobody waits longer than this on all but this share of the days."""


def most_officers(office: Office) -> int:
    """Officers that can be at counters at once: no more than people or available desks."""
    return min(len(office.officers), sum(counter.available for counter in office.counters))


def price(
    visitors: Visitors, office: Office, service: np.ndarray, step_sets: tuple[frozenset[str], ...], most: int
) -> StaffingCost:
    """Expected waiting by officers at work.

    For each day and set a first profile is found forward: the smallest officers that reach the target, slot by slot
    (`needed`). `waiting` is then what n officers in one slot and the profile elsewhere add to the day's waiting,
    against plenty of officers in that slot, under its greatest convex minorant. The target is applied to every stop
    of a route as if it were the first call; slots are judged together until enough visitors are expected. A pool too
    thin for that needs nobody who sits and waits where standby officers who can serve it are called in time.

    Parameters
    ----------
    visitors
        Sampled days; 100 to 200 paths.
    office
        Routes, steps, target.
    service
        Slots in which counters work, bool, shape (days, slots).
    step_sets
        Sets of step ids to price.
    most
        Largest number of officers that is priced.

    Returns
    -------
    StaffingCost
        Zero on closed slots, finite everywhere.

    Raises
    ------
    ValueError
        If the mask does not stand on the visitors' grid, or nobody is to be priced.
    """
    grid = visitors.grid
    if service.shape != grid.shape or most < 1 or not visitors.paths:
        raise ValueError(f"mask {service.shape} on a grid {grid.shape}, {most} officers, {visitors.paths} paths")
    closes = grid.first + grid.slot_minutes * (grid.slots - np.argmax(service[:, ::-1], axis=1))

    def priced(day: int, steps: frozenset[str], pool: PoolDay, judged: Criterion) -> DayTable:
        profile = pool.needed(judged)
        waiting, late = pool.around(profile, judged.limit)
        needed = np.zeros_like(profile) if judged.by_day and is_called_in_time(office, steps) else profile
        return waiting, late, needed

    return tabulated(inflow_of(visitors, office, closes), visitors, office, service, step_sets, most, priced)


DayTable = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Waiting minutes and late visitors, shape (slots, officers), and officers needed, shape (slots,)."""


def tabulated(
    inflow: Inflow,
    visitors: Visitors,
    office: Office,
    service: np.ndarray,
    step_sets: tuple[frozenset[str], ...],
    most: int,
    priced: Callable[[int, frozenset[str], PoolDay, Criterion], DayTable],
) -> StaffingCost:
    """The tables of all days and pools with this inflow, each as `priced` makes it of (day, steps, pool, criterion)."""
    grid, paths = visitors.grid, visitors.paths
    flows = [of_steps(inflow, office, steps) for steps in step_sets]
    criteria = [criterion(flow, grid, paths, office.target) for flow in flows]
    shape = (*grid.shape, len(step_sets))
    raw, late = np.zeros((*shape, most + 1)), np.zeros((*shape, most + 1))
    needed = np.zeros(shape, dtype=np.int64)

    def price_day(day: int) -> None:
        for s, (steps, flow, judged) in enumerate(zip(step_sets, flows, criteria, strict=True)):
            pool = pool_day(flow, service[day], day, paths, grid, most)
            raw[day, :, s], late[day, :, s], needed[day, :, s] = priced(day, steps, pool, judged)

    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        list(threads.map(price_day, np.flatnonzero(service.any(axis=1))))
    np.maximum(raw, 0.0, out=raw)  # who leaves a post is drawn, so a run with plenty may wait a little more by chance
    waiting = convex_minorant(raw)
    coming = np.stack([_arriving(flow, grid, paths) for flow in flows], axis=-1)
    minutes = np.array([flow.minutes.mean() if len(flow.minutes) else 0.0 for flow in flows])
    repair = float((raw - waiting).max(initial=0.0))
    return StaffingCost(grid, step_sets, waiting, late, needed, repair, coming, minutes)


def _arriving(flow: Inflow, grid: SlotGrid, paths: int) -> np.ndarray:
    """Mean number of visitors who reach a pool in each slot, shape (days, slots)."""
    flat = flow.cell // paths * grid.slots + _slot(flow, grid)
    return np.bincount(flat, minlength=grid.size).reshape(grid.shape) / paths


def _slot(flow: Inflow, grid: SlotGrid) -> np.ndarray:
    """Slot of the day in which each stop is reached; who comes outside the grid counts at its ends."""
    return np.clip((flow.ready - grid.first) // grid.slot_minutes, 0, grid.slots - 1).astype(np.int64)


def is_called_in_time(office: Office, steps: frozenset[str]) -> bool:
    """Whether standby officers come to a visitor of a thin service before he has waited too long.

    Nobody knows yet who will be on standby; each step must have one officer more than standby has places, so that
    one who can do it is likely to be there.
    """
    standby = office.standby
    able = [office.able(officer.skills) for officer in office.officers]
    enough = all(sum(step in each for each in able) > standby.officers for step in steps)
    return enough and standby.officers > 0 and standby.wait_minutes + standby.arrive_minutes <= THIN_MINUTES


def criterion(flow: Inflow, grid: SlotGrid, paths: int, target: ServiceTarget) -> Criterion:
    """How a pool is judged: by the target, slots merged until enough visitors a week are expected, or as a thin one."""
    expected = np.bincount(_slot(flow, grid), minlength=grid.slots) / paths
    if expected.sum() < JUDGED_VISITORS:
        return Criterion(THIN_MINUTES, THIN_SHARE, True, np.zeros(grid.slots, dtype=np.int64))
    return Criterion(target.call_minutes, 1 - target.call_share, False, merged(expected))


def merged(expected: np.ndarray) -> np.ndarray:
    """Numbers of the cells that consecutive slots are merged to; a rest at the day's end joins the cell before."""
    cell, held, number = np.zeros(len(expected), dtype=np.int64), 0.0, 0
    for t, visitors in enumerate(expected):
        cell[t] = number
        held += visitors
        if held >= JUDGED_VISITORS:
            held, number = 0.0, number + 1
    return np.minimum(cell, max(number - 1, 0))
