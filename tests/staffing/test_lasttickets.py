"""The last ticket that can be finished: counted by hand, and by brute force."""

import numpy as np
import pytest

from office.values import Span
from staffing.lasttickets import FEWEST_DAYS, last_tickets
from staffing.simulation import trace
from staffing.visitors import draw_visitors
from staffing.waits import waits_of

DAY = (Span(start=480, end=600),)
HALVES = (Span(start=480, end=540), Span(start=570, end=600))


def one_desk(build, tickets, paths=30, slots=4):
    """One officer, ten minutes each, the same tickets on every path."""
    office = build.office({"s": [{"step": "a", "minutes": 10, "cv": 0}]}, [["a"]], [["a"]], [0])
    grid = build.grid(slots=slots)
    plan = build.plan(office, grid, np.zeros((1, 1, slots), dtype=int))
    visitors = build.visitors(grid, office, [[[(at, 0, 1, [10.0]) for at in tickets]] * paths])
    return waits_of(trace(visitors, plan, office), visitors, office)


def test_twelve_visitors_of_ten_minutes_fill_two_hours(build):
    """With all at the door at 08.00 the twelfth leaves at 10.00, when the service closes; the 13th is too late."""
    (found,) = last_tickets(one_desk(build, [480.0] * 15), 0, DAY)
    assert (found.number, found.minute, found.expected, found.judged, found.all_out) == (12, 480.0, 15.0, 15, 0.0)


def test_without_a_crowd_no_ticket_is_the_last(build):
    """Where all come early enough, no number is too high."""
    (found,) = last_tickets(one_desk(build, [480.0, 520.0, 580.0]), 0, DAY)
    assert (found.number, found.minute, found.judged, found.all_out) == (None, 580.0, 3, 1.0)


def test_not_even_the_first_ticket(build):
    """Who comes five minutes before closing for ten minutes of work cannot be finished."""
    (found,) = last_tickets(one_desk(build, [595.0]), 0, DAY)
    assert (found.number, found.all_out) == (0, 0.0)


def test_each_half_of_the_day_has_its_own_last_ticket(build):
    """Before lunch six of eight are finished; numbers run on, and who comes in the break belongs to the afternoon."""
    tickets = [480.0] * 8 + [550.0, 571.0]
    morning, afternoon = last_tickets(one_desk(build, tickets), 0, HALVES)
    assert (morning.number, morning.expected, morning.closes) == (6, 8.0, 540)
    assert (afternoon.expected, afternoon.closes, afternoon.judged) == (10.0, 600, 10)
    assert afternoon.number is None  # the desk works on through lunch here: all ten are out by 09.40


def test_a_day_without_visitors_has_no_ticket(build):
    """Nothing is judged where nobody comes."""
    (found,) = last_tickets(one_desk(build, []), 0, DAY)
    assert (found.number, found.minute, found.judged, found.expected, found.all_out) == (None, None, 0, 0.0, 1.0)


@pytest.mark.parametrize("seed", range(6))
def test_the_last_ticket_by_brute_force(build, seed):
    """Equal to the min-max formula of monotone regression on shares counted one by one."""
    routes = {"s": [{"step": "a", "minutes": 11, "cv": 0.7}], "t": [{"step": "a", "minutes": 25, "cv": 0.3}]}
    office = build.office(routes, [["a"], ["a"]], [["a"]], [0, 0])
    grid = build.grid(slots=8)
    plan = build.plan(office, grid, np.zeros((1, 2, 8), dtype=int))
    rng = np.random.default_rng(seed)
    busy = rng.gamma(20, 1.4 / 20, (150, 1, 1))
    counts = rng.poisson(busy, (150, 2, 8))
    counts[..., 6:] = 0
    visitors = draw_visitors(counts, grid, office, build.days(office, grid, 480, 720), rng)
    waits = waits_of(trace(visitors, plan, office), visitors, office)
    (found,) = last_tickets(waits, 0, (Span(start=480, end=720),))

    shares: dict[int, list[bool]] = {}
    for path in range(150):
        out = waits.out[waits.path == path]
        for n, left in enumerate(out, 1):
            shares.setdefault(n, []).append(bool(left <= 720))
    judged = [n for n in sorted(shares) if len(shares[n]) >= FEWEST_DAYS]

    def mean(a, b):
        pooled = [each for n in judged[a : b + 1] for each in shares[n]]
        return sum(pooled) / len(pooled)

    size = len(judged)
    fitted = [min(max(mean(a, b) for b in range(i, size)) for a in range(i + 1)) for i in range(size)]
    sure = [n for n, share in zip(judged, fitted, strict=True) if share >= 0.9 - 1e-12]
    expected = None if len(sure) == size else (sure[-1] if sure else 0)
    assert found.number == expected
    assert found.judged == judged[-1]
    finished = [all(waits.out[waits.path == path] <= 720) for path in range(150)]
    assert found.all_out == pytest.approx(np.mean(finished))
