"""Days to be staffed: the test day, and random ones by fixed seeds. Each is a law from which days can be drawn."""

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from office.grid import SlotGrid
from office.office import Office
from staffing.shiftmix.problem import Group, ShiftMix, Target
from staffing.visitors import Visitors

DATA = Path(os.environ.get("LOKET_DATA", Path(__file__).parent.parent.parent / "shared" / "data")) / "staffing"
OPENS = 480
LETTERS = "abcdef"
PRIORITY = 0.1


@dataclass(frozen=True)
class Law:
    """How a day comes about: Poisson arrivals at a rate constant within the hour, times a gamma factor of the day.

    `rate` is tickets an hour, shape (hours,); service times are lognormal.
    """

    rate: np.ndarray
    share: np.ndarray
    minutes: np.ndarray
    cv: float
    day_cv: float

    def draw(self, paths: int, rng: np.random.Generator) -> Visitors:
        """So many days; one ticket in ten has priority."""
        shape = self.day_cv**-2
        counts = rng.poisson(rng.gamma(shape, 1 / shape, (paths, 1)) * self.rate)
        path, hour = np.nonzero(counts)
        times = counts[path, hour]
        path, hour = np.repeat(path, times), np.repeat(hour, times)
        arrival = 60.0 * (hour + rng.random(len(hour)))
        order = np.lexsort((arrival, path))
        service = rng.choice(len(self.share), len(hour), p=self.share)
        spread = np.log1p(self.cv**2)
        minutes = self.minutes[service] * np.exp(np.sqrt(spread) * rng.standard_normal(len(hour)) - spread / 2)
        ordinary = (rng.random(len(hour)) >= PRIORITY).astype(np.int64)
        first = np.concatenate([[0], np.cumsum(counts.sum(axis=1))])
        return visitors_of(len(self.rate), first, arrival[order], service, ordinary, minutes)


@dataclass(frozen=True)
class Case:
    """A problem on its paths, and the law that fresh days follow."""

    name: str
    problem: ShiftMix
    law: Law


def visitors_of(
    hours: int, first: np.ndarray, arrival: np.ndarray, service: np.ndarray, priority: np.ndarray, minutes: np.ndarray
) -> Visitors:
    """Visitors of one day; arrivals in minutes from opening."""
    grid = SlotGrid(date(2026, 11, 30), 1, 30, OPENS, 2 * hours)
    at = OPENS + arrival.astype(float)
    return Visitors(
        grid, first.astype(np.int64), at, at, service.astype(np.int64), priority.astype(np.int64),
        minutes.astype(float)[:, None], np.ones((len(first) - 1, 1, 1), dtype=bool), np.zeros(len(at), dtype=bool),
    )  # fmt: skip


def office_of(minutes: np.ndarray, cv: float, late_after: int) -> Office:
    """An office with a step for each service; its people and counters stand for none in particular."""
    steps = LETTERS[: len(minutes)]
    hours = {"normal": {"mon-sun": ["08.00-17.00"]}}
    return Office.model_validate(
        {
            "id": "mix",
            "name": "Mix",
            "skills": {step: step for step in steps},
            "steps": [{"id": step, "name": step, "skills": [step]} for step in steps],
            "services": [
                {"id": step, "name": step, "route": [{"step": step, "minutes": float(mean), "cv": cv}]}
                for step, mean in zip(steps, minutes, strict=True)
            ],
            "counter_types": [{"id": "any", "steps": list(steps)}],
            "counters": [{"id": "l1", "name": "L1", "type": "any"}],
            "contracts": [{"id": "full"}],
            "officers": [{"id": "p1", "name": "Petugas 1", "skills": list(steps), "contract": "full"}],
            "hours": {"tickets": hours, "service": hours},
            "breaks": {"normal": {"mon-sun": {"minutes": 60, "window": "12.00-14.00"}}},
            "target": {"call_minutes": late_after, "visit_minutes": 1440},
        }
    )


