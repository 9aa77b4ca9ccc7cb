"""Tables around a plan: against the simulation of that plan and its neighbours; the approximation's error by hand."""

from dataclasses import replace

import numpy as np
import pytest

from staffing.approximation import Approximation, approximation
from staffing.cost import StaffingCost
from staffing.pricing import price
from staffing.repricing import officers_at_work, reprice
from staffing.simulation import simulate
from staffing.visitors import draw_visitors

ONE = {"s": [{"step": "a", "minutes": 12, "cv": 0.6}]}
SERIES = {"s": [{"step": "a", "minutes": 10, "cv": 0.3}, {"step": "b", "minutes": 10, "cv": 0.3}]}
MORNING = np.array([3.0, 3, 4, 4, 3, 2, 2, 1, 0.5, 0.5, 1, 1, 1, 0.5, 0.2, 0.2])
STAFF = np.array([3, 3, 3, 4, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1])


@pytest.fixture
def office(build):
    return build.office(ONE, [{"a"}] * 6, [{"a"}], [0] * 6, absence_rate=0.0)


def draw(build, office, rates, days=1, paths=600, seed=1):
    """Visitors with these rates per slot of a day for every service."""
    rng = np.random.default_rng(seed)
    grid = build.grid(days=days, slots=len(rates))
    arrivals = rng.poisson(np.tile(rates, days), (paths, len(office.services), days * len(rates)))
    closes = 480 + 30 * len(rates)
    return draw_visitors(arrivals, grid, office, build.days(office, grid, 480, closes), rng, door_share=0.1)


def staffed(build, office, grid, staff, kind=0):
    """As many officers at counters of a type as `staff` says, slot by slot, every day."""
    posts = np.where(np.arange(len(office.officers))[:, None] < staff, kind, -1)
    return build.plan(office, grid, np.repeat(posts[None], grid.days, axis=0))


def priced(visitors, office, *sets, service=None, most=6):
    mask = np.ones(visitors.grid.shape, dtype=bool) if service is None else service
    return mask, price(visitors, office, mask, tuple(frozenset(s) for s in sets or ({"a"},)), most)


def waited(visitors, plan, office):
    outcome = simulate(visitors, plan, office)
    return (outcome.wait + outcome.later_wait).sum() / visitors.paths


def at(table, staff):
    return np.take_along_axis(table, staff[:, None], axis=1)[:, 0]


def test_one_queue_adds_up_to_what_is_simulated(build, office):
    """The tables at the plan sum to the simulated minutes; first prices, made for another profile, do not."""
    visitors = draw(build, office, MORNING)
    mask, cost = priced(visitors, office)
    plan = staffed(build, office, visitors.grid, STAFF)
    found = waited(visitors, plan, office)
    repriced = reprice(visitors, office, mask, cost, plan)
    assert at(repriced.waiting[0, :, 0], STAFF).sum() == pytest.approx(found, rel=0.03)
    assert approximation(repriced, visitors, office, plan).ratio == pytest.approx(1.0, abs=0.03)
    assert abs(approximation(cost, visitors, office, plan).ratio - 1) > 0.1
    np.testing.assert_array_equal(repriced.needed, cost.needed)


@pytest.mark.parametrize("slot", [1, 3, 5, 8])
def test_one_officer_less_or_more_changes_what_the_simulation_says(build, office, slot):
    """F(n - 1) - F(n) at the plan is the simulated difference of the whole day; so is F(n) - F(n + 1), but that the
    savings of all slots are capped together."""
    visitors = draw(build, office, MORNING)
    mask, cost = priced(visitors, office)
    plan, less, more = (staffed(build, office, visitors.grid, STAFF + n * (np.arange(16) == slot)) for n in (0, -1, 1))
    table = reprice(visitors, office, mask, cost, plan).waiting[0, slot, 0]
    n, now = STAFF[slot], waited(visitors, plan, office)
    saved = now - waited(visitors, more, office)
    assert table[n - 1] - table[n] == pytest.approx(waited(visitors, less, office) - now, rel=0.05, abs=3)
    assert 0.5 * saved - 3 < table[n] - table[n + 1] < 1.05 * saved + 3


def test_all_slots_together_save_no_more_than_there_is(build, office):
    """With plenty in every slot the tables come down to what no officer can save, and not below 0."""
    visitors = draw(build, office, MORNING)
    mask, cost = priced(visitors, office, most=12)
    lean = np.maximum(STAFF - 1, 1)
    repriced = reprice(visitors, office, mask, cost, staffed(build, office, visitors.grid, lean))
    assert (repriced.waiting >= 0).all()
    assert repriced.waiting[0, :, 0, 12].sum() < 0.05 * at(repriced.waiting[0, :, 0], lean).sum()
    assert repriced.repair >= 0


