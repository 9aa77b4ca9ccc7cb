"""Solved lines are the best of all lines, bounds lie below, and there is always an answer."""

import threading

import numpy as np
import pytest

from scheduler.lines import solve_lines
from scheduler.lines.board import Board
from scheduler.lines.building import build
from scheduler.lines.columns import Master
from scheduler.lines.parts import Whole
from scheduler.lines.separate import separate
from scheduler.lines.settle import Settler
from scheduler.problem import Limits
from scheduler.rules.heads import Demand, Heads
from scheduler.rules.period import BySeason
from scheduler.rules.sequence import Sequence
from scheduler.rules.unavailable import Unavailable
from scheduler.rules.work_days import WorkDays
from tests.scheduler.lines.cases import EARLY, LATE, WHOLE, all_judged, cheapest, horizon_of, judged, random_rules

LIMITS = Limits(seconds=30, gap=0.0)


def solved(horizon, rules, limits=LIMITS, stop=None):
    return solve_lines(horizon, rules, limits, None, stop or threading.Event())


def check(horizon, rules):
    """The result is the best of all decisions, and says so."""
    broken, price = cheapest(horizon, rules)
    result = solved(horizon, rules)
    assert judged(horizon, rules, result.chosen) == (result.broken, result.price)
    assert (result.broken, result.price) == (broken, price)
    assert result.bound <= price + 1e-6
    assert result.status == "optimal"


@pytest.mark.parametrize("seed", range(12))
def test_lines_are_the_best_of_all(seed):
    """Two officers over three days with random rules, with and without a past; contradictions included."""
    rng = np.random.default_rng(seed)
    horizon = horizon_of(2, 3, ["", "x", "xx", ".x.", "xxx"][seed % 5])
    check(horizon, random_rules(rng, horizon))


@pytest.mark.parametrize("seed", range(300, 306))
def test_long_lines_are_made_window_by_window(seed, monkeypatch):
    """Where a line may be made over two days at once, four days still come to their best, and no bound lies above."""
    monkeypatch.setattr("scheduler.lines.solve.STATES", 1)
    monkeypatch.setattr("scheduler.lines.solve.WINDOW", 2)
    rng = np.random.default_rng(seed)
    horizon = horizon_of(2, 4)
    check(horizon, random_rules(rng, horizon))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 260))
def test_lines_are_the_best_of_all_at_length(seed):
    """As above, many times, over more days."""
    rng = np.random.default_rng(seed)
    horizon = horizon_of(int(rng.integers(1, 3)), 4, "".join(rng.choice(["x", "."], rng.integers(0, 4))))
    check(horizon, random_rules(rng, horizon))


@pytest.mark.parametrize("days", [1, 2])
def test_a_single_day_is_a_horizon(days):
    """Runs and weekends mean little on one day; heads still count."""
    horizon = horizon_of(2, days)
    check(horizon, random_rules(np.random.default_rng(days), horizon))


def test_nobody_works_where_nobody_is():
    """Without officers every head is missing."""
    horizon = horizon_of(0, 3)
    wanted = dict.fromkeys(horizon.dates, Demand(least=2, most=2, under=5))
    result = solved(horizon, (Heads(level="wishes", which=EARLY, days=wanted),))
    assert (result.price, result.chosen.sum()) == (3 * 2 * 5, 0)


def test_rules_that_bind_officers_to_each_other_hold():
    """At least one of two officers each day as law, and late is never followed by early."""
    horizon = horizon_of(2, 4)
    rules = (
        Heads(wanted=Demand(least=1, most=1), which=EARLY),
        Heads(level="wishes", wanted=Demand(least=1, most=1, under=3), which=LATE),
        Sequence(days=(LATE, EARLY)),
    )
    check(horizon, rules)


def test_contradictions_break_the_lighter_rule():
    """Nobody can come, and somebody must: the lighter law breaks, by as little as can be."""
    horizon = horizon_of(1, 3)
    away = Unavailable.model_validate({"times": [{"officer": "p0"}]})
    rules = (away, WorkDays(period=WHOLE, least=BySeason(normal=2)))
    check(horizon, rules)
    assert solved(horizon, rules).broken > 0


def test_a_stopped_search_still_answers():
    """Stopped before it began, it gives lines, and no bound above the optimum."""
    horizon, stop = horizon_of(2, 4), threading.Event()
    rules = random_rules(np.random.default_rng(3), horizon)
    stop.set()
    result = solved(horizon, rules, stop=stop)
    assert result.chosen.shape == (len(horizon.candidates),)
    assert result.bound <= cheapest(horizon, rules)[1] + 1e-6
    assert result.status in ("stopped", "optimal")


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("rounds", [1, 3, 50])
@pytest.mark.parametrize("is_counted", [True, False])
def test_prices_of_rows_never_prove_too_much(seed, rounds, is_counted):
    """After any number of rounds the bound of the columns is at most the optimum; so without counts in lines."""
    rng = np.random.default_rng(seed)
    horizon = horizon_of(2, 3)
    rules = random_rules(rng, horizon)
    lawful = [(chosen, price) for chosen, broken, price in all_judged(horizon, rules) if broken == 0]
    if not lawful:
        return
    separated = separate(horizon, rules, is_counted)
    start = Settler.of(separated.shared).complete(lawful[0][0], lambda: False)
    assert start is not None
    price = separated.shared.cost @ start + separated.constant
    assert price == lawful[0][1]
    master = Master(separated, start, np.arange(2), 0, 3, lambda: False)
    master.generate(rounds)
    assert master.bound + separated.constant <= min(price for _, price in lawful) + 1e-6


@pytest.mark.parametrize("seed", range(6))
def test_the_whole_program_allows_what_the_rules_allow(seed):
    """Every decision can be completed to values of the program exactly when no hard rule is broken."""
    rng = np.random.default_rng(seed)
    horizon = horizon_of(1, 4, ["", "x", ".xx"][seed % 3])
    rules = random_rules(rng, horizon)
    program = build(horizon, rules)
    for chosen, broken, price in all_judged(horizon, rules):
        board = Board(1.0, 10.0, threading.Event(), None, 0.0)
        whole = Whole(program, program.cost, (1, len(horizon.dates)), board)
        whole.complete(chosen)
        assert (whole.values is not None) == (broken == 0)
        assert broken or whole.price == price


def test_progress_tells_price_and_bound():
    """Told prices only fall, told bounds only rise, and neither crosses the other."""
    told: list[tuple[float, float, float]] = []
    horizon = horizon_of(3, 7)
    rules = random_rules(np.random.default_rng(1), horizon)
    solve_lines(horizon, rules, LIMITS, lambda *line: told.append(line), threading.Event())
    assert all(bound <= price for price, bound, _ in told)
    assert [p for p, _, _ in told] == sorted((p for p, _, _ in told), reverse=True)
