"""Designed shifts: the cheapest choice is that of trying all, and more shifts never cost more."""

from itertools import combinations, product

import numpy as np
import pytest

from scheduler.activities.design import Demand, Way, cost_of, design_shifts, together

SLOTS, SHIFTS = 6, 4


def random_demand(rng, days=2, top=4):
    """Convex falling costs: savings that get smaller."""
    saved = -np.sort(-rng.exponential(5, (days, SLOTS, top)), axis=-1)
    cost = np.concatenate([np.zeros((days, SLOTS, 1)), -np.cumsum(saved, axis=-1)], axis=-1) + 50
    return Demand(cost, rng.integers(1, 4, days))


def random_ways(rng, days=2):
    """Shifts of three slots from each of the first four, with a break or without."""
    ways = []
    for day, shift in product(range(days), range(SHIFTS)):
        works = np.zeros(SLOTS, dtype=bool)
        works[shift : shift + 3] = True
        ways.append(Way(shift, day, works))
        if rng.random() < 0.5:
            ways.append(Way(shift, day, works & (np.arange(SLOTS) != shift + 1)))
    return ways


def tried(demand, ways, most):
    """The least cost over every choice of shifts and every number of people."""
    best = np.inf
    for chosen in combinations(range(SHIFTS), most):
        total = 0.0
        for day, heads in enumerate(demand.heads):
            here = [n for n, way in enumerate(ways) if way.day == day and way.shift in chosen]
            total += min(day_cost(demand, ways, day, counts, here) for counts in splits(int(heads), len(here)))
        best = min(best, total)
    return best


def day_cost(demand, ways, day, counts, here):
    people = np.zeros(len(ways), dtype=int)
    people[here] = counts
    heads = sum((people[n] * ways[n].works for n in here), np.zeros(SLOTS, dtype=int))
    return demand.cost[day, np.arange(SLOTS), np.minimum(heads, demand.cost.shape[2] - 1)].sum()


def splits(heads, parts):
    return [counts for counts in product(range(heads + 1), repeat=parts) if sum(counts) <= heads]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("most", [1, 2])
def test_the_design_is_that_of_trying_all(seed, most):
    """Its cost, its bound, and that no more shifts than asked for are worked by no more people than there are."""
    rng = np.random.default_rng(seed)
    demand, ways = random_demand(rng), random_ways(rng)
    found = design_shifts(demand, ways, SHIFTS, most)
    assert found is not None
    assert found.cost == pytest.approx(tried(demand, ways, most), rel=1e-3)
    assert found.bound <= found.cost + 1e-6
    assert len(found.shifts) <= most
    assert (found.people.sum(axis=1) <= demand.heads).all()


def test_more_shifts_never_cost_more():
    """One shift leaves part of a long day open; each further one can only help."""
    rng = np.random.default_rng(9)
    demand, ways = random_demand(rng), random_ways(rng)
    costs = [design_shifts(demand, ways, SHIFTS, most).cost for most in (1, 2, 3)]
    assert costs[0] >= costs[1] - 1e-3 >= costs[2] - 2e-3


def test_one_shift_is_enough_where_it_covers_all():
    """When the demand lies inside one shift, a second one changes nothing."""
    rng = np.random.default_rng(2)
    demand, ways = random_demand(rng), random_ways(rng)
    cost = demand.cost.copy()
    cost[:, 3:] = 0.0
    inside = Demand(cost, demand.heads)
    one, two = (design_shifts(inside, ways, SHIFTS, most) for most in (1, 2))
    assert one.shifts == (0,)
    assert one.cost == pytest.approx(two.cost)


@pytest.mark.parametrize("seed", range(5))
def test_heads_are_split_among_queues_as_by_trying_all(seed):
    """n heads over three queues: the cheapest of all splits."""
    rng = np.random.default_rng(seed)
    saved = -np.sort(-rng.exponential(5, (3, 4)), axis=-1)
    costs = np.concatenate([np.full((3, 1), 40.0), 40.0 - np.cumsum(saved, axis=-1)], axis=-1)
    found = together(costs, 5)
    for heads in range(6):
        best = min(
            sum(costs[q, n] for q, n in enumerate(split))
            for split in product(range(5), repeat=3)
            if sum(split) <= heads
        )
        assert found[heads] == pytest.approx(best)


def test_nobody_works_a_day_without_shifts():
    """A day that no shift works costs what nobody costs."""
    rng = np.random.default_rng(1)
    demand = random_demand(rng)
    ways = [way for way in random_ways(rng) if way.day == 0]
    found = design_shifts(demand, ways, SHIFTS, 2)
    assert found.people[1].sum() == 0
    assert found.cost >= demand.cost[1, :, 0].sum()
    assert cost_of(demand, ways, np.zeros(len(ways), dtype=int)) == pytest.approx(demand.cost[:, :, 0].sum())


def test_costs_that_are_not_convex_are_refused():
    """Heads that save more than the one before."""
    with pytest.raises(ValueError, match="convex"):
        Demand(np.array([[[9.0, 8.0, 2.0]]]), np.array([2]))
    with pytest.raises(ValueError, match="shape"):
        Demand(np.array([[[9.0, 8.0]]]), np.array([2, 2]))
