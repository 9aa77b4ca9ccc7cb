"""Names are shared out so that turns are as even as enumeration can make them."""

from collections import Counter
from itertools import permutations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.rules.burdens import PARTS
from scheduler.solver.naming import Alike, Fairness, share_out


def excess(days, gets, fairness):
    """Turns beyond the allowed spread, over all burdens."""
    total = 0
    for rule in fairness:
        had = Counter({officer: parts // PARTS for officer, parts in rule.before.items()})
        for group, order in zip(days, gets, strict=True):
            for officer, k in zip(group.officers, order, strict=True):
                if officer in rule.before:
                    had[officer] += rule.burden in group.burdens[k]
        values = [had[officer] for officer in rule.before]
        total += max(0, max(values) - min(values) - rule.spread)
    return total


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_turns_are_as_even_as_any_exchange_makes_them(seed):
    rng = np.random.default_rng(seed)
    people = ("a", "b", "c")
    days = [
        Alike(people, tuple(frozenset(b for b in ("lunch", "priority") if rng.random() < 0.4) for _ in people))
        for _ in range(3)
    ]
    fairness = [Fairness(b, {p: PARTS * int(rng.integers(0, 4)) for p in people}, 1) for b in ("lunch", "priority")]
    found = share_out(days, fairness)
    least = min(excess(days, gets, fairness) for gets in product(permutations(range(3)), repeat=3))
    assert excess(days, found, fairness) == least
    assert all(sorted(gets) == [0, 1, 2] for gets in found)


def test_names_stay_where_turns_are_even():
    days = [Alike(("a", "b"), (frozenset({"lunch"}), frozenset())), Alike(("c",), (frozenset(),))]
    assert share_out(days, [Fairness("lunch", {"a": 0, "b": 0}, 1)]) == ((0, 1), (0,))
    assert share_out(days, [Fairness("lunch", {"a": 3 * PARTS, "b": 2 * PARTS}, 1)]) == ((1, 0), (0,))