def test_a_second_step_is_fed_as_fast_as_the_first_serves(build):
    """With two officers at a, b sees no more than two visitors in ten minutes; without waiting it would see more."""
    office = build.office(SERIES, [{"a"}] * 2 + [{"b"}] * 4, [{"a"}, {"b"}], [0] * 2 + [1] * 4, absence_rate=0.0)
    visitors = draw(build, office, np.array([12.0, 9, 9, 0, 0, 0]), paths=300)
    mask, cost = priced(visitors, office, {"a"}, {"b"})
    posts = np.array([0, 0, 1, 1, 1, 1])[None, :, None].repeat(6, axis=2)
    repriced = reprice(visitors, office, mask, cost, build.plan(office, visitors.grid, posts))
    assert cost.inflow[0, 1, 1] > 7
    assert (repriced.inflow[0, :, 1] < 6.3).all()
    assert repriced.inflow[0, 2, 1] > 5.5
    assert repriced.inflow[0, :, 0] == pytest.approx(cost.inflow[0, :, 0])


def test_nobody_at_work_and_nobody_who_comes(build, office):
    """An empty plan has finite tables, an empty week empty ones, and closed slots cost nothing."""
    visitors = draw(build, office, MORNING, days=2, paths=20)
    service = np.ones(visitors.grid.shape, dtype=bool)
    service[0, 6:8], service[1] = False, False
    mask, cost = priced(visitors, office, service=service)
    repriced = reprice(visitors, office, mask, cost, staffed(build, office, visitors.grid, 0 * STAFF))
    assert np.isfinite(repriced.waiting).all()
    assert repriced.waiting[~service].max() == repriced.late[~service].max() == 0
    nobody = draw(build, office, 0 * MORNING, paths=5)
    mask, cost = priced(nobody, office)
    empty = reprice(nobody, office, mask, cost, staffed(build, office, nobody.grid, STAFF))
    assert empty.waiting.max() == 0
    assert approximation(empty, nobody, office, staffed(build, office, nobody.grid, STAFF)).ratio == 1


def test_the_tables_are_put_together_as_the_solver_does(build):
    """Two steps in two slots by hand: the larger of both and their sum; a day without officers waits as a fluid."""
    office = build.office(SERIES, [{"a", "b"}] * 2, [{"a", "b"}], [0] * 2, absence_rate=0.0)
    visitors = draw(build, office, np.array([1.0, 1]), paths=4)
    plan = staffed(build, office, visitors.grid, np.array([1, 2]))
    sets = (frozenset("a"), frozenset("b"), frozenset("ab"))
    waiting = np.zeros((1, 2, 3, 3))
    waiting[0, 0] = [[9, 5, 5], [8, 4, 4], [30, 20, 20]]  # with one officer 5 + 4 < 20
    waiting[0, 1] = [[9, 8, 7], [9, 8, 7], [13, 12, 11]]  # with two officers 7 + 7 > 11
    zeros = np.zeros((1, 2, 3))
    cost = StaffingCost(visitors.grid, sets, waiting, waiting, zeros.astype(int), 0.0, zeros, np.array([10.0, 10, 10]))
    found = approximation(cost, visitors, office, plan)
    assert found.predicted == pytest.approx(34)
    assert [error.predicted for error in found.by_set] == pytest.approx([12, 11, 31])
    assert found.by_set[2].simulated == pytest.approx(found.simulated)

    flooded = replace(cost, inflow=np.full((1, 2, 3), 10.0))
    idle = staffed(build, office, visitors.grid, np.array([0, 0]))
    assert approximation(flooded, visitors, office, idle).predicted == pytest.approx(2 * (30 * 30 + 120 * 20))


def test_the_ratio_of_nothing():
    """Nothing predicted and nothing waited is right; something predicted of nothing is not."""
    assert Approximation(0.0, 0.0, ()).ratio == 1
    assert Approximation(1.0, 0.0, ()).ratio == np.inf


def test_officers_at_work_are_counted_by_what_they_serve(build):
    """Who serves several steps counts for each set that meets them, once."""
    office = build.office(SERIES, [{"a", "b"}, {"a"}, {"b"}], [{"a", "b"}], [0] * 3)
    plan = staffed(build, office, build.grid(slots=2), np.array([3, 2]))
    assert officers_at_work(plan.serves, office, frozenset("a")).tolist() == [[2, 2]]
    assert officers_at_work(plan.serves, office, frozenset("b")).tolist() == [[2, 1]]
    assert officers_at_work(plan.serves, office, frozenset("ab")).tolist() == [[3, 2]]
