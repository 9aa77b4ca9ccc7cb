"""The master against enumeration."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.solver.shiftmix.master import Master, cheapest
from staffing.shiftmix.demand import Demand
from staffing.shiftmix.problem import Group
from tests.staffing.shiftmix.days import make_problem

PROBLEM = make_problem(groups=(Group("A", frozenset("a"), 100, 2), Group("AB", frozenset("ab"), 105, 1)))
EVERY = [
    mix
    for counts in product(range(3), repeat=6)
    if ((mix := np.array(counts).reshape(2, 3)).sum(axis=1) <= PROBLEM.most).all()
]
ROWS = st.lists(
    st.tuples(st.lists(st.integers(0, 5), min_size=6, max_size=6), st.integers(0, 12)).map(
        lambda row: Demand(np.array(row[0]).reshape(2, 3), row[1])
    ),
    max_size=4,
)


def missed(mix, rows):
    return [max(0, row.least - (row.weights * mix).sum()) for row in rows]


@settings(max_examples=40, deadline=None)
@given(ROWS, st.sampled_from([np.inf, 700, 400]))
def test_the_cheapest_mix_is_the_enumerated_one(rows, below):
    """On every small problem: the least pay of those that keep all rows, or proven to be none."""
    costs = [PROBLEM.cost(mix) for mix in EVERY if not any(missed(mix, rows)) and PROBLEM.cost(mix) < below]
    found = cheapest(Master(PROBLEM, rows, below), effort=5.0)
    assert found.is_infeasible == (not costs)
    if costs:
        assert found.mix is not None
        assert PROBLEM.cost(found.mix) == min(costs) == pytest.approx(found.bound)
        assert not any(missed(found.mix, rows))


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_an_elastic_master_keeps_what_can_be_kept(rows):
    """It always answers, and misses nothing where nothing need be missed."""
    found = cheapest(Master(PROBLEM, rows, is_elastic=True), effort=5.0)
    assert found.mix is not None
    assert (found.mix.sum(axis=1) <= PROBLEM.most).all()
    if any(not any(missed(mix, rows)) for mix in EVERY):
        assert not any(missed(found.mix, rows))
