"""Transient numerics: golden tables, an independent solver, closed forms, the simulator."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.stats import poisson

from staffing.erlang import erlang_c, mean_wait, wait_exceeds
from staffing.formulas.plenty import busy_with_plenty, exponential_within
from staffing.simulation import trace
from staffing.transient import OneQueue, transient

HOURLY = np.array([10.0, 24, 30, 18, 8]) / 60
GOLDEN = OneQueue(HOURLY, 12.0, 60.0, 15.0)


def test_golden_tables():
    """Mean service 12 min, hourly rates 10, 24, 30, 18, 8, start empty, limit 15 min: design notes, section 3b."""
    day = transient(GOLDEN, np.array([3, 6, 7, 5, 3]))
    assert day.late == pytest.approx([0.02435, 0.02203, 0.06704, 0.13286, 0.12676], abs=1e-4)
    assert day.inside == pytest.approx([2.441400, 5.794840, 7.893971, 5.130802, 2.368510], abs=1e-6)
    assert day.busy == pytest.approx([0.389720, 0.446329, 0.540262, 0.447957, 0.326554], abs=1e-6)
    other = transient(GOLDEN, np.array([2, 5, 7, 5, 3]))
    assert other.late == pytest.approx([0.13818, 0.10181, 0.10767, 0.15660, 0.14024], abs=1e-4)
    assert other.inside[-1] == pytest.approx(2.490278, abs=1e-6)


def by_ode(rates, officers, minutes, slot_minutes, limit, states=150, door=0):
    """Late share, waiting minutes, inside, busy of each slot by DOP853, for officers that only join."""
    n, chance = np.arange(states), np.zeros(states)
    chance[door] = 1.0
    rows = []

    def tail(now):
        edges = slot_minutes * np.arange(1, len(officers))
        ahead = np.clip(np.concatenate([edges, [np.inf]]), now, now + limit)
        work = np.diff(np.concatenate([[now], ahead])) @ officers
        t = min(int(now // slot_minutes), len(officers) - 1)
        joins = officers[min(np.searchsorted(edges, now + limit, side="right"), len(officers) - 1)] - officers[t]
        return poisson.cdf(n - officers[t] - joins, work / minutes)

    for t, (rate, s) in enumerate(zip(rates, officers, strict=True)):
        down = np.minimum(n, s) / minutes

        def slope(now, y, rate=rate, s=s, down=down):
            p = y[:states]
            flow = -(rate + down) * p
            flow[-1] += rate * p[-1]
            flow[1:] += rate * p[:-1]
            flow[:-1] += down[1:] * p[1:]
            return np.concatenate([flow, [p @ tail(now), p @ np.maximum(n - s, 0)]])

        span = (t * slot_minutes, (t + 1) * slot_minutes)
        start = np.concatenate([chance, [0.0, 0.0]])
        solved = solve_ivp(slope, span, start, method="DOP853", rtol=1e-9, atol=1e-12, max_step=0.5).y[:, -1]
        chance = solved[:states]
        rows.append((solved[-2] / slot_minutes, solved[-1], chance @ n, chance[s:].sum()))
    return np.array(rows).T


@pytest.mark.parametrize(
    ("rates", "officers", "slot_minutes", "limit", "door"),
    [
        ([0.2, 0.5, 0.6], [2, 5, 7], 60.0, 15.0, 0),
        ([0.6, 0.3, 0.2, 0.3], [3, 3, 5, 5], 30.0, 20.0, 12),
        ([0.5, 0.2, 0.4, 0.1], [2, 4, 4, 6], 15.0, 40.0, 3),
        ([0.3, 0.0], [0, 3], 30.0, 10.0, 0),
    ],
)
def test_an_independent_solver_agrees_where_officers_only_join(rates, officers, slot_minutes, limit, door):
    """Kolmogorov's equations by DOP853: all figures to 1e-6, any slot length, with a crowd at the door."""
    queue = OneQueue(np.array(rates), 12.0, slot_minutes, limit, np.eye(door + 1)[door])
    day = transient(queue, np.array(officers))
    late, waiting, inside, busy = by_ode(rates, np.array(officers), 12.0, slot_minutes, limit, door=door)
    assert day.late == pytest.approx(late, abs=2e-6)  # the solver steps over the kinks of the limit's end
    assert day.waiting == pytest.approx(waiting, abs=1e-6 * waiting.max())
    assert day.inside == pytest.approx(inside, abs=1e-6)
    assert day.busy == pytest.approx(busy, abs=1e-6)


def test_a_long_constant_day_is_erlang_c():
    """After many services the chance to wait, the tail and Little's law are those of M/M/c."""
    day = transient(OneQueue(np.full(40, 4 / 12), 12.0, 120.0, 10.0), np.full(40, 5))
    assert day.late[-1] == pytest.approx(float(wait_exceeds(5, 4.0, 12.0, 10.0)), abs=1e-8)
    assert day.busy[-1] == pytest.approx(float(erlang_c(5, 4.0)), abs=1e-8)
    assert day.waiting[-1] == pytest.approx(120 * 4 / 12 * float(mean_wait(5, 4.0, 12.0)), rel=1e-8)


