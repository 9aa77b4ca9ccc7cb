"""The level of cost: who is dear works no more than visitors, promises and norms ask for."""

import threading
from itertools import product

import numpy as np
import pytest

from benchmarks.offices import make_office, make_week, seasonal, span
from scheduler.problem import Limits, RosterProblem
from scheduler.rules import with_usual
from scheduler.rules.heads import Heads
from scheduler.rules.overtime_pay import OvertimePay
from scheduler.rules.pay_by_hour import PayByHour
from scheduler.shifts import Shift
from scheduler.solver.week import solve_week
from staffing.cost import StaffingCost

SHIFTS = (
    Shift(id="short", name="Pendek", hours=seasonal(mon_thu=span("08.00-12.00"))),
    Shift(id="long", name="Panjang", hours=seasonal(mon_thu=span("08.00-18.00"))),
)
SHORT, LONG = 240, 540
"""Paid minutes of both shifts: the long one has a break of an hour."""
RATES = ({"who": {"officers": ["p1"]}, "rupiah": 20_000}, {"who": {"officers": ["p2"]}, "rupiah": 26_000})


def solved(rules):
    office = make_office([("one", "a"), ("one", "a")], ["a", "a"])
    week = make_week(office, SHIFTS)
    sets = (frozenset({"a"}),)
    waiting = np.zeros((*week.grid.shape, 1, 3))
    cells = np.zeros(waiting.shape[:3])
    cost = StaffingCost(week.grid, sets, waiting, waiting, cells.astype(int), 0.0, cells, np.zeros(1))
    problem = RosterProblem(week, with_usual(rules, without=("weekly_norm", "stand_in", "promised_cover")), cost)
    return solve_week(problem, Limits(20.0, gap=0.0), lambda *_: None, threading.Event())


def overtime(minutes: int, rate: int) -> int:
    """Told minute by minute: above 900 the first hour half as much again, then twice."""
    return sum(round(rate * (150 if extra < 60 else 200) / 6000) for extra in range(max(0, minutes - 900)))


@pytest.mark.parametrize("least", [1, 2])
def test_the_cheapest_way_is_found(least):
    """Somebody long on each day, and `least` there: all ways to give two officers long, short or no days are tried."""
    each_day = [Heads(which={"shifts": ["long"]}, wanted={"least": 1}), Heads(wanted={"least": least})]
    pay = [PayByHour(rates=RATES), OvertimePay(rates=RATES, above=900, period="week")]
    level = next(level for level in solved([*each_day, *pay]).levels if level.name == "cost")

    def price(day_pairs) -> int:
        minutes = [sum(pair[n] for pair in day_pairs) for n in (0, 1)]
        rates = (20_000, 26_000)
        return sum(round(m * r / 60) + overtime(m, r) for m, r in zip(minutes, rates, strict=True))

    lawful = [
        pair for pair in product((0, SHORT, LONG), repeat=2) if LONG in pair and sum(m > 0 for m in pair) >= least
    ]
    assert level.value == min(map(price, product(lawful, repeat=4)))
    assert level.bound == pytest.approx(level.value)


def test_without_rates_there_is_no_such_level():
    """Offices with salaries see nothing of it."""
    assert "cost" not in {level.name for level in solved([]).levels}
