"""Solve: tours for everybody within a time, and what no tours can cost less than."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from scheduler.activities.bound import lower_bound
from scheduler.activities.judge import Judged, judge
from scheduler.activities.problem import TourProblem
from scheduler.activities.tours import Tours, tours_of

Status = Literal["optimal", "feasible", "short", "infeasible"]
"""Proven cheapest; nothing short or broken; something is; something must be."""
Watch = Callable[[float, float, float], None]
"""Told seconds, cost and bound of better tours; the cost holds what is short or lacking at `SHORT_PRICE` and `LACK`."""

SHORT_PRICE, LACK = 200.0, 1000.0
"""What the search counts a missing head in a slot for, and a slot that somebody works too little."""
DAYS_AT_ONCE = 7
"""So many days are first filled together."""
ROUNDS = ((0.0, 0.6, 0.8, 4.0), (0.6, 0.8, 0.15, SHORT_PRICE), (0.8, 1.0, 0.15, SHORT_PRICE))
"""Share of the time at which each round begins and ends, its first temperature, and its price of a missing head.

Each begins from the best known. The first is cheap, so that the search may pass through what is short.
"""
COLD = 0.04
"""Temperature at which a round ends."""
FIRST_STEPS = 8
"""Steps before the clock is first looked at."""
BOUND_SHARE = 0.3
"""Share of the time that the bound by pieces may take."""


@dataclass(frozen=True)
class Effort:
    """How long to look.

    Parameters
    ----------
    seconds
        Wall clock in all.
    steps
        Steps of each search after which it ends earlier; with them and one thread the result is repeatable.
    threads
        Searches side by side.
    seed
        Of the draws.
    """

    seconds: float = 60.0
    steps: int | None = None
    threads: int = 2
    seed: int = 0


@dataclass(frozen=True)
class Solved:
    """What came out.

    Parameters
    ----------
    tours
        The best known.
    judged
        What they cost, leave short and break.
    bound
        No tours that leave nothing short cost less; inf when something must be left short.
    status
        See `Status`.
    seconds
        Wall clock.
    """

    tours: Tours
    judged: Judged
    bound: float
    status: Status
    seconds: float


def solve(
    problem: TourProblem,
    effort: Effort | None = None,
    watch: Watch | None = None,
    stop: threading.Event | None = None,
) -> Solved:
    """Tours for everybody: always some, within the time, with what is short or broken said; `stop` keeps the best."""
    effort = effort or Effort()
    race = _Race(problem, effort, watch or (lambda _seconds, _cost, _bound: None), stop or threading.Event())
    seeds = np.random.SeedSequence(effort.seed).spawn(effort.threads)
    with ThreadPoolExecutor(effort.threads + 1) as pool:
        jobs = [pool.submit(race.prove)]
        if problem.people and problem.slots:
            jobs += [pool.submit(race.search, np.random.default_rng(seed)) for seed in seeds]
        for job in jobs:
            job.result()
    tours = tours_of(race.table)
    judged = judge(problem, tours)
    return Solved(tours, judged, race.bound, _status(judged, race.bound), race.elapsed)


def _status(judged: Judged, bound: float) -> Status:
    if judged.is_feasible:
        return "optimal" if judged.cost <= bound else "feasible"
    return "infeasible" if bound == np.inf else "short"


@dataclass
class _Race:
    """What searches and proofs share."""

    problem: TourProblem
    effort: Effort
    watch: Watch
    stop: threading.Event
    began: float = field(default_factory=time.monotonic)
    bound: float = -np.inf
    price: float = np.inf
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.table = np.full((len(self.problem.people), self.problem.slots), -1)

    @property
    def elapsed(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self.began

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return self.stop.is_set() or self.elapsed >= self.effort.seconds or self.price <= self.bound < np.inf

    def prove(self) -> None:
        """Bounds by heads, which takes seconds, then by pieces."""
        for with_pieces in (False, True):
            left = self.effort.seconds - self.elapsed
            if not self.stop.is_set() and left > 0:
                found = lower_bound(self.problem, left * BOUND_SHARE if with_pieces else left, with_pieces)
                with self.lock:
                    self.bound = max(self.bound, found)

    def search(self, rng: np.random.Generator) -> None:
        """Rounds of annealing, each from the best that any search has found."""
        from scheduler.activities.search import anneal, construct, total_cost
        from scheduler.activities.state import empty_state, ground_of, state_of

        ground, state = ground_of(self.problem), empty_state(self.problem)
        order = rng.permutation(len(self.problem.people))
        construct(ground, state, order, DAYS_AT_ONCE, SHORT_PRICE, LACK, rng)
        self._offer(total_cost(ground, state, SHORT_PRICE, LACK), state.table)
        steps, done = FIRST_STEPS, 0
        for begins, ends, hot, price in ROUNDS:
            lack = LACK * price / SHORT_PRICE
            state = state_of(self.problem, self.table)
            cost = total_cost(ground, state, price, lack)
            while not self.is_over and (share := self._share(done)) < ends:
                heat = hot * (COLD / hot) ** max(0.0, (share - begins) / (ends - begins))
                before = time.monotonic()
                cost = anneal(ground, state, cost, steps, heat, price, lack, rng)
                done += steps
                self._offer(total_cost(ground, state, SHORT_PRICE, LACK), state.table)
                if self.effort.steps is None:
                    steps = _paced(steps, time.monotonic() - before)

    def _share(self, done: int) -> float:
        """How much of the steps is gone, or of the time where they are not counted."""
        return done / self.effort.steps if self.effort.steps else self.elapsed / self.effort.seconds

    def _offer(self, cost: float, table: np.ndarray) -> None:
        with self.lock:
            if cost < self.price - 1e-6:
                self.price, self.table = cost, table.copy()
                self.watch(self.elapsed, cost, self.bound)


def _paced(steps: int, seconds: float) -> int:
    """So many steps that they take about a tenth of a second."""
    return max(4, min(2 * steps, round(steps * 0.1 / max(seconds, 1e-3))))