def test_with_plenty_of_officers_it_is_m_t_g_inf():
    """Nobody waits and the number inside is the infinite-server mean."""
    day = transient(GOLDEN, np.full(5, 60))
    edges = 60.0 * np.arange(6)
    assert day.inside == pytest.approx(busy_with_plenty(HOURLY, edges, edges[1:], exponential_within(12.0)), abs=1e-9)
    assert day.waiting.max() < 1e-9


def test_at_closing_the_rest_is_served():
    """Three at the door, two officers in a slot so short that nobody is done: the third waits half a service."""
    day = transient(OneQueue(np.zeros(1), 10.0, 1e-9, 0.0, np.eye(4)[3]), np.array([2]))
    assert day.waiting_after == pytest.approx(5.0)
    assert day.late_at_door == pytest.approx(1.0)
    assert transient(OneQueue(np.zeros(1), 10.0, 1.0, 0.0, np.eye(4)[3]), np.array([0])).waiting_after == np.inf


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 0.8), st.integers(0, 7)), min_size=2, max_size=6),
    st.sampled_from([15.0, 30.0, 60.0]),
    st.floats(0, 45),
    st.integers(0, 5),
)
def test_fewer_at_the_door_never_make_it_worse(day, slot_minutes, limit, crowd):
    """With the same officers and one visitor less at the door: nobody is later, nobody more inside; chances stay so."""
    rates, officers = np.array([rate for rate, _ in day]), np.array([n for _, n in day])
    more, fewer = (
        transient(OneQueue(rates, 12.0, slot_minutes, limit, np.eye(8)[n]), officers) for n in (crowd + 1, crowd)
    )
    assert (fewer.late <= more.late + 1e-9).all()
    assert (fewer.inside <= more.inside + 1e-9).all()
    assert fewer.late_at_door <= more.late_at_door + 1e-9
    assert ((more.late >= 0) & (more.late <= 1 + 1e-9) & (more.busy <= 1 + 1e-9)).all()


def test_who_leaves_takes_his_visitor_along():
    """An officer who stays may be busy when the next slot begins; had he left, a fresh one would have come."""
    queue = OneQueue(np.array([0.05, 0.0, 0.05]), 12.0, 5.0, 0.0)
    assert transient(queue, np.array([1, 0, 1])).late[2] < transient(queue, np.array([1, 1, 1])).late[2]


def test_the_simulator_agrees_where_officers_leave(build):
    """Half hours, officers come and go, fifteen at the door: late shares of slots and of the door, minutes waited.

    Exponential services; the simulated shares must lie within 3.5 standard errors, and be sharp enough to tell.
    """
    rng, paths = np.random.default_rng(4), 3000
    rates = np.array([0.3, 0.5, 0.7, 0.4, 0.5, 0.2])
    staff = np.array([6, 4, 8, 5, 7, 3])
    tickets = []
    for _ in range(paths):
        counts = rng.poisson(30 * rates)
        moments = 480 + 30 * np.repeat(np.arange(6), counts) + 30 * rng.random(counts.sum())
        arrivals = np.concatenate([np.full(15, 480.0), moments])
        tickets.append([(a, 0, 0, (m,)) for a, m in zip(arrivals, rng.exponential(12.0, len(arrivals)), strict=True)])
    office = build.office({"s": [{"step": "a", "minutes": 12}]}, [{"a"}] * 8, [{"a"}], [0] * 8)
    grid = build.grid(slots=6)
    visitors = build.visitors(grid, office, [tickets])
    plan = build.plan(office, grid, np.where(np.arange(8)[:, None] < staff, 0, -1)[None])
    wait = trace(visitors, plan, office).begin[:, 0] - visitors.arrival
    day = transient(OneQueue(rates, 12.0, 30.0, 15.0, np.eye(16)[15]), staff)
    at_door = visitors.arrival == 480
    slot = ((visitors.arrival - 480) // 30).astype(int)
    for those, exact in [
        (at_door, day.late_at_door / 15),
        *((~at_door & (slot == t), day.late[t]) for t in range(6)),
    ]:
        late = np.bincount(visitors.cell, those & (wait > 15), paths)
        came = np.bincount(visitors.cell, those, paths)
        error = np.std(late - exact * came) / came.mean() / np.sqrt(paths)
        assert error < 0.009
        assert abs(late.sum() / came.sum() - exact) < 3.5 * error
    waited = np.bincount(visitors.cell, wait, paths)
    assert abs(waited.mean() - day.waiting.sum() - day.waiting_after) < 3.5 * waited.std() / np.sqrt(paths)


@pytest.mark.parametrize(
    "make",
    [
        lambda: OneQueue(np.array([-0.1]), 12.0, 30.0, 15.0),
        lambda: OneQueue(np.array([]), 12.0, 30.0, 15.0),
        lambda: OneQueue(np.array([0.1]), 0.0, 30.0, 15.0),
        lambda: OneQueue(np.array([0.1]), 12.0, 30.0, 15.0, np.array([0.5, 0.4])),
        lambda: transient(GOLDEN, np.array([1, 2])),
        lambda: transient(GOLDEN, np.array([1, 2, 3, -1, 2])),
    ],
)
def test_nonsense_is_refused(make):
    """Numbers outside their range raise before anything is computed."""
    with pytest.raises(ValueError, match=r"rates|services|door|officers"):
        make()
