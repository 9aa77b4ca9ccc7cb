"""The fewest officers: the enumerated optimum, and brute force on small boxes."""

from itertools import product

import numpy as np
import pytest

from staffing.profiles import fewest_officers
from staffing.transient import OneQueue, transient

GOLDEN = OneQueue(np.array([10.0, 24, 30, 18, 8]) / 60, 12.0, 60.0, 15.0)


def test_the_enumerated_optimum_is_found_and_proven():
    """P(W > 15) <= 0.2 in every hour: 22 officer-hours, (2, 5, 7, 5, 3) alone; the stationary formula needs 24."""
    found = fewest_officers(GOLDEN, 0.2, np.full(5, 12))
    assert found.officers.tolist() == [2, 5, 7, 5, 3]
    assert found.is_optimal
    assert found.bound == 22
    assert (found.late <= 0.2).all()


@pytest.mark.parametrize("seed", range(12))
def test_brute_force_finds_nothing_smaller(seed):
    """Small random days of any slot length and limit, with and without a crowd: the same total by enumeration."""
    rng = np.random.default_rng(seed)
    slots, slot_minutes = int(rng.integers(2, 5)), float(rng.choice([15, 30, 60]))
    rates = rng.uniform(0, 0.25, slots) * (rng.random(slots) < 0.9)
    door = np.eye(4)[rng.integers(0, 4)]
    queue = OneQueue(rates, float(rng.uniform(5, 15)), slot_minutes, float(rng.choice([0, 10, 20, 35])), door)
    allowed, box = float(rng.choice([0.1, 0.3])), 6

    def holds(officers):
        return (transient(queue, np.array(officers)).late[rates > 0] <= allowed).all()

    if not holds((box,) * slots):
        with pytest.raises(ValueError, match="miss"):
            fewest_officers(queue, allowed, np.full(slots, box))
        return
    best = min(sum(officers) for officers in product(range(box + 1), repeat=slots) if holds(officers))
    found = fewest_officers(queue, allowed, np.full(slots, box))
    assert found.officers.sum() == best == found.bound
    assert holds(tuple(found.officers))


def test_a_bound_that_is_not_reached_is_not_called_optimal():
    """With a single beginning kept a slot the profile still holds, and its bound is below or at the optimum."""
    found = fewest_officers(GOLDEN, 0.2, np.full(5, 12), labels=1)
    assert (transient(GOLDEN, found.officers).late <= 0.2).all()
    assert found.bound <= 22 <= found.officers.sum()
    assert found.is_optimal == (found.bound == found.officers.sum())
    assert not found.is_optimal


def test_closed_slots_stay_empty():
    """Nobody in a closed lunch; who comes then may have to wait, so the slots around hold more."""
    queue = OneQueue(np.array([0.2, 0.0, 0.2]), 10.0, 30.0, 20.0)
    assert fewest_officers(queue, 0.2, np.array([8, 0, 8])).officers[1] == 0


def test_a_target_out_of_reach_is_told():
    """Too few officers, or a share that is none."""
    with pytest.raises(ValueError, match="miss"):
        fewest_officers(GOLDEN, 0.2, np.full(5, 4))
    with pytest.raises(ValueError, match="share"):
        fewest_officers(GOLDEN, 1.2, np.full(5, 9))


def test_leaving_early_may_save_an_officer():
    """More officers in every slot are no bound: the search must also see profiles with holes, as enumeration does."""
    queue = OneQueue(np.array([0.3, 0.0, 0.3]), 12.0, 5.0, 0.0)
    holes = [
        sum(officers)
        for officers in product(range(6), repeat=3)
        if (transient(queue, np.array(officers)).late[[0, 2]] <= 0.3).all()
    ]
    assert fewest_officers(queue, 0.3, np.full(3, 5)).bound == min(holes)
