"""Small offices at random, with everything in them that the simulation knows."""

from dataclasses import replace

import numpy as np

from staffing.routes import Ways


def random_case(build, seed):
    """A small office with everything in it: routes, delays, same officer, breaks, standby, absences, ties, a guard,
    impatience, rework and officers of different speed.
    """
    rng = np.random.default_rng(seed)
    steps = ["a", "b", "c"][: rng.integers(1, 4)]
    routes = {
        f"s{k}": [
            {
                "step": str(rng.choice(steps)), "minutes": 10, "cv": 0.5,
                "after": int(rng.choice([0, 0, 5, 20, 90])), "same_officer": bool(rng.random() < 0.4),
            }
            for _ in range(rng.integers(1, 4))
        ]
        for k in range(rng.integers(1, 4))
    }  # fmt: skip
    some = lambda: {str(s) for s in rng.choice(steps, rng.integers(1, len(steps) + 1), replace=False)}  # noqa: E731
    officers, types = [some() for _ in range(rng.integers(1, 6))], [some() for _ in range(rng.integers(1, 4))]
    counters = [int(rng.integers(len(types))) for _ in range(rng.integers(1, 7))]
    standby = {"wait_minutes": int(rng.choice([1, 10])), "arrive_minutes": int(rng.choice([0, 5])), "stay_minutes": 60}
    guard = {"guard_minutes": int(rng.integers(1, 60))} if rng.random() < 0.4 else {}
    office = build.office(routes, officers, types, counters, standby=standby, **guard)
    if rng.random() < 0.4:
        paces = rng.choice([0.5, 0.8, 1.0, 1.25, 2.0], len(officers))
        people = [o.model_copy(update={"speed": float(p)}) for o, p in zip(office.officers, paces, strict=True)]
        office = office.model_copy(update={"officers": tuple(people)})
    grid = build.grid(days=2, slots=6)
    shape = (2, len(officers), 6)
    posts = np.where(rng.random(shape) < 0.6, rng.integers(len(types), size=shape), -1)
    plan = build.plan(
        office, grid, posts,
        on_call=(rng.random(shape) < 0.5) & (posts < 0) & (rng.random() < 0.7),
        stand_in=np.where(rng.random(shape) < 0.5, rng.integers(len(officers), size=shape), -1).astype(np.int16),
        rostered=rng.random(shape[:2]) < 0.9,
        shift_end=rng.integers(480, 700, size=shape[:2]),
    )  # fmt: skip
    plan.serves[~plan.rostered] = 0
    ways = random_ways(office, rng) if rng.random() < 0.4 else None
    stops = max(len(route) for route in routes.values()) if ways is None else ways.stop.shape[1]
    whole = rng.random() < 0.3  # whole minutes make events coincide
    tickets = [
        [
            [
                (
                    round(t) if whole else t, int(rng.integers(len(routes))), int(rng.integers(0, 3)),
                    [round(m) if whole else m for m in rng.gamma(2, 6, stops) + 0.6],
                )
                for t in rng.uniform(470, 665, rng.integers(0, 40))
            ]
            for _ in range(3)
        ]
        for _ in range(2)
    ]  # fmt: skip
    present = rng.random((3, 2, len(officers))) < 0.8
    visitors = build.visitors(grid, office, tickets, present)
    visitors.due[:] = visitors.arrival + np.where(rng.random(visitors.count) < 0.2, rng.integers(0, 20), 0)
    if ways is not None:
        way = [rng.choice(np.flatnonzero(ways.service == service)) for service in visitors.service]
        visitors = replace(visitors, way=np.array(way, dtype=np.int64), ways=ways)
    if rng.random() < 0.4:
        patience = np.where(rng.random(visitors.count) < 0.3, np.inf, rng.exponential(30, visitors.count))
        visitors = replace(visitors, patience=np.round(patience) if whole else patience)
    return office, plan, visitors


def random_ways(office, rng):
    """Each service's own route, and up to three on which some stops are gone to again."""
    walks = []
    for k, service in enumerate(office.services):
        length = len(service.route)
        walks.append((k, list(range(length))))
        for _ in range(rng.integers(0, 4)):
            back, to = sorted(rng.integers(0, length, 2))[::-1]
            walks.append((k, [*range(back + 1), *range(to, length)]))
    stops = np.full((len(walks), max(len(walk) for _, walk in walks)), -1)
    for row, (_, walk) in zip(stops, walks, strict=True):
        row[: len(walk)] = walk
    return Ways(np.array([k for k, _ in walks]), stops)
