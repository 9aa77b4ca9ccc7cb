"""One person's cheapest shifts: the shortest path finds what trying everything finds."""

from itertools import pairwise, product

import numpy as np
import pytest

from scheduler.activities.line import Edges, best_line, points_of
from scheduler.activities.worth import best_activities, shift_costs


def in_pieces(activities, piece):
    """Whether no activity is left before `piece` slots."""
    runs = np.flatnonzero(np.diff(activities)) + 1
    return all(b - a >= piece for a, b in pairwise([0, *runs, len(activities)]))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("piece", [1, 2, 3])
def test_cheapest_activities_are_those_of_trying_all(seed, piece):
    """For each length from one piece on; the activities that are named cost what is said."""
    costs = np.random.default_rng(seed).integers(-3, 5, (8, 3)).astype(float)
    found = shift_costs(costs, 1, 7, piece)
    for length in range(1, 8):
        tried = [
            sum(costs[1 + n, a] for n, a in enumerate(row))
            for row in product(range(3), repeat=length)
            if in_pieces(row, piece)
        ]
        assert found[length] == min(tried, default=np.inf)
        if tried:
            named = best_activities(costs, 1, length, piece)
            assert in_pieces(named, piece)
            assert costs[np.arange(1, length + 1), named].sum() == found[length]


A_DAY, DAYS, REST, ROW, SHORTEST, LONGEST = 5, 4, 4, 2, 2, 4
DAY = np.arange(A_DAY * DAYS) // A_DAY
FIRST_SLOT = np.arange(DAYS + 1) * A_DAY
LENGTHS = range(SHORTEST, LONGEST + 1)


def is_lawful(shifts):
    """Rest, one start a day and days in a row of (start, length) by day, None where off."""
    held = [shift for shift in shifts if shift]
    rested = all(two[0] - one[0] - one[1] >= REST for one, two in pairwise(held))
    row = "".join("x" if shift else "." for shift in shifts)
    return rested and "x" * (ROW + 1) not in row and all(start + length <= len(DAY) for start, length in held)


@pytest.mark.parametrize("seed", range(12))
def test_the_cheapest_line_is_that_of_trying_all(seed):
    """Free days between held ones, with the work of the free days within its ends or what is lacking paid."""
    rng = np.random.default_rng(seed)
    may_start = rng.random(len(DAY)) < 0.5
    worth = rng.normal(-1, 3, (len(DAY), LONGEST + 1))
    held = random_line(rng)
    free = rng.random(DAYS) < 0.6
    free[rng.integers(DAYS)] = True
    low, high = sorted(rng.integers(0, 9, 2).tolist())
    first, last = int(np.argmax(free)), DAYS - 1 - int(np.argmax(free[::-1]))

    options = [
        [None, *((p, n) for p in range(5 * d, 5 * d + 5) if may_start[p] for n in LENGTHS)] if free[d] else [held[d]]
        for d in range(DAYS)
    ]
    best = np.inf
    for line in product(*options):
        work = sum(line[d][1] for d in range(DAYS) if free[d] and line[d])
        if is_lawful(line) and work <= high:
            price = sum(worth[line[d]] for d in range(DAYS) if free[d] and line[d])
            best = min(best, price + 2.0 * max(0, low - work))

    starts = np.array([shift[0] if shift else -1 for shift in held])
    lengths = np.array([shift[1] if shift else 0 for shift in held])
    points, least, greatest, must = points_of(
        starts, lengths, free, may_start, FIRST_SLOT, first, last, SHORTEST, LONGEST
    )
    at = np.where(must[:, None], 0.0, worth[points])
    found, chosen = best_line(
        points, least, greatest, must, at, DAY, FIRST_SLOT, first, last, edges(held, first, last), 2.0, low, high
    )
    assert found == pytest.approx(best)
    line = list(held)
    for d in np.flatnonzero(free):
        line[d] = None
    for p, n in zip(points[chosen > 0], chosen[chosen > 0], strict=True):
        line[DAY[p]] = (p, n)
    assert is_lawful(line)
    work = sum(line[d][1] for d in range(DAYS) if free[d] and line[d])
    price = sum(worth[line[d]] for d in range(DAYS) if free[d] and line[d])
    assert price + 2.0 * max(0, low - work) == pytest.approx(best)


def random_line(rng):
    """A lawful line that somebody holds."""
    while True:
        line = [
            (int(5 * d + rng.integers(A_DAY)), int(rng.integers(SHORTEST, LONGEST + 1))) if rng.random() < 0.5 else None
            for d in range(DAYS)
        ]
        if is_lawful(line):
            return line


def edges(held, first, last):
    """What stands around the free days, read from the line."""
    before = [shift for shift in held[:first] if shift]
    after = [shift for shift in held[last + 1 :] if shift]
    run, run_after = 0, 0
    while first - 1 - run >= 0 and held[first - 1 - run]:
        run += 1
    while last + 1 + run_after < DAYS and held[last + 1 + run_after]:
        run_after += 1
    rested = sum(before[-1]) + REST if before else 0
    return Edges(rested, run, after[0][0] if after else 99, run_after, REST, ROW)
