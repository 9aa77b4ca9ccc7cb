"""The cheapest line by dynamic programming is the cheapest of all lines."""

from itertools import product

import numpy as np
import pytest

from scheduler.lines.pricing import task_of
from scheduler.lines.separate import Line
from scheduler.lines.stints import Runs
from tests.scheduler.lines.test_stints import is_allowed

DAYS, SHIFTS = 7, 2


def random_line(rng: np.random.Generator) -> Line:
    least = int(rng.integers(1, 3))
    return Line(
        cells=np.arange(DAYS * SHIFTS).reshape(DAYS, SHIFTS),
        cost=np.zeros((DAYS, SHIFTS)),
        bans=rng.random((DAYS, SHIFTS, SHIFTS)) < 0.2,
        occasion=np.array([0, 0, -1, -1, 1, 1, -1]),
        held=Runs(least, [None, least + 1][rng.integers(2)]),
        free=Runs(int(rng.integers(1, 3)), [None, 3][rng.integers(2)]),
        amounts=np.array([2, 3]) if rng.random() < 0.7 else None,
        least=int(rng.integers(0, 6)),
        most=int(rng.integers(8, 14)),
        weekends=[None, 1][rng.integers(2)],
    )


def is_kept(line: Line, held: tuple[int, ...]) -> bool:
    """Told again in plain words."""
    amount = 0 if line.amounts is None else sum(int(line.amounts[s]) for s in held if s >= 0)
    touched = {int(line.occasion[d]) for d, s in enumerate(held) if s >= 0} - {-1}
    steps = zip(range(1, DAYS), held, held[1:], strict=False)
    return (
        is_allowed("".join("x" if s >= 0 else "." for s in held), 0, line.held, line.free)
        and not any(a >= 0 and b >= 0 and line.bans[d, a, b] for d, a, b in steps)
        and (line.amounts is None or line.most is None or line.least <= amount <= line.most)
        and (line.weekends is None or len(touched) <= line.weekends)
    )


@pytest.mark.parametrize("seed", range(40))
def test_the_cheapest_line_is_the_cheapest_of_all(seed):
    """Over all days, and over days in a row beside what is held before and after them."""
    rng = np.random.default_rng(seed)
    line = random_line(rng)
    every = [held for held in product(range(-1, SHIFTS), repeat=DAYS) if is_kept(line, held)]
    prices = rng.integers(-9, 10, (DAYS, SHIFTS)).astype(float)
    for start, stop in ((0, DAYS), (0, 4), (2, 5), (3, DAYS)):
        if not every:
            continue
        now = np.array(every[rng.integers(len(every))])
        beside = [h for h in every if h[:start] == tuple(now[:start]) and h[stop:] == tuple(now[stop:])]
        best = min(sum(prices[d, h[d]] for d in range(start, stop) if h[d] >= 0) for h in beside)
        price, found = task_of(line, now, start, stop).price(prices[start:stop])
        assert price == best
        assert (*now[:start].tolist(), *found.tolist(), *now[stop:].tolist()) in beside
