"""Queues in steady state, run by our simulator: days of 14,400 mean services each, a tenth to warm up."""

from datetime import date

import numpy as np

from benchmarks.peers.queues.models import Model
from office.grid import SlotGrid
from office.office import Office
from staffing.durations import draw_minutes
from staffing.routes import mask_of
from staffing.simulation import trace
from staffing.staffplan import StaffPlan
from staffing.visitors import Visitors

MINUTES = 0.1
"""A mean service."""
DAY = 1440
GRID = SlotGrid(date(2026, 11, 30), 1, 60, 0, 24)


def office_of(servers: int) -> Office:
    """One step, one service, that many officers at counters of their own, open all day."""
    hours = {"normal": {"mon-sun": ["00.00-24.00"]}}
    return Office.model_validate(
        {
            "id": "queue", "name": "Queue", "skills": {"a": "a"},
            "steps": [{"id": "a", "name": "a", "skills": ["a"]}],
            "services": [{"id": "s", "name": "s", "route": [{"step": "a", "minutes": MINUTES}]}],
            "counter_types": [{"id": "t", "steps": ["a"]}],
            "counters": [{"id": f"l{i}", "name": f"L{i}", "type": "t"} for i in range(servers)],
            "contracts": [{"id": "full"}],
            "officers": [{"id": f"o{i}", "name": f"O{i}", "skills": ["a"], "contract": "full"} for i in range(servers)],
            "hours": {"tickets": hours, "service": hours},
            "breaks": {"normal": {"mon-sun": {"minutes": 60, "window": "11.00-14.00"}}},
        }
    )  # fmt: skip


def plan_of(office: Office) -> StaffPlan:
    """Everybody at a counter around the clock."""
    officers, step = len(office.officers), mask_of(office, office.step_ids)
    cells = (1, officers, GRID.slots)
    return StaffPlan(
        grid=GRID,
        able=np.full(officers, step),
        serves=np.full(cells, step),
        counter_type=np.zeros(cells, dtype=np.int16),
        on_call=np.zeros(cells, dtype=bool),
        stand_in=np.full(cells, -1, dtype=np.int16),
        rostered=np.ones(cells[:2], dtype=bool),
        shift_end=np.full(cells[:2], DAY),
        type_steps=np.array([step]),
        type_counters=np.array([officers]),
    )


def visitors_of(model: Model, runs: int, rng: np.random.Generator) -> Visitors:
    """Poisson arrivals of each class on that many days."""
    counts = rng.poisson(np.array(model.rates) / MINUTES * DAY, (runs, len(model.rates)))
    first = np.concatenate([[0], counts.sum(axis=1).cumsum()])
    path = np.repeat(np.arange(runs), counts.sum(axis=1))
    priority = np.concatenate([np.repeat(np.arange(len(model.rates)), row) for row in counts])
    arrival = rng.uniform(0, DAY, first[-1])
    order = np.lexsort((arrival, path))
    arrival = arrival[order]
    law = rng.exponential(MINUTES, first[-1]) if model.cv == 1 else draw_minutes(MINUTES, model.cv, first[-1], rng)
    return Visitors(
        grid=GRID,
        first=first,
        arrival=arrival,
        due=arrival,
        service=np.zeros(first[-1], dtype=np.int64),
        priority=priority[order],
        minutes=law[:, None],
        present=np.ones((runs, 1, model.servers), dtype=bool),
        booked=np.zeros(first[-1], dtype=bool),
        patience=rng.exponential(model.patience * MINUTES, first[-1]) if np.isfinite(model.patience) else None,
    )


def waits(model: Model, runs: int, seed: int) -> tuple[list[np.ndarray], np.ndarray]:
    """Waits in mean services, after a tenth of each day; of who loses patience until then.

    Returns
    -------
    list of numpy.ndarray, numpy.ndarray
        Mean wait of each run, one array (runs,) a class; and every single wait.
    """
    office = office_of(model.servers)
    visitors = visitors_of(model, runs, np.random.default_rng(seed))
    called = trace(visitors, plan_of(office), office).begin[:, 0]
    wait = (np.where(np.isnan(called), visitors.leaves, called) - visitors.arrival) / MINUTES
    warm, path = visitors.arrival > DAY / 10, visitors.cell
    means = []
    for rank in range(len(model.rates)):
        of = warm & (visitors.priority == rank)
        counted = np.bincount(path[of], minlength=runs)
        means.append(np.bincount(path[of], wait[of], minlength=runs) / counted)
    return means, wait[warm]
