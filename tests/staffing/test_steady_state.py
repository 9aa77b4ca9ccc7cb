"""The simulation against queueing theory: long runs, fixed seeds, stated half-widths."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.peers.queues.models import MODELS
from benchmarks.steady import MINUTES, office_of, plan_of, visitors_of, waits
from staffing.erlang import erlang_c, mean_wait, wait_exceeds
from staffing.formulas.general import pollaczek_khinchine
from staffing.formulas.limited import LimitedQueue
from staffing.formulas.priority import priority_waits
from staffing.simulation import simulate, trace
from staffing.visitors import Visitors


def agrees(runs, exact, half_width):
    """The mean of independent runs lies within 3.5 standard errors of theory, and the runs are long enough to tell."""
    error = runs.std(ddof=1) / np.sqrt(len(runs))
    assert 1.96 * error < half_width
    assert abs(runs.mean() - exact) < 3.5 * error


def test_m_m_5():
    """Load 4 on 5 officers: wait 0.55411 services, delayed as Erlang C says, tail as its exponential."""
    (runs,), wait = waits(MODELS["M/M/5"], runs=20, seed=1)
    agrees(runs, 0.5541125541, 0.02)
    assert mean_wait(5, 4.0, 1.0) == pytest.approx(0.5541125541)
    assert (wait > 0).mean() == pytest.approx(float(erlang_c(5, 4.0)), abs=0.01)
    assert (wait > 2).mean() == pytest.approx(float(wait_exceeds(5, 4.0, 1.0, 2.0)), abs=0.01)


@pytest.mark.parametrize(("cv", "exact"), [(0.0, 1.1666667), (0.6, 1.5866667)])
def test_pollaczek_khinchine(cv, exact):
    """One officer, load 0.7, lognormal service: rho (1 + cv^2) / (2 (1 - rho))."""
    (runs,), _ = waits(replace(MODELS["M/LN/1"], cv=cv), runs=40, seed=1)
    agrees(runs, exact, 0.05)


@pytest.mark.parametrize(
    ("servers", "rates", "exact"),
    [
        (5, (0.8, 3.2), (0.1319315605, 0.6596578025)),
        (4, (1.0, 1.0, 1.0), (0.1698113208, 0.3396226415, 1.0188679245)),
        (1, (0.2 / 3, 0.6 / 3, 1.2 / 3), (3 * 0.2380952, 3 * 0.3246753, 3 * 0.9090909)),
        (2, (0.2 / 3, 0.6 / 3, 1.2 / 3), (3 * 0.0287356, 3 * 0.0331565, 3 * 0.0480769)),
    ],
)
def test_priority_classes_wait_as_cobham_says(servers, rates, exact):
    """Non-preemptive priority with equal service rates (Cobham 1954; Kella and Yechiali 1985)."""
    found, _ = waits(replace(MODELS["M/M/5 prio"], servers=servers, rates=rates), runs=20, seed=1)
    for runs, value in zip(found, exact, strict=True):
        agrees(runs, value, 0.12)


def test_erlang_a():
    """Load 5.5 on 5 officers, mean patience 2 services: mean wait, share who wait, who leave, who wait beyond 0.5.

    Beyond half a service are those who are called later and those who leave later.
    """
    model = MODELS["M/M/5+M"]
    theory = LimitedQueue(5, 5.5, 1.0, 2.0)
    (runs,), wait = waits(model, runs=20, seed=1)
    agrees(runs, theory.mean_wait, 0.005)
    assert (wait > 0).mean() == pytest.approx(theory.waits, abs=0.005)
    assert (wait > 0.5).mean() == pytest.approx(theory.waits_beyond(0.5), abs=0.005)


def test_who_leaves_is_counted_as_erlang_a_says():
    """Share of visitors who lose patience, by the outcome's own count: warm-up and the day's end left aside."""
    model = MODELS["M/M/5+M"]
    office = office_of(model.servers)
    visitors = visitors_of(model, 20, np.random.default_rng(2))
    outcome = simulate(visitors, plan_of(office), office)
    share = outcome.left.sum() / outcome.visitors.sum()
    assert share == pytest.approx(LimitedQueue(5, 5.5, 1.0, 2.0).abandons, abs=0.003)
    assert (outcome.left == outcome.uncalled).all()


def test_the_benchmarks_theory_is_ours():
    """The figures that the benchmark compares with are those of the closed forms."""
    assert MODELS["M/M/5"].exact[0] == pytest.approx(float(mean_wait(5, 4.0, 1.0)))
    assert MODELS["M/LN/1"].exact[0] == pytest.approx(float(pollaczek_khinchine(0.7, 1.0, 0.6)))
    assert MODELS["M/M/5+M"].exact[0] == pytest.approx(LimitedQueue(5, 5.5, 1.0, 2.0).mean_wait, abs=1e-5)
    assert MODELS["M/M/5 prio"].exact == pytest.approx(priority_waits(5, np.array([0.8, 3.2]), 1.0).tolist())


def test_littles_law(build):
    """People seen waiting at independent random moments = arrivals per minute x mean wait."""
    rng = np.random.default_rng(3)
    office = build.office({"s": [{"step": "a", "minutes": MINUTES}]}, [{"a"}] * 3, [{"a"}], [0] * 3)
    grid = build.grid(slots=24, first=0, slot_minutes=60)
    plan = build.plan(office, grid, np.zeros((1, 3, 24), dtype=int))
    arrival = np.sort(rng.uniform(0, 1440, 36_000))
    visitors = Visitors(
        grid, np.array([0, len(arrival)]), arrival, arrival, np.zeros(len(arrival), dtype=np.int64),
        np.zeros(len(arrival), dtype=np.int64), rng.exponential(MINUTES, len(arrival))[:, None],
        np.ones((1, 1, 3), dtype=bool), np.zeros(len(arrival), dtype=bool),
    )  # fmt: skip
    begin = trace(visitors, plan, office).begin[:, 0]
    moments = rng.uniform(0, 1440, 40_000)
    seen = np.searchsorted(arrival, moments) - np.searchsorted(np.sort(begin), moments)
    assert seen.mean() == pytest.approx((begin - arrival).sum() / 1440, rel=0.03)


HOURLY = np.array([10.0, 24, 30, 18, 8])
LATE = [0.02435, 0.02203, 0.06704, 0.13286, 0.12676]
INSIDE = [2.441400, 5.794840, 7.893971, 5.130802, 2.368510]
BUSY = [0.389720, 0.446329, 0.540262, 0.447957, 0.326554]


def changing_day(rng, paths):
    """Arrivals of a day with hourly rates, mean service 12 minutes exponential: path, arrival, minutes."""
    counts = rng.poisson(HOURLY, (paths, 5))
    path = np.repeat(np.arange(paths), counts.sum(axis=1))
    hour = np.concatenate([np.repeat(np.arange(5), row) for row in counts])
    arrival = 480 + 60 * (hour + rng.random(len(hour)))
    order = np.lexsort((arrival, path))
    return path[order], arrival[order], rng.exponential(12.0, len(hour))


def test_a_changing_day_meets_the_transient_numerics(build):
    """M(t)/M/s(t) with staffing 3,6,7,5,3, officers finishing whom they have: uniformisation's figures.

    P(W > 15) as a mean over each hour, people inside and P(all busy) at the hours' ends, start empty.
    """
    paths = 6000
    path, arrival, minutes = changing_day(np.random.default_rng(5), paths)
    office = build.office({"s": [{"step": "a", "minutes": 12}]}, [{"a"}] * 7, [{"a"}], [0] * 7)
    grid = build.grid(slots=5, slot_minutes=60)
    staff = np.array([3, 6, 7, 5, 3])
    plan = build.plan(office, grid, np.where(np.arange(7)[:, None] < staff, 0, -1)[None])
    first = np.searchsorted(path, np.arange(paths + 1))
    nothing = np.zeros(len(path), dtype=np.int64)
    visitors = Visitors(
        grid, first, arrival, arrival, nothing, nothing, minutes[:, None], np.ones((paths, 1, 7), dtype=bool),
        np.zeros(len(path), dtype=bool),
    )  # fmt: skip
    begin = trace(visitors, plan, office).begin[:, 0]
    hour = ((arrival - 480) // 60).astype(int)
    late = [np.mean(begin[hour == h] - arrival[hour == h] > 15) for h in range(5)]
    assert late == pytest.approx(LATE, abs=0.012)
    for h, (inside, busy) in enumerate(zip(INSIDE, BUSY, strict=True)):
        end = 540 + 60 * h
        present = np.bincount(path[(arrival < end) & (begin + minutes > end)], minlength=paths)
        assert present.mean() == pytest.approx(inside, abs=0.17)
        assert (present >= staff[h]).mean() == pytest.approx(busy, abs=0.03)
