"""Bounds from linear programs are rounded up to what whole solutions can cost, and never above it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.solver.guide import next_whole


@given(st.integers(0, 10**8), st.integers(1, 1800), st.floats(-1e-7, 1e-7))
def test_what_a_whole_solution_costs_is_never_rounded_up(times, unit, error):
    """A bound that is the price of a solution but for the tolerance of the linear program."""
    price = times * unit
    assert next_whole(price + error * max(1, price), unit) <= price


@given(st.integers(0, 10**4), st.integers(1, 30), st.floats(0.05, 0.95))
def test_between_two_multiples_the_upper_one_is_the_bound(times, unit, part):
    assert next_whole((times + part) * unit, unit) == (times + 1) * unit


@pytest.mark.parametrize(("bound", "least"), [(float("-inf"), 0), (-3.0, 0), (0.0, 0), (float("inf"), float("inf"))])
def test_ends(bound, least):
    """No bound is none, and no price is below nothing."""
    assert next_whole(bound, 30) == least