def test_day() -> Case | None:
    """The given test day with its 600 paths; None where it is not there."""
    if not (DATA / "test_day.json").exists():
        return None
    day = json.loads((DATA / "test_day.json").read_text(encoding="utf-8"))
    paths = np.load(DATA / "test_day_paths.npz")
    shape, minutes = np.array(day["arrival_shape_per_hour"]), np.array(day["mean_service_minutes"])
    groups = tuple(
        Group(name, frozenset(name.lower()), pay, most)
        for name, pay, most in zip(day["skill_groups"], day["pay_per_slot"], day["headcount_cap"], strict=True)
    )
    columns = (paths[name] for name in ("first", "arrival_minute", "service", "ordinary", "service_minutes"))
    problem = ShiftMix(
        office_of(minutes, day["service_cv"], 15), groups, np.array(day["shifts"], dtype=bool),
        visitors_of(len(shape), *columns),
    )  # fmt: skip
    rate = day["expected_tickets"] * shape / shape.sum()
    share = np.array(day["service_share"])
    return Case("test day", problem, Law(rate, share, minutes, day["service_cv"], day["day_rate_cv"]))


def random_day(seed: int, paths: int = 600) -> Case:
    """A random office: 2 to 4 services, 3 to 7 skill groups, full, long, split and half shifts with lunch, sizes."""
    rng = np.random.default_rng([20261124, seed])
    services, hours = int(rng.integers(2, 5)), int(rng.integers(7, 10))
    minutes = np.round(rng.uniform(5, 22, services), 1)
    shape = rng.uniform(0.6, 1.8, hours) * np.linspace(1.3, 0.6, hours)
    shape[4] *= 0.5
    tickets = rng.uniform(2.5, 7.0) * 60 * hours / minutes.mean()
    share = rng.dirichlet(np.full(services, 6.0))
    law = Law(
        tickets * shape / shape.sum(), share, minutes, float(rng.uniform(0.4, 0.8)), float(rng.uniform(0.08, 0.25))
    )
    groups = _groups(services, int(rng.integers(3, 8)), tickets * share * minutes / 60 / hours, rng)
    problem = ShiftMix(
        office_of(minutes, law.cv, int(rng.choice([10, 15, 20, 30]))), groups, _shifts(2 * hours, rng),
        law.draw(paths, rng), Target(overtime_minutes=float(np.round(15 + 1.2 * minutes.max()))),
    )  # fmt: skip
    return Case(f"office {seed}", problem, law)


def _groups(services: int, count: int, load: np.ndarray, rng: np.random.Generator) -> tuple[Group, ...]:
    """Distinct skill sets that cover every service, with people for two to three times the mean load of each."""
    every = [frozenset(LETTERS[k] for k in range(services) if bits >> k & 1) for bits in range(1, 2**services)]
    count = min(count, len(every))
    while True:
        chosen = [every[i] for i in sorted(rng.choice(len(every), count, replace=False))]
        if frozenset().union(*chosen) == frozenset(LETTERS[:services]):
            break
    able = [sum(step in skills for skills in chosen) for step in LETTERS[:services]]
    most = [
        int(np.ceil(rng.uniform(2.0, 3.0) * sum(load[LETTERS.index(s)] / able[LETTERS.index(s)] for s in skills))) + 1
        for skills in chosen
    ]
    return tuple(
        Group("".join(sorted(skills)).upper(), skills, 100 + 5 * (len(skills) - 1), people)
        for skills, people in zip(chosen, most, strict=True)
    )


def _shifts(slots: int, rng: np.random.Generator) -> np.ndarray:
    """Two full days with staggered lunch, mornings, afternoons, and up to three of other lengths."""
    noon = 8
    rows = []
    for start, end, lunch in [
        (0, slots, (noon, noon + 2)),
        (0, slots, (noon + 2, noon + 4)),
        (0, noon, None),
        (noon, slots, None),
        *(
            (int(start), int(min(start + length, slots)), (noon, noon + 1) if rng.random() < 0.5 else None)
            for start, length in zip(rng.integers(0, 6, 3), rng.integers(9, 14, 3), strict=True)
        ),
    ]:
        row = np.zeros(slots, dtype=bool)
        row[start:end] = True
        if lunch:
            row[slice(*lunch)] = False
        rows.append(row)
    return np.unique(rows, axis=0)
