"""Cost tables: against the simulation, by hand, and in their shape."""

import numpy as np
import pytest

from staffing.pricing import JUDGED_VISITORS, most_officers, price
from staffing.simulation import simulate
from staffing.visitors import draw_visitors

ONE = {"s": [{"step": "a", "minutes": 12, "cv": 0.6}]}
SERIES = {"s": [{"step": "a", "minutes": 5, "cv": 0.5}, {"step": "b", "minutes": 12, "cv": 0.6}]}
MORNING = np.array([3.0, 3, 4, 4, 3, 2, 2, 1, 0.5, 0.5, 1, 1, 1, 0.5, 0.2, 0.2])


@pytest.fixture
def office(build):
    return build.office(ONE, [{"a"}] * 6, [{"a"}], [0] * 6, absence_rate=0.0)


def draw(build, office, rates, days=2, paths=200, seed=1):
    """Visitors with these rates per slot of a day for every service."""
    rng = np.random.default_rng(seed)
    grid = build.grid(days=days, slots=len(rates))
    arrivals = rng.poisson(np.tile(rates, days), (paths, len(office.services), days * len(rates)))
    closes = 480 + 30 * len(rates)
    return draw_visitors(arrivals, grid, office, build.days(office, grid, 480, closes), rng, door_share=0.1)


def always(visitors):
    return np.ones(visitors.grid.shape, dtype=bool)


def priced(visitors, office, *sets, service=None, most=6):
    mask = always(visitors) if service is None else service
    return price(visitors, office, mask, tuple(frozenset(s) for s in sets or ({"a"},)), most)


def test_needed_officers_reach_the_target_and_one_less_does_not(build, office):
    """Simulated with the needed staff at most 20 % (+ 3 points) wait over 30 minutes; with one less, more do."""
    visitors = draw(build, office, MORNING)
    cost = priced(visitors, office)
    needed = cost.needed[:, :, 0]
    for less, in_time in ((0, True), (1, False)):
        staff = np.maximum(needed - less, 0)
        posts = np.where(np.arange(6)[None, :, None] < staff[:, None, :], 0, -1)
        outcome = simulate(visitors, build.plan(office, visitors.grid, posts), office)
        late = outcome.late_call.sum(axis=(0, 2)) / outcome.visitors.sum(axis=(0, 2))
        assert (late <= 0.23).all() if in_time else (late > 0.3).all()


def test_one_officer_more_saves_what_the_simulation_says(build, office):
    """F(n) - F(n + 1) in one slot is the difference of the day's simulated waiting, within noise and the repair."""
    visitors = draw(build, office, MORNING, days=1, paths=600)
    cost = priced(visitors, office)
    needed = cost.needed[0, :, 0]
    waiting = {}
    slot = 3
    for n in (needed[slot] - 1, needed[slot], needed[slot] + 1):
        staff = needed.copy()
        staff[slot] = n
        posts = np.where(np.arange(6)[:, None] < staff, 0, -1)[None]
        waiting[n] = simulate(visitors, build.plan(office, visitors.grid, posts), office).wait.sum() / 600
    table = cost.waiting[0, slot, 0]
    for n in (needed[slot] - 1, needed[slot]):
        saved = waiting[n] - waiting[n + 1]
        assert saved > 0
        assert table[n] - table[n + 1] == pytest.approx(saved, rel=0.15, abs=cost.repair + 3)


def test_tables_are_finite_convex_falling_and_near_zero_with_plenty(build, office):
    """The shape that the solver relies on; nobody at all costs, everybody there costs next to nothing."""
    cost = priced(draw(build, office, MORNING), office)
    assert np.isfinite(cost.waiting).all()
    steps = np.diff(cost.waiting, axis=-1)
    assert (steps <= 1e-9).all()
    assert (np.diff(steps, axis=-1) >= -1e-9).all()
    assert (cost.waiting[..., 0] > 0).all()
    assert (cost.waiting[..., 6] < 0.05 * cost.waiting[..., 0] + 1).all()
    assert cost.late[..., 0].sum() > cost.late[..., 6].sum() >= -1e-9
    assert cost.repair >= 0


def test_more_visitors_cost_more_and_need_more(build, office):
    """Half as many again: no slot needs less, and nobody at work costs more."""
    few, many = (priced(draw(build, office, factor * MORNING), office) for factor in (1.0, 1.5))
    assert (many.needed.sum(axis=1) > few.needed.sum(axis=1)).all()
    assert many.waiting[..., 0].sum() > few.waiting[..., 0].sum()


def test_two_visitors_by_hand(build, office):
    """One visitor at 8.10 and one at 8.20, 10 minutes each, a day of two slots, so thin that an hour is the limit.

    With nobody all day they would wait longer, so the profile has one officer. Without him in the first slot they wait
    until 8.30 and 8.40, 20 minutes each; with one or two nobody waits. In the second slot nobody is left to wait for.
    """
    grid = build.grid(slots=2)
    visitors = build.visitors(grid, office, [[[(490, 0, 1, (10,)), (500, 0, 1, (10,))]]])
    cost = priced(visitors, office, most=2)
    assert cost.waiting[0, :, 0].tolist() == [[40, 0, 0], [0, 0, 0]]
    assert cost.late.max() == 0


