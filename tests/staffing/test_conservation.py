"""Nobody waits beside an idle officer who could serve him; who serves holds a post; time at counters adds up."""

import numpy as np
import pytest

from staffing.occupancy import held_posts
from staffing.oneday import plan_of_day, visitors_of_day
from staffing.simulation import simulate, trace
from staffing.stops import stops_of
from tests.staffing.chances import random_case

CASES = range(4000, 4040)


def posts(plan, present):
    """Steps that each officer really serves, uint64, shape (paths, officers, slots)."""
    held = held_posts(plan, present)
    return np.where(held >= 0, plan.able[None, :, None] & plan.type_steps[np.maximum(held, 0)], np.uint64(0))


def of_one_day(build, seed):
    """A random office whose visitors may go on with anybody."""
    office, plan, visitors = random_case(build, seed)
    free = tuple(
        service.model_copy(
            update={"route": tuple(entry.model_copy(update={"same_officer": False}) for entry in service.route)}
        )
        for service in office.services
    )
    return office.model_copy(update={"services": free}), plan_of_day(plan, 0), visitors_of_day(visitors, 0)


@pytest.mark.parametrize("seed", CASES)
def test_nobody_waits_beside_an_idle_officer(build, seed):
    """In each slot, whoever holds a post for a step is busy as long as anybody waits for that step."""
    office, plan, visitors = of_one_day(build, seed)
    found, grid = trace(visitors, plan, office), plan.grid
    serves = posts(plan, visitors.present[:, 0])
    stops = stops_of(found, visitors, office, np.full(visitors.count, np.inf))
    since = stops.ready.copy()
    since[:, 0] = visitors.arrival
    path = visitors.cell
    for v, j in zip(*np.nonzero(stops.asked & (stops.until > since + 1e-9)), strict=True):
        for o, t in zip(*np.nonzero((serves[path[v]] >> np.uint64(stops.step[v, j])) & np.uint64(1)), strict=True):
            a = max(since[v, j], grid.minutes[t])
            b = min(stops.until[v, j], grid.minutes[t] + grid.slot_minutes)
            if b - a < 1e-9:
                continue
            rows, columns = np.nonzero((found.by == o) & (path == path[v])[:, None])
            begin = found.begin[rows, columns]
            busy = np.minimum(begin + found.minutes[rows, columns], b) - np.maximum(begin, a)
            assert np.maximum(0, busy).sum() == pytest.approx(b - a)


@pytest.mark.parametrize("seed", CASES)
def test_who_serves_holds_a_post_or_was_called(build, seed):
    """Every service begins at a post for its step, after the last post has begun, or by somebody on standby."""
    office, plan, visitors = of_one_day(build, seed)
    found, grid = trace(visitors, plan, office), plan.grid
    serves = posts(plan, visitors.present[:, 0])
    last = np.flatnonzero(plan.serves[0].any(axis=0))[-1] if plan.serves.any() else -1
    stops = stops_of(found, visitors, office, np.full(visitors.count, np.inf))
    for v, j in zip(*np.nonzero(stops.called), strict=True):
        o, slot = found.by[v, j], (found.begin[v, j] - grid.first) / grid.slot_minutes
        slots = {min(int(slot), last), min(int(np.ceil(slot)) - 1, last)}  # services end before posts change
        at_post = [serves[visitors.cell[v], o, t] >> np.uint64(stops.step[v, j]) & np.uint64(1) for t in slots]
        assert any(at_post) or plan.on_call[0, o].any()


@pytest.mark.parametrize("seed", CASES)
def test_time_at_counters_adds_up(build, seed):
    """Minutes with visitors are those of the services; never more than at counters; types share what posts hold."""
    office, plan, visitors = random_case(build, seed)
    outcome, found = simulate(visitors, plan, office), trace(visitors, plan, office)
    occupancy = outcome.occupancy
    assert occupancy.busy.sum() == pytest.approx(found.minutes[found.by >= 0].sum())
    np.testing.assert_allclose(occupancy.busy.mean(axis=0), outcome.busy)
    assert (occupancy.busy <= occupancy.at_counter + 1e-6).all()
    assert (occupancy.type_busy <= occupancy.type_held + 1e-6).all()
    held = sum((held_posts(plan_of_day(plan, d), visitors.present[:, d]) >= 0).sum() for d in range(2))
    assert occupancy.type_held.sum() == pytest.approx(held * plan.grid.slot_minutes)


def test_a_stand_in_leaves_his_own_post(build):
    """Officer 0 is absent on the second path: his stand-in 1 moves from a counter of type 1 to one of type 0."""
    office = build.office({"s": [{"step": "a", "minutes": 5}]}, [{"a"}, {"a"}], [{"a"}, {"a"}], [0, 1])
    grid = build.grid(slots=4)
    stand_in = np.full((1, 2, 4), -1, dtype=np.int16)
    stand_in[0, 0, :2] = 1
    plan = build.plan(office, grid, np.array([[[0] * 4, [1] * 4]]), stand_in=stand_in)
    held = held_posts(plan, np.array([[True, True], [False, True], [False, False]]))
    assert held.tolist() == [[[0] * 4, [1] * 4], [[-1] * 4, [0, 0, 1, 1]], [[-1] * 4, [-1] * 4]]
