"""Speed of the simulation: events a second on fixed days. An event is an arrival at a queue or a service end.

The benchmark day: 9 hours, 240 expected tickets (Poisson, rate constant within the hour), three services of 8, 12 and
20 minutes (lognormal, cv 0.6), ten officers of mixed skills with staggered lunch, one ticket in ten with priority.
The large day: the same ten times over, 2,400 tickets and 100 officers. Run: python -m benchmarks.simulation
"""

from dataclasses import replace
from datetime import date
from time import perf_counter

import numpy as np

from office.days import Day
from office.grid import SlotGrid
from office.office import Office
from office.values import Span
from staffing.routes import mask_of
from staffing.simulation import simulate, trace
from staffing.staffplan import StaffPlan
from staffing.visitors import Visitors, draw_visitors

SHAPE = np.array([1.6, 1.7, 1.35, 1.0, 0.45, 0.9, 1.1, 0.7, 0.2])
SHARES = {"a": 0.5, "b": 0.3, "c": 0.2}
MINUTES = {"a": 8.0, "b": 12.0, "c": 20.0}
OFFICERS = ("a", "a", "a", "a", "ab", "ab", "bc", "bc", "c", "abc")
GRID = SlotGrid(date(2026, 11, 30), 1, 30, 480, 18)


def office_of(times: int) -> Office:
    """The benchmark office with its officers that many times over."""
    hours = {"normal": {"mon-sun": ["08.00-17.00"]}}
    return Office.model_validate(
        {
            "id": "benchmark",
            "name": "Benchmark",
            "skills": {step: step for step in SHARES},
            "steps": [{"id": step, "name": step, "skills": [step]} for step in SHARES],
            "services": [
                {"id": step, "name": step, "route": [{"step": step, "minutes": MINUTES[step], "cv": 0.6}]}
                for step in SHARES
            ],
            "counter_types": [{"id": "any", "steps": list(SHARES)}],
            "counters": [{"id": f"l{i}", "name": f"L{i}", "type": "any"} for i in range(len(OFFICERS) * times)],
            "contracts": [{"id": "full"}],
            "officers": [
                {"id": f"p{i}", "name": f"Petugas {i}", "skills": list(skills), "contract": "full"}
                for i, skills in enumerate(OFFICERS * times)
            ],
            "hours": {"tickets": hours, "service": hours},
            "breaks": {"normal": {"mon-sun": {"minutes": 60, "window": "12.00-14.00"}}},
            "absence_rate": 0.0,
        }
    )


def plan_of(office: Office) -> StaffPlan:
    """Everybody at a counter, odd officers at lunch in slots 8 and 9, even ones in 10 and 11."""
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
        type_steps=np.array([mask_of(office, SHARES)], dtype=np.uint64),
        type_counters=np.array([len(able)]),
    )


def visitors_of(office: Office, tickets: float, paths: int, seed: int) -> Visitors:
    """Poisson arrivals of the day's shape, one in ten with priority."""
    rng = np.random.default_rng(seed)
    rate = tickets * np.repeat(SHAPE / SHAPE.sum(), 2) / 2
    arrivals = np.stack([rng.poisson(share * rate, (paths, GRID.slots)) for share in SHARES.values()], axis=1)
    span = (Span(start=480, end=1020),)
    day = Day(GRID.start, "normal", None, "ordinary", span, dict.fromkeys(office.service_ids, span), ())
    drawn = draw_visitors(arrivals, GRID, office, (day,), rng, door_share=0.0)
    return replace(drawn, priority=(rng.random(drawn.count) >= 0.1).astype(np.int64))


def measure(name: str, times: int, paths: int) -> None:
    """Prints events a second, the best of five runs, and what a full judgement costs."""
    office = office_of(times)
    plan, visitors = plan_of(office), visitors_of(office, 240.0 * times, paths, seed=1)
    outcome = simulate(visitors, plan, office)
    seconds = [_timed(trace, visitors, plan, office) for _ in range(5)]
    judged = min(_timed(simulate, visitors, plan, office) for _ in range(3))
    events = 2 * int((~np.isnan(trace(visitors, plan, office).begin)).sum())
    late = 100 * float(np.mean(outcome.slot_wait.sum() / outcome.slot_visitors.sum()))
    print(
        f"{name}: {paths} days, {visitors.count} tickets, {events} events: {min(seconds):.3f} s = "
        f"{events / min(seconds) / 1e6:.1f} M events/s; judged {judged:.3f} s; mean wait {late / 100:.2f} min"
    )


def _timed(run: object, visitors: Visitors, plan: StaffPlan, office: Office) -> float:
    began = perf_counter()
    run(visitors, plan, office)  # type: ignore[operator]
    return perf_counter() - began


if __name__ == "__main__":
    measure("benchmark day", 1, 1000)
    measure("large day", 10, 100)
