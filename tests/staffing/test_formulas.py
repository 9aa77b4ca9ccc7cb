"""Closed forms against published tables, other people's packages, and each other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import lognorm

from staffing.erlang import erlang_b, erlang_c, mean_wait, wait_exceeds
from staffing.formulas.general import allen_cunneen, pollaczek_khinchine
from staffing.formulas.limited import LimitedQueue
from staffing.formulas.manyservers import garnett, halfin_whitt
from staffing.formulas.plenty import busy_with_plenty, exponential_within, lognormal_within
from staffing.formulas.priority import priority_waits


def test_erlang_a_has_the_published_values():
    """100 calls in 30 min of 3 min, patience 5 min, 14 agents, 20 s: pyworkforce's repository tests."""
    queue = LimitedQueue(14, 100 / 30, 3.0, patience=5.0)
    assert queue.waits == pytest.approx(0.14526, abs=1e-5)
    assert queue.abandons == pytest.approx(0.013984, abs=1e-6)
    assert queue.mean_wait == pytest.approx(0.069919, abs=1e-6)
    assert queue.occupancy == pytest.approx(0.704297, abs=1e-6)
    assert queue.served_within(1 / 3) == pytest.approx(0.916792, abs=1e-6)


def test_erlang_a_in_a_limited_room_has_the_published_values():
    """M/M/28/80+M of another test collection; its service levels are not those printed there."""
    queue = LimitedQueue(28, 0.1 * 60, 4.0, patience=5.0, room=80)
    assert queue.inside[30] == pytest.approx(0.0365508672, abs=1e-10)
    assert queue.present == pytest.approx(24.1366652368, abs=1e-10)
    assert queue.waiting == pytest.approx(0.6833261838, abs=1e-10)
    assert 60 * queue.mean_wait == pytest.approx(6.8332618384, abs=1e-9)
    assert queue.served_within(1 / 3) == pytest.approx(0.86002, abs=1e-5)
    assert 1 - queue.waits_beyond(1 / 3) == pytest.approx(0.87205, abs=1e-5)
    assert LimitedQueue(25, 6.0, 4.0, patience=0.5, room=80).abandons == pytest.approx(0.0975908156, abs=1e-10)


def test_erlang_a_has_the_simulated_values():
    """M/M/5+M with load 5.5 and patience 2 services, as four simulators agree on."""
    queue = LimitedQueue(5, 5.5, 1.0, patience=2.0)
    assert queue.mean_wait == pytest.approx(0.37090, abs=1e-5)
    assert queue.served_within(0.5) == pytest.approx(0.57034, abs=1e-5)


@pytest.mark.parametrize(
    ("queue", "found", "expected"),
    [
        (LimitedQueue(3, 40, 1 / 30, room=7), lambda q: q.inside[0], 0.255037),
        (LimitedQueue(3, 40, 1 / 30, room=7), lambda q: q.present / 40 / (1 - q.lost), 0.036517),
        (LimitedQueue(4, 50, 1 / 10, room=6), lambda q: q.lost, 0.293543),
        (LimitedQueue(2, 3, 1 / 2, room=5), lambda q: q.inside[0], 0.179334),
        (LimitedQueue(2, 3, 1 / 2, room=5), lambda q: q.lost, 0.085113),
        (LimitedQueue(2, 3, 1 / 2, room=5), lambda q: q.present, 2.00595),
        (LimitedQueue(2, 3, 1 / 2, room=5), lambda q: q.mean_wait, 0.230857),
    ],
)
def test_a_limited_room_has_the_published_values(queue, found, expected):
    """M/M/c/K as the tests of Octave's queueing package have it."""
    assert found(queue) == pytest.approx(expected, abs=5e-6 * max(1, expected))


@settings(deadline=None)
@given(st.integers(1, 30), st.floats(0.05, 0.95), st.floats(0, 3))
def test_endless_patience_is_erlang_c(servers, use, limit):
    """As patience grows the figures become those of M/M/c."""
    load = use * servers
    queue = LimitedQueue(servers, load, 1.0, patience=1e11)
    assert queue.waits == pytest.approx(float(erlang_c(servers, load)), abs=1e-7)
    assert queue.mean_wait == pytest.approx(float(mean_wait(servers, load, 1.0)), rel=1e-6)
    assert queue.waits_beyond(limit) == pytest.approx(float(wait_exceeds(servers, load, 1.0, limit)), abs=1e-7)
    assert queue.served_within(limit) == pytest.approx(1 - queue.waits_beyond(limit), abs=1e-7)


