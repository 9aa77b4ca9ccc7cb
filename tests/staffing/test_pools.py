"""Which sets of steps are priced as one queue."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.pools import MOST_POOLS, pools
from tests.staffing.conftest import make_office


def route(*steps):
    return [{"step": step, "minutes": 5} for step in steps]


def test_a_small_office_has_its_singles_masks_and_unions(build):
    """Two officers overlapping in b: singles, both masks, and the three together, small ones first."""
    office = build.office({"s": route("a", "b", "c")}, [{"a", "b"}, {"b", "c"}], [{"a", "b", "c"}], [0, 0])
    expected = [{"a"}, {"b"}, {"c"}, {"a", "b"}, {"b", "c"}, {"a", "b", "c"}]
    assert list(pools(office)) == [frozenset(steps) for steps in expected]


def test_steps_that_nobody_shares_are_not_joined(build):
    """Two separate desks never pool."""
    office = build.office({"s": route("a", "b")}, [{"a"}, {"b"}], [{"a"}, {"b"}], [0, 1])
    assert set(pools(office)) == {frozenset("a"), frozenset("b")}


def test_desks_split_what_skills_would_join(build):
    """One who can do both, at counters for one step each, serves one queue at a time."""
    office = build.office({"s": route("a", "b")}, [{"a", "b"}] * 3, [{"a"}, {"b"}], [0, 1])
    assert set(pools(office)) == {frozenset("a"), frozenset("b")}


def test_steps_that_nobody_comes_for_are_left_out(build):
    """A step on no route costs nothing."""
    office = build.office({"s": route("a")}, [{"a", "b"}], [{"a", "b"}], [0])
    assert pools(office) == (frozenset("a"),)


def test_many_skills_are_pruned_and_the_whole_is_kept(build):
    """Nine steps and all pairs of them: at most MOST_POOLS sets, every single, the whole, no repetition, same order."""
    steps = [f"s{i}" for i in range(9)]
    pairs = [set(pair) for pair in combinations(steps, 2)]
    office = build.office({"s": route(*steps)}, pairs, [set(steps)], [0] * 5)
    found = pools(office)
    assert len(found) == len(set(found)) == MOST_POOLS
    assert {frozenset({step}) for step in steps} | {frozenset(steps)} <= set(found)
    assert found == pools(office)
    assert [len(steps) for steps in found] == sorted(len(steps) for steps in found)


@settings(deadline=None)
@given(st.lists(st.sets(st.sampled_from("abcde"), min_size=1), min_size=1, max_size=5), st.integers(1, 6))
def test_every_pool_hangs_together(able, most):
    """Whatever is joined is joined by officers who serve two of its steps at one counter, and no pool is empty."""
    office = make_office({"s": route(*"abcde")}, able, [set("abc"), set("cde")], [0, 1])
    served = [steps & kind for steps in map(frozenset, able) for kind in (frozenset("abc"), frozenset("cde"))]
    for pool in pools(office, most):
        reached = {min(pool)}
        for _ in pool:
            reached |= {step for each in served if each & reached for step in each & pool}
        assert reached == pool
