"""Small days to be staffed."""

from datetime import date

import numpy as np

from office.grid import SlotGrid
from office.office import Office
from staffing.shiftmix.problem import Group, ShiftMix, Target
from staffing.visitors import Visitors

SLOTS = 4
OPENS = 480


def make_office(minutes=(10.0, 15.0), late_after=15) -> Office:
    steps = "abcd"[: len(minutes)]
    hours = {"normal": {"mon-sun": ["08.00-16.00"]}}
    return Office.model_validate(
        {
            "id": "mix",
            "name": "Mix",
            "skills": {s: s for s in steps},
            "steps": [{"id": s, "name": s, "skills": [s]} for s in steps],
            "services": [
                {"id": s, "name": s, "route": [{"step": s, "minutes": m, "cv": 0.5}]}
                for s, m in zip(steps, minutes, strict=True)
            ],
            "counter_types": [{"id": "any", "steps": list(steps)}],
            "counters": [{"id": "l1", "name": "L1", "type": "any"}],
            "contracts": [{"id": "full"}],
            "officers": [{"id": "p1", "name": "Petugas 1", "skills": list(steps), "contract": "full"}],
            "hours": {"tickets": hours, "service": hours},
            "breaks": {"normal": {"mon-sun": {"minutes": 60, "window": "11.00-14.00"}}},
            "target": {"call_minutes": late_after, "visit_minutes": 600},
        }
    )


def make_visitors(paths) -> Visitors:
    """Paths of (minute after opening, service index, minutes), in order of arrival."""
    rows = [row for path in paths for row in path]
    arrival = OPENS + np.array([row[0] for row in rows], dtype=float)
    return Visitors(
        grid=SlotGrid(date(2026, 11, 30), 1, 30, OPENS, SLOTS),
        first=np.cumsum([0, *(len(path) for path in paths)]).astype(np.int64),
        arrival=arrival,
        due=arrival,
        service=np.array([row[1] for row in rows], dtype=np.int64),
        priority=np.zeros(len(rows), dtype=np.int64),
        minutes=np.array([[row[2]] for row in rows], dtype=float).reshape(-1, 1),
        present=np.ones((len(paths), 1, 1), dtype=bool),
        booked=np.zeros(len(rows), dtype=bool),
    )


def random_visitors(seed, paths=60, a_day=(12.0, 6.0), minutes=(10.0, 15.0)) -> Visitors:
    """Uniform arrivals in the four slots, exponential service times."""
    rng = np.random.default_rng(seed)
    drawn = []
    for _ in range(paths):
        rows = [
            (30 * SLOTS * rng.random(), k, rng.exponential(minutes[k]))
            for k, mean in enumerate(a_day)
            for _ in range(rng.poisson(mean))
        ]
        drawn.append(sorted(rows))
    return make_visitors(drawn)


def make_problem(visitors=None, groups=None, shifts=None, target=None, office=None) -> ShiftMix:
    """Two groups, three shifts: all day, the first and the second hour."""
    return ShiftMix(
        office or make_office(),
        groups or (Group("A", frozenset("a"), 100, 2), Group("AB", frozenset("ab"), 105, 2)),
        np.array([[1, 1, 1, 1], [1, 1, 0, 0], [0, 0, 1, 1]], dtype=bool) if shifts is None else shifts,
        random_visitors(0) if visitors is None else visitors,
        target or Target(),
    )
