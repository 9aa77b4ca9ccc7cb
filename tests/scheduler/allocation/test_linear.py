"""The program builder against enumeration."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.allocation.linear import Linear

NUMBERS = st.integers(-5, 5)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(NUMBERS, min_size=1, max_size=5).flatmap(
        lambda costs: st.tuples(
            st.just(costs),
            st.lists(st.lists(NUMBERS, min_size=len(costs), max_size=len(costs)), max_size=3),
            st.integers(0, 6),
        )
    )
)
def test_the_cheapest_choice_is_found(problem):
    """Value and bound equal the minimum over all 0/1 choices that keep every row."""
    costs, rows, high = problem
    program = Linear()
    columns = [program.column(cost, whole=True) for cost in costs]
    for row in rows:
        program.row(zip(columns, row, strict=True), high=high)
    allowed = [x for x in product((0, 1), repeat=len(costs)) if all(np.dot(row, x) <= high for row in rows)]
    best = min(np.dot(costs, x) for x in allowed)
    found = program.solve(5.0, gap=0.0)
    assert found is not None
    assert found.value == pytest.approx(best)
    assert found.bound == pytest.approx(best)
    assert np.dot(costs, np.round(found.values)) == pytest.approx(best)


def test_equal_bounds_make_an_equation():
    """A row with low = high holds exactly."""
    program = Linear()
    columns = [program.column(1.0, high=10, whole=True), program.column(3.0, high=10, whole=True)]
    program.row([(columns[0], 2.0), (columns[1], 3.0)], low=7, high=7)
    found = program.solve(5.0, gap=0.0)
    assert found is not None
    assert found.values.tolist() == pytest.approx([2, 1])


def test_nothing_to_decide_costs_nothing():
    """A program without columns has the empty solution."""
    found = Linear().solve(1.0, gap=0.0)
    assert found is not None
    assert (found.value, found.bound, len(found.values)) == (0, 0, 0)


def test_what_cannot_be_kept_has_no_solution():
    """Rows that contradict each other give none."""
    program = Linear()
    column = program.column(1.0, whole=True)
    program.row([(column, 1.0)], low=2)
    assert program.solve(1.0, gap=0.0) is None


def test_columns_without_rows_take_their_cheaper_end():
    """A column that nothing binds is 0, or at its top when that is cheaper."""
    program = Linear()
    program.column(1.0, whole=True)
    program.column(-2.0, high=3.0)
    found = program.solve(1.0, gap=0.0)
    assert found is not None
    assert found.values.tolist() == pytest.approx([0, 3])
