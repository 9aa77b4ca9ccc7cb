"""Clauses: over all decisions of a small horizon the rows that are written say what the clause measures."""

from datetime import date, timedelta
from itertools import groupby, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.clauses import Balance, Limit, Occasions, Stretch
from tests.scheduler.clauses.verdicts import verdicts

CELLS = 6
ALL = np.array(list(product([False, True], repeat=CELLS)))
ENDS = st.integers(-3, 5)
PRICES = st.integers(1, 9)
SOME = st.lists(st.integers(0, CELLS - 1), max_size=CELLS, unique=True).map(lambda cells: np.array(cells, dtype=int))


@st.composite
def limits(draw):
    cells, low = draw(SOME), draw(ENDS)
    factors = draw(st.none() | st.lists(st.integers(-3, 3), min_size=len(cells), max_size=len(cells)))
    return Limit(
        unit="shifts", cells=cells, factors=None if factors is None else np.array(factors, dtype=int),
        low=draw(st.sampled_from([low, -np.inf])), high=draw(st.sampled_from([low + 2, np.inf])),
        under=draw(PRICES), over=draw(PRICES), given=draw(st.integers(0, 2)),
    )  # fmt: skip


@st.composite
def occasions(draw):
    low = draw(st.integers(0, 3))
    return Occasions(
        unit="kinds", sets=tuple(draw(st.lists(SOME, max_size=4))), low=draw(st.sampled_from([low, -np.inf])),
        high=draw(st.sampled_from([low + 1, np.inf])), under=draw(PRICES), over=draw(PRICES),
    )  # fmt: skip


@st.composite
def balances(draw):
    counts = draw(st.lists(SOME, max_size=3))
    return Balance(
        unit="turns", counts=tuple(counts), given=tuple(draw(st.integers(0, 3)) for _ in counts),
        names=tuple(f"p{n}" for n in range(len(counts))), spread=draw(st.integers(0, 2)), price=draw(PRICES),
    )  # fmt: skip


@st.composite
def stretches(draw):
    """One cell a day, or none, so that at most one of a day is held."""
    days = tuple(np.arange(n, n + 1) if draw(st.booleans()) else np.array([], dtype=int) for n in range(CELLS))
    return Stretch(
        unit="days", days=days, dates=tuple(date(2026, 11, 30) + timedelta(n) for n in range(CELLS)),
        first=draw(st.integers(0, CELLS - 1)), of=draw(st.sampled_from(["held", "free"])),
        least=draw(st.integers(1, 4)), most=draw(st.none() | st.integers(1, 4)), price=draw(PRICES),
    )  # fmt: skip


@pytest.mark.parametrize("kind", [limits, occasions, balances, stretches], ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_rows_say_what_is_measured(kind, data):
    """Firm rows accept what has no excess; otherwise the least that they cost is the price of all excesses."""
    clause = data.draw(kind())
    prices = [sum(excess.price for excess in clause.excesses(held)) for held in ALL]
    accepted, costs = verdicts([clause], ALL)
    assert costs == prices
    assert accepted == [not list(clause.excesses(held)) for held in ALL]


@given(clause=limits(), held=st.sampled_from(list(ALL)))
def test_a_limit_is_a_sum_between_two_ends(clause, held):
    """Told again in plain words: what is held counts by its factor, beyond either end each unit has its price."""
    factors = [1] * len(clause.cells) if clause.factors is None else clause.factors.tolist()
    found = clause.given + sum(f for f, cell in zip(factors, clause.cells, strict=True) if held[cell])
    price = max(0, clause.low - found) * clause.under if found < clause.low else 0
    price += max(0, found - clause.high) * clause.over if found > clause.high else 0
    assert sum(excess.price for excess in clause.excesses(held)) == price


@given(clause=stretches(), held=st.sampled_from(list(ALL)))
def test_a_stretch_is_about_the_length_of_runs(clause, held):
    """Told again: days beyond the most, from the first open day on; days missing of runs that end inside."""
    worked = [bool(held[cells].any()) == (clause.of == "held") for cells in clause.days]
    price, at = 0, 0
    for is_in, run in groupby(worked):
        length = len(list(run))
        end = at + length
        if is_in and clause.most is not None:
            price += sum(day >= clause.first for day in range(at + clause.most, end))
        if is_in and at > 0 and end < CELLS and end >= clause.first:
            price += max(0, clause.least - length)
        at = end
    assert sum(excess.price for excess in clause.excesses(held)) == price * clause.price


def test_what_is_told_may_follow_from_the_count():
    """Two shifts too close together are told as minutes of rest, and cost what is missing of them."""
    clause = Limit(unit="minutes", cells=np.arange(2), high=1, over=30, told=(630, 660))
    (excess,) = clause.excesses(np.array([True, True]))
    assert (excess.amount, excess.limit, excess.price) == (630, 660, 30)
