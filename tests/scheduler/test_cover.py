"""Cover: promises matched to officers, against trying all ways."""

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.offices import make_office, make_week, seasonal, span
from office.services import Promise
from scheduler.cover import promise_need, promise_sets, unmet

STEPS = st.frozensets(st.sampled_from("abc"), min_size=1)


def promises_of(wanted) -> tuple[Promise, ...]:
    return tuple(Promise(id=f"p{n}", name=f"{n}", steps=steps, officers=o) for n, (steps, o) in enumerate(wanted))


@given(st.lists(st.tuples(STEPS, st.integers(1, 2)), max_size=3), st.lists(STEPS, max_size=4))
def test_what_is_unmet_is_the_first_best_of_all_matchings(wanted, serving):
    """Trying every order of officers over the promises' seats gives nothing earlier or more that is kept."""
    promises = promises_of(wanted)
    seats = [n for n, promise in enumerate(promises) for _ in range(promise.officers)]
    ways = permutations([*serving, *([frozenset()] * len(seats))], len(seats))
    short = min(
        tuple(
            sum(not (promises[n].steps & held) for n, held in zip(seats, way, strict=True) if n == p)
            for p in range(len(promises))
        )
        for way in set(ways)
    )
    assert unmet(promises, [promise.officers for promise in promises], serving) == short


@given(st.lists(st.tuples(STEPS, st.integers(1, 2)), min_size=1, max_size=3), st.lists(STEPS, max_size=4))
def test_sets_of_promises_tell_what_the_matching_tells(wanted, serving):
    """Hall: officers short in all are the largest deficit of any set of promises; connected ones suffice."""
    promises = promises_of(wanted)
    short = sum(unmet(promises, [promise.officers for promise in promises], serving))
    week = make_week(make_office([("one", "abc")], ["abc"], promises))
    deficits = {
        frozenset(g.promises): int(g.need[0, 2]) - sum(bool(g.steps & held) for held in serving)
        for g in promise_sets(week)
    }
    apart = [
        sum(max(0, deficits[g]) for g in groups)
        for size in range(1, 4)
        for groups in combinations(deficits, size)
        if sum(map(len, groups)) == len(frozenset().union(*groups))
    ]
    assert max(apart) == short


def test_promises_that_nobody_could_confuse_are_looked_at_apart():
    """Officers with one skill each connect nothing; one who has both connects them."""
    promises = promises_of([(frozenset("a"), 1), (frozenset("b"), 1)])
    apart = promise_sets(make_week(make_office([("one", "ab")], ["a", "b"], promises)))
    together = promise_sets(make_week(make_office([("one", "ab")], ["a", "ab"], promises)))
    assert [sorted(group.promises) for group in apart] == [["p0"], ["p1"]]
    assert [sorted(group.promises) for group in together] == [["p0"], ["p1"], ["p0", "p1"]]


@pytest.mark.parametrize(("hours", "slots"), [(None, 14), (("09.00-12.00",), 6), (("07.00-08.30",), 1)])
def test_a_promise_holds_in_its_hours_within_service(hours, slots):
    """Service is 08.00 to 15.00; hours before it ask for nobody."""
    table = seasonal(mon_fri=tuple(map(span, hours))) if hours else None
    promise = Promise(id="p", name="P", steps=frozenset("a"), officers=2, hours=table)
    need = promise_need(make_week(make_office([("one", "a")], ["a"], (promise,))), promise)
    assert need[0].sum() == 2 * slots
    assert np.array_equal(need[0], need[4])
    assert need[5:].sum() == 0
