"""The best set of requests against all subsets, and smallest conflicts that are smallest."""

from itertools import combinations

import numpy as np
import pytest

from scheduler.month.fitting import best_fitting, smallest_conflict


def downward(seed: int):
    """Random ranks, and an answer for which whatever fits still fits with less: no conflict lies inside."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(1, 8))
    ranks = rng.integers(1, 4, count).tolist()
    conflicts = [frozenset(rng.choice(count, int(rng.integers(1, 4))).tolist()) for _ in range(rng.integers(0, 6))]
    return ranks, lambda chosen: not any(conflict <= chosen for conflict in conflicts)


def subsets(count: int):
    return [frozenset(part) for size in range(count + 1) for part in combinations(range(count), size)]


def worth(ranks, chosen):
    """How many of each rank, the first rank first."""
    return [sum(ranks[n] == rank for n in chosen) for rank in sorted(set(ranks))]


@pytest.mark.parametrize("seed", range(60))
def test_no_other_set_that_fits_holds_more_of_an_earlier_rank(seed):
    """Brute force over all subsets."""
    ranks, fits = downward(seed)
    granted = best_fitting(ranks, fits).granted
    assert fits(granted)
    assert worth(ranks, granted) == max(worth(ranks, part) for part in subsets(len(ranks)) if fits(part))


@pytest.mark.parametrize("seed", range(60))
def test_of_sets_as_large_the_earliest_requests_win_one_for_one(seed):
    """Where one granted request could be exchanged for an earlier one of its rank, it would have been."""
    ranks, fits = downward(seed)
    granted = best_fitting(ranks, fits).granted
    for out in granted:
        for early in set(range(out)) - granted:
            assert ranks[early] != ranks[out] or not fits(granted - {out} | {early})


@pytest.mark.parametrize("seed", range(60))
def test_a_smallest_conflict_does_not_fit_and_every_part_of_it_does(seed):
    ranks, fits = downward(seed)
    everything = frozenset(range(len(ranks)))
    if fits(everything):
        return
    conflict = smallest_conflict(everything, fits, sorted(everything))
    assert not fits(conflict)
    assert all(fits(conflict - {n}) for n in conflict)


def test_a_rank_outweighs_any_number_of_later_ones():
    """One request of rank 1 against three of rank 2."""
    fits = lambda chosen: chosen <= {0} or chosen <= {1, 2, 3}  # noqa: E731
    assert best_fitting([1, 2, 2, 2], fits).granted == {0}
    assert best_fitting([2, 2, 2, 2], fits).granted == {1, 2, 3}


def test_nobody_asked():
    assert best_fitting([], lambda chosen: True).granted == frozenset()


@pytest.mark.parametrize("seed", range(20))
def test_what_is_granted_one_by_one_fits_and_nothing_could_be_added(seed):
    """Late from the beginning: first come, first served."""
    ranks, fits = downward(seed)
    granted = best_fitting(ranks, fits, lambda: True).granted
    assert fits(granted)
    assert not any(fits(granted | {n}) for n in set(range(len(ranks))) - granted)
