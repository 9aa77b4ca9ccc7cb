"""Relaxation: bounds below, whole solutions that fit, and nothing once stopped."""

import threading

import numpy as np
import pytest
from ortools.sat.python import cp_model

from scheduler.solver.relaxation import Hold, Relaxation


def knapsack() -> cp_model.CpModel:
    """Take at least 7 of items that weigh 2, 3 and 5, each at most twice."""
    cp = cp_model.CpModel()
    x = [cp.new_int_var(0, 2, "") for _ in range(3)]
    cp.add(2 * x[0] + 3 * x[1] + 5 * x[2] >= 7)
    return cp


@pytest.fixture
def relaxed() -> Relaxation:
    """The knapsack's relaxation."""
    return Relaxation(knapsack(), threading.Event())


PRICE = np.array([3.0, 4.0, 6.0])


def test_the_bound_is_that_of_parts_and_the_solution_is_whole(relaxed):
    """One and two fifths of the third item cost 8.4; the best whole ones are the first and the third for 9."""
    assert relaxed.bound(PRICE, (), None) == pytest.approx(8.4)
    assert relaxed.solution(PRICE, (), 0.0, None, ()).tolist() == [1, 0, 1]


def test_holds_bind_and_priced_holds_cost(relaxed):
    """Without the third item the first twice and the second cost 10; a cheap excess is taken instead."""
    third = np.array([0.0, 0.0, 1.0])
    assert PRICE @ relaxed.solution(PRICE, (Hold(third, 0.0),), 0.0, None, ()) == 10
    assert relaxed.solution(PRICE, (Hold(third, 0.0, price=1.0),), 0.0, None, ()).tolist() == [1, 0, 1]
    assert relaxed.bound(PRICE, (Hold(third, 0.0),), None) == pytest.approx(2 * 4 + 3 / 2)


def test_completion_keeps_what_is_decided(relaxed):
    """With two of the first the third once or the second once must follow: the second is cheaper."""
    assert relaxed.complete(PRICE, (), np.array([2, 0, 0]), 0, 1).tolist() == [2, 1, 0]
    assert relaxed.complete(PRICE, (), np.array([0, 0, 0]), 0, 3) is None


@pytest.mark.parametrize(("values", "fits"), [([1, 0, 1], True), ([0, 2, 0], False), ([3, 1, 0], False)])
def test_values_fit_rows_and_bounds(relaxed, values, fits):
    """Too light and more than twice are refused."""
    assert relaxed.fits(np.array(values), ()) is fits


def test_once_stopped_nothing_is_claimed():
    """A bound that was not proven is none."""
    stop = threading.Event()
    stop.set()
    relaxed = Relaxation(knapsack(), stop)
    assert relaxed.bound(PRICE, (), None) == -np.inf
    assert relaxed.solution(PRICE, (), 0.0, None, ()) is None