@settings(deadline=None)
@given(st.integers(1, 60), st.floats(0.1, 80))
def test_a_room_of_the_servers_alone_is_erlang_b(servers, load):
    """M/M/c/c blocks as Erlang B says, and nobody waits."""
    queue = LimitedQueue(servers, load, 1.0, room=servers)
    assert queue.lost == pytest.approx(float(erlang_b(servers, load)), rel=1e-9)
    assert queue.waits == pytest.approx(0.0, abs=1e-12)


@settings(deadline=None)
@given(st.integers(1, 12), st.floats(0.2, 20), st.floats(0.05, 50), st.integers(0, 200))
def test_who_comes_in_is_called_or_leaves(servers, load, patience, extra):
    """With time enough the called and the leaving are all; occupancy and waits lie in [0, 1]; more time serves more."""
    queue = LimitedQueue(servers, load, 1.0, patience, room=None if extra > 100 else servers + extra)
    assert queue.served_within(1e4 * patience + 1e4) + queue.abandons == pytest.approx(1.0, abs=1e-9)
    assert 0 <= queue.abandons <= queue.waits + 1e-12 <= 1 + 1e-9
    assert queue.occupancy == pytest.approx(load * (1 - queue.lost) * (1 - queue.abandons) / servers, rel=1e-9)
    served = [queue.served_within(t) for t in (0.0, 0.5, 2.0)]
    assert served[0] == pytest.approx(1 - queue.waits, abs=1e-9)
    assert served == sorted(served)


def test_the_served_within_a_limit_by_brute_force():
    """Sum of exponentials of unequal rates against a patience clock, drawn for each number found."""
    queue = LimitedQueue(3, 4.0, 1.0, patience=1.5)
    rng = np.random.default_rng(2)
    found = rng.choice(len(queue.inside), p=queue.inside, size=200_000)
    wait = np.zeros(len(found))
    for k in range(found.max() - 2):
        wait += np.where(found >= 3 + k, rng.exponential(1 / (3 + k / 1.5), len(found)), 0.0)
    patience = rng.exponential(1.5, len(found))
    assert queue.served_within(0.4) == pytest.approx(np.mean((wait <= 0.4) & (wait <= patience)), abs=0.004)
    assert queue.waits_beyond(0.4) == pytest.approx(np.mean(np.minimum(wait, patience) > 0.4), abs=0.004)


@pytest.mark.parametrize(("cv", "expected"), [(0.0, 1.1666667), (0.6, 1.5866667)])
def test_pollaczek_khinchine(cv, expected):
    """Load 0.7, mean 1: deterministic and lognormal."""
    assert pollaczek_khinchine(0.7, 1.0, cv) == pytest.approx(expected, abs=5e-8)


def test_allen_cunneen_is_exact_where_it_should_be():
    """One server: Pollaczek-Khinchine; exponential services: Erlang C; without room to breathe: infinite."""
    assert allen_cunneen(1, 0.7, 2.0, 0.6) == pytest.approx(2 * 1.5866667)
    assert allen_cunneen(5, 4.0, 1.0, 1.0) == pytest.approx(0.5541125541)
    assert allen_cunneen(2, 2.0, 1.0, 0.5) == np.inf
    with pytest.raises(ValueError, match="cv"):
        allen_cunneen(2, 1.0, 1.0, -0.1)


@pytest.mark.parametrize(
    ("servers", "rates", "service_rate", "expected"),
    [
        (5, [0.8, 3.2], 1.0, [0.1319315605, 0.6596578025]),
        (4, [1.0, 1.0, 1.0], 1.0, [0.1698113208, 0.3396226415, 1.0188679245]),
        (1, [0.2, 0.6, 1.2], 3.0, [0.2380952, 0.3246753, 0.9090909]),
        (2, [0.2, 0.6, 1.2], 3.0, [0.0287356, 0.0331565, 0.0480769]),
    ],
)
def test_priority_classes_wait_as_cobham_says(servers, rates, service_rate, expected):
    """Derived values, the first confirmed by three simulators."""
    found = priority_waits(servers, np.array(rates) / service_rate, 1 / service_rate)
    assert found == pytest.approx(expected, abs=5e-8)


@settings(deadline=None)
@given(st.integers(1, 8), st.lists(st.floats(0.01, 1.0), min_size=1, max_size=4))
def test_priority_shifts_waiting_and_makes_none(servers, shares):
    """Weighed by their loads the classes wait as one class without priority; the last class alone overflows first."""
    loads = 0.9 * servers * np.array(shares) / sum(shares)
    waits = priority_waits(servers, loads, 2.0)
    assert loads @ waits / loads.sum() == pytest.approx(float(mean_wait(servers, loads.sum(), 2.0)), rel=1e-9)
    assert (np.diff(waits) > 0).all()
    crowded = priority_waits(servers, np.append(loads, servers), 2.0)
    assert np.isfinite(crowded[:-1]).all()
    assert crowded[-1] == np.inf


