"""The benchmark day of benchmark_day.json: 9 hours, 240 expected tickets, three services, ten officers of mixed skills.

LOKET_DATA names the folder that holds `staffing/benchmark_day.json`.
"""

import json
import os
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from office.days import Day
from office.grid import SlotGrid
from office.office import Office
from office.values import Span
from staffing.routes import mask_of
from staffing.staffplan import StaffPlan
from staffing.visitors import Visitors, draw_visitors

DATA = Path(os.environ.get("LOKET_DATA", Path(__file__).parent.parent.parent / "shared" / "data")) / "staffing"
GRID = SlotGrid(date(2026, 11, 30), 1, 30, 480, 18)


@cache
def told() -> dict[str, Any]:
    """What the file says."""
    path = DATA / "benchmark_day.json"
    if not path.exists():
        raise SystemExit(f"no benchmark day at {path}; LOKET_DATA names the folder of the data")
    return json.loads(path.read_text(encoding="utf-8"))


def office_of(times: int) -> Office:
    """The benchmark office with its officers that many times over."""
    day = told()
    steps = [service.lower() for service in day["services"]]
    hours = {"normal": {"mon-sun": ["08.00-17.00"]}}
    able = [list(skills.lower()) for skills in day["officers"] * times]
    return Office.model_validate(
        {
            "id": "benchmark",
            "name": "Benchmark",
            "skills": {step: step for step in steps},
            "steps": [{"id": step, "name": step, "skills": [step]} for step in steps],
            "services": [
                {"id": step, "name": step, "route": [{"step": step, "minutes": minutes, "cv": day["service_cv"]}]}
                for step, minutes in zip(steps, day["mean_service_minutes"], strict=True)
            ],
            "counter_types": [{"id": "any", "steps": steps}],
            "counters": [{"id": f"l{i}", "name": f"L{i}", "type": "any"} for i in range(len(able))],
            "contracts": [{"id": "full"}],
            "officers": [
                {"id": f"p{i}", "name": f"Petugas {i}", "skills": skills, "contract": "full"}
                for i, skills in enumerate(able)
            ],
            "hours": {"tickets": hours, "service": hours},
            "breaks": {"normal": {"mon-sun": {"minutes": 60, "window": "12.00-14.00"}}},
            "target": {"call_minutes": 15},
            "absence_rate": 0.0,
        }
    )


def plan_of(office: Office) -> StaffPlan:
    """Everybody at a counter; lunch as the file says: officers 1, 3, ... in slots 8 and 9, 2, 4, ... in 10 and 11."""
    able = np.array([mask_of(office, officer.skills) for officer in office.officers], dtype=np.uint64)
    posts = np.zeros((1, len(able), GRID.slots), dtype=np.int16)
    posts[0, 0::2, 8:10] = -1
    posts[0, 1::2, 10:12] = -1
    return StaffPlan(
        grid=GRID,
        able=able,
        serves=np.where(posts == 0, able[:, None], np.uint64(0)),
        counter_type=posts,
        on_call=np.zeros(posts.shape, dtype=bool),
        stand_in=np.full(posts.shape, -1, dtype=np.int16),
        rostered=np.ones(posts.shape[:2], dtype=bool),
        shift_end=np.full(posts.shape[:2], 17 * 60),
        type_steps=np.array([mask_of(office, office.step_ids)], dtype=np.uint64),
        type_counters=np.array([len(able)]),
    )


def visitors_of(office: Office, times: int, paths: int, seed: int) -> Visitors:
    """Poisson arrivals of the day's shape, that many times as many; some with priority."""
    day, rng = told(), np.random.default_rng(seed)
    shape = np.repeat(np.array(day["arrival_shape_per_hour"]), 60 // GRID.slot_minutes)
    rate = times * day["expected_tickets"] * shape / shape.sum()
    arrivals = np.stack([rng.poisson(share * rate, (paths, GRID.slots)) for share in day["service_share"]], axis=1)
    span = (Span(start=480, end=1020),)
    open_day = Day(GRID.start, "normal", None, "ordinary", span, dict.fromkeys(office.service_ids, span), ())
    drawn = draw_visitors(arrivals, GRID, office, (open_day,), rng, door_share=0.0)
    return replace(drawn, priority=(rng.random(drawn.count) >= day["priority_share"]).astype(np.int64))
