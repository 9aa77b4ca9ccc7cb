"""Small offices, plans and crowds in code for the tests of staffing."""

from datetime import date

import numpy as np
import pytest

from office.days import Day
from office.grid import SlotGrid
from office.office import Office
from office.values import Span
from staffing.routes import mask_of
from staffing.staffplan import StaffPlan
from staffing.visitors import Visitors


def make_office(routes, officers, counter_types, counters, **more) -> Office:
    """Routes {service: [(step, minutes, cv, ...)]}, officers [steps], counter types [steps], counters [type index]."""
    steps = sorted(
        {stop["step"] for route in routes.values() for stop in route} | set().union(*officers, *counter_types)
    )
    everyday = {"normal": {"mon-sun": ["08.00-16.00"]}}
    return Office.model_validate(
        {
            "id": "test",
            "name": "Test",
            "skills": {s: s for s in steps},
            "steps": [{"id": s, "name": s, "skills": [s]} for s in steps],
            "services": [{"id": k, "name": k, "route": route} for k, route in routes.items()],
            "counter_types": [{"id": f"t{i}", "steps": sorted(kind)} for i, kind in enumerate(counter_types)],
            "counters": [{"id": f"l{i}", "name": f"L{i}", "type": f"t{kind}"} for i, kind in enumerate(counters)],
            "contracts": [{"id": "tetap"}],
            "officers": [
                {"id": f"o{i}", "name": f"Petugas {i}", "skills": sorted(able), "contract": "tetap"}
                for i, able in enumerate(officers)
            ],
            "hours": {"tickets": everyday, "service": everyday},
            "breaks": {"normal": {"mon-sun": {"minutes": 60, "window": "11.00-14.00"}}},
            **more,
        }
    )


def make_plan(office: Office, grid: SlotGrid, posts: np.ndarray, **more) -> StaffPlan:
    """Counter type index of each officer and slot (days, officers, slots), -1 when none."""
    able = np.array([mask_of(office, office.able(o.skills)) for o in office.officers], dtype=np.uint64)
    type_steps = np.array([mask_of(office, kind.steps) for kind in office.counter_types], dtype=np.uint64)
    kinds = [kind.id for kind in office.counter_types]
    counters = np.array([sum(c.type == kind for c in office.counters) for kind in kinds])
    serves = np.where(posts >= 0, able[None, :, None] & type_steps[np.maximum(posts, 0)], np.uint64(0))
    given = {
        "on_call": np.zeros(posts.shape, dtype=bool),
        "stand_in": np.full(posts.shape, -1, dtype=np.int16),
        "rostered": np.ones(posts.shape[:2], dtype=bool),
        "shift_end": np.full(posts.shape[:2], grid.first + grid.slots * grid.slot_minutes),
    } | more
    return StaffPlan(
        grid=grid, able=able, serves=serves, counter_type=posts.astype(np.int16), type_steps=type_steps,
        type_counters=counters, **given,
    )  # fmt: skip


def make_visitors(grid, office, tickets, present=None) -> Visitors:
    """Visitors of paths of days: tickets[day][path] = [(arrival, service index, priority, minutes of each stop)]."""
    rows = [[sorted(path, key=lambda row: (row[0], row[2])) for path in day] for day in tickets]
    flat = [row for day in rows for path in day for row in path]
    stops = max((len(row[3]) for row in flat), default=1)
    minutes = np.ones((len(flat), max(stops, *(len(service.route) for service in office.services))))
    for i, row in enumerate(flat):
        minutes[i, : len(row[3])] = row[3]
    arrival = np.array([row[0] for row in flat], dtype=float)
    paths = len(rows[0])
    if present is None:
        present = np.ones((paths, grid.days, len(office.officers)), dtype=bool)
    return Visitors(
        grid=grid,
        first=np.concatenate([[0], np.cumsum([len(path) for day in rows for path in day])]).astype(np.int64),
        arrival=arrival,
        due=arrival.copy(),
        service=np.array([row[1] for row in flat], dtype=np.int64),
        priority=np.array([row[2] for row in flat], dtype=np.int64),
        minutes=minutes,
        present=present,
        booked=np.zeros(len(flat), dtype=bool),
    )


def make_days(office: Office, grid: SlotGrid, opens: int, closes: int) -> tuple[Day, ...]:
    """Ordinary days with one stretch of tickets and service."""
    span = (Span(start=opens, end=closes),)
    tickets = {service.id: span for service in office.services}
    return tuple(Day(d, "normal", None, "ordinary", span, tickets, ()) for d in grid.dates)


def make_grid(days=1, slots=16, first=480, slot_minutes=30) -> SlotGrid:
    """Days from a Monday on."""
    return SlotGrid(date(2026, 11, 30), days, slot_minutes, first, slots)


@pytest.fixture
def build():
    """The builders of this file, by name."""
    return Builders


class Builders:
    office = staticmethod(make_office)
    plan = staticmethod(make_plan)
    visitors = staticmethod(make_visitors)
    days = staticmethod(make_days)
    grid = staticmethod(make_grid)