def test_the_second_step_is_fed_by_the_first(build):
    """The pool of b sees its visitors when they leave a; the pool of both has the work of both."""
    office = build.office(SERIES, [{"a", "b"}] * 6, [{"a", "b"}], [0] * 6)
    visitors = draw(build, office, MORNING, days=1)
    cost = priced(visitors, office, {"a"}, {"b"}, {"a", "b"})
    assert (cost.needed[0, :, 2] >= cost.needed[0, :, 1]).mean() > 0.9
    assert cost.needed[0, :, 2].sum() > cost.needed[0, :, 0].sum()


def test_closed_slots_and_days_cost_nothing(build, office):
    """Zero officers, zero minutes; what comes in a closed lunch is paid for in the slots beside it."""
    visitors = draw(build, office, MORNING)
    service = always(visitors)
    service[0, 6:8] = False
    service[1] = False
    cost = priced(visitors, office, service=service)
    closed = ~service
    assert cost.waiting[closed].max() == cost.late[closed].max() == cost.needed[closed].max() == 0
    assert cost.waiting[0, 8, 0, 0] > priced(visitors, office).waiting[0, 8, 0, 0]


def test_no_visitors_need_nobody(build, office):
    """An empty week has an empty table."""
    cost = priced(draw(build, office, 0 * MORNING), office)
    assert cost.needed.max() == 0
    assert cost.waiting.max() == 0


@pytest.mark.parametrize(
    ("a_week", "standby", "officers"),
    [(JUDGED_VISITORS - 2, 0, 1), (JUDGED_VISITORS - 2, 1, 0), (JUDGED_VISITORS + 8, 1, 1), (0.02, 0, 0)],
)
def test_a_thin_service_must_not_leave_anybody_for_an_hour(build, a_week, standby, officers):
    """Below 20 visitors a week someone is there all day, unless standby is called or hardly anybody ever comes."""
    office = build.office(ONE, [{"a"}] * 6, [{"a"}], [0] * 6, standby={"officers": standby})
    rates = np.full(16, a_week / 5 / 16)
    visitors = draw(build, office, rates, days=5, paths=400)
    assert set(np.unique(priced(visitors, office).needed)) == {officers}


def test_standby_that_comes_too_late_does_not_count(build):
    """Called after 40 minutes and there after 21 is beyond an hour; after 20 it is not."""
    for arrive, officers in ((21, 1), (20, 0)):
        rule = {"officers": 1, "wait_minutes": 40, "arrive_minutes": arrive}
        office = build.office(ONE, [{"a"}] * 6, [{"a"}], [0] * 6, standby=rule)
        visitors = draw(build, office, np.full(16, 0.2), days=5)
        assert set(np.unique(priced(visitors, office).needed)) == {officers}


@pytest.mark.parametrize(("standby", "skilled", "officers"), [(1, 1, 1), (1, 2, 0), (2, 2, 1), (2, 3, 0)])
def test_standby_counts_where_more_can_do_the_step_than_stand_by(build, standby, skilled, officers):
    """Of six officers few can do b: with no more of them than places on standby, somebody is there all day."""
    routes = {"s": [{"step": "b", "minutes": 12, "cv": 0.6}], "t": [{"step": "a", "minutes": 5, "cv": 0.5}]}
    able = [{"a", "b"}] * skilled + [{"a"}] * (6 - skilled)
    office = build.office(routes, able, [{"a", "b"}], [0] * 6, standby={"officers": standby})
    cost = priced(draw(build, office, np.full(16, 0.1), days=5), office, {"a"}, {"b"}, {"a", "b"})
    assert np.unique(cost.needed[..., 0]) == 0
    assert np.unique(cost.needed[..., 1]) == officers
    assert np.unique(cost.needed[..., 2]) == officers


def test_same_visitors_same_table(build, office):
    """Threads do not change the result."""
    visitors = draw(build, office, MORNING)
    one, other = priced(visitors, office), priced(visitors, office)
    np.testing.assert_array_equal(one.waiting, other.waiting)
    np.testing.assert_array_equal(one.needed, other.needed)


def test_no_more_officers_than_people_and_desks(build):
    """The smaller of both; a desk out of order does not count."""
    assert most_officers(build.office(ONE, [{"a"}] * 3, [{"a"}], [0] * 5)) == 3
    assert most_officers(build.office(ONE, [{"a"}] * 5, [{"a"}], [0] * 2)) == 2


def test_what_cannot_be_priced_is_refused(build, office):
    """A mask of another shape, nobody to price."""
    visitors = draw(build, office, MORNING, paths=2)
    with pytest.raises(ValueError, match="mask"):
        price(visitors, office, np.ones((1, 16), dtype=bool), (frozenset("a"),), 3)
    with pytest.raises(ValueError, match="officers"):
        price(visitors, office, always(visitors), (frozenset("a"),), 0)