def test_halfin_whitt_has_its_values():
    """The delay's limit at five spares; the exact chance at 10,000 servers is within 0.3 % of it."""
    beta = np.array([0.1, 0.5, 1, 1.5, 2])
    assert halfin_whitt(beta) == pytest.approx([0.880287, 0.504539, 0.223361, 0.084690, 0.026881], abs=1e-6)
    load = 10_000 - 100 * 0.5
    exact = float(erlang_c(10_000, load))
    assert float(halfin_whitt(50 / np.sqrt(load))) == pytest.approx(exact, rel=0.003)


def test_garnett_has_its_values():
    """Patience of one service: 1 - Phi(beta). Near the exact M/M/100+M; with endless patience Halfin-Whitt."""
    assert garnett(np.array([0.0, 1.0, -1.0]), 1.0) == pytest.approx([0.5, 0.158655254, 0.841344746])
    assert LimitedQueue(100, 100.0, 1.0, patience=1.0).waits == pytest.approx(0.5132988, abs=1e-7)
    assert float(garnett(0.0, 1.0)) == pytest.approx(0.5132988, abs=0.02)
    exact = LimitedQueue(2500, 2550.0, 1.0, patience=3.0).waits
    assert float(garnett(-50 / np.sqrt(2550), 3.0)) == pytest.approx(exact, abs=0.003)
    assert float(garnett(0.5, 1e12)) == pytest.approx(0.504539, abs=1e-5)


def test_a_sine_of_arrivals_is_echoed():
    """Rate 100 + 20 sin t, services of mean 1: 100 + 10 (sin t - cos t), amplitude 14.1421, an eighth turn late."""
    edges = np.linspace(-20 * np.pi, 4 * np.pi, 200_001)
    rates = 100 + 20 * np.sin((edges[1:] + edges[:-1]) / 2)
    times = np.linspace(0, 4 * np.pi, 97)
    busy = busy_with_plenty(rates, edges, times, exponential_within(1.0))
    assert busy == pytest.approx(100 + 10 * (np.sin(times) - np.cos(times)), abs=1e-5)
    assert busy.max() - 100 == pytest.approx(14.1421, abs=1e-3)


@settings(deadline=None)
@given(st.floats(0.5, 60), st.floats(0.1, 2), st.floats(0, 300))
def test_how_long_a_service_has_lasted(minutes, cv, x):
    """E[min(S, x)] is the integral of the survivor function."""
    spread = np.sqrt(np.log1p(cv**2))
    law = lognorm(spread, scale=minutes * np.exp(-(spread**2) / 2))
    assert lognormal_within(minutes, cv)(np.array(x)) == pytest.approx(
        quad(law.sf, 0, x, limit=200)[0], rel=1e-6, abs=1e-7
    )


def test_a_constant_rate_ends_at_the_offered_load():
    """After many services the number in service is rate x mean, whatever the spread; before the first nobody is."""
    for within in (exponential_within(12.0), lognormal_within(12.0, 0.6)):
        busy = busy_with_plenty(np.array([0.5]), np.array([0.0, 1e6]), np.array([-1.0, 0.0, 5e5]), within)
        assert busy == pytest.approx([0.0, 0.0, 6.0], abs=1e-9)


@pytest.mark.parametrize(
    "make",
    [
        lambda: LimitedQueue(0, 1.0, 1.0, 1.0),
        lambda: LimitedQueue(1, 0.0, 1.0, 1.0),
        lambda: LimitedQueue(1, 1.0, 1.0, 0.0),
        lambda: LimitedQueue(3, 1.0, 1.0, room=2),
        lambda: LimitedQueue(1, 0.5, 1.0),
        lambda: priority_waits(1, np.array([0.5, -0.1]), 1.0),
        lambda: priority_waits(1, np.array([0.5]), 0.0),
        lambda: halfin_whitt(0.0),
        lambda: garnett(0.5, 0.0),
        lambda: busy_with_plenty(np.ones(2), np.array([0.0, 1.0]), np.ones(1), exponential_within(1.0)),
    ],
)
def test_nonsense_is_refused(make):
    """Numbers outside their range raise before anything is computed."""
    with pytest.raises(ValueError, match=r"server|room|patience|load|service|edges"):
        make()
