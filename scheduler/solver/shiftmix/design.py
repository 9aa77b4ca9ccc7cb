"""Design: a mix of shifts that reaches the target at little pay, by a master, cuts and exchanges under simulation.

1. The cheapest mix under pooled Erlang C, less one officer each: nearly right, and too little rather than too much.
2. It is simulated. Where it misses, differences on common random numbers say which officers would help; they become
   rows of the master, which answers anew. A few rounds.
3. From the best of what was tried, exchanges of up to three officers for up to two others, ranked by differences,
   are simulated: what reaches the target at less pay is kept, what nearly does is where the search goes on.

Nothing here proves that a mix is the cheapest. What is proven is the bound.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np

from scheduler.solver.shiftmix.master import Master, cheapest
from staffing.shiftmix.bound import necessary
from staffing.shiftmix.demand import Demand
from staffing.shiftmix.differences import cuts
from staffing.shiftmix.excess import Miss, misses, shortfall
from staffing.shiftmix.exchanges import Aim, promising
from staffing.shiftmix.pooled import cover_needs, pooled_needs
from staffing.shiftmix.problem import ShiftMix
from staffing.shiftmix.trial import Fare, Trial

RANKED = 5000
"""So many of the most promising neighbours are looked through for new ones."""


@dataclass(frozen=True)
class Effort:
    """How much a design may cost; without a limit of seconds it is the same each time.

    Parameters
    ----------
    rounds
        Answers of the master.
    steps
        Mixes whose neighbours are looked at.
    tried
        Neighbours simulated in each step.
    paths
        Paths on which differences are taken.
    reach
        Trust region of the cuts, in best officers.
    price
        Pay that a late visitor too many is counted as, in officers' pay for a slot.
    master
        CP-SAT's deterministic time for each answer.
    threads
        Simulations at once.
    seconds
        Wall clock, after which no further round or step begins.
    seed
        Of CP-SAT.
    """

    rounds: int = 7
    steps: int = 16
    tried: int = 16
    paths: int = 200
    reach: float = 1.5
    price: float = 6.0
    master: float = 1.0
    threads: int = 2
    seconds: float = np.inf
    seed: int = 0


@dataclass(frozen=True)
class Design:
    """A mix and what is known of it.

    Parameters
    ----------
    mix
        Officers, int, shape (groups, shifts).
    cost
        Its pay.
    bound
        No mix that reaches the target has less pay, in expectation over service times like those of the paths and
        whoever is called when. It knows little of queues: expect it far below.
    fare
        Lateness and overtime on the paths.
    misses
        Cells above what is allowed, the worst first.
    uncovered
        Slots x steps in which nobody serves a step.
    tried
        Mixes simulated on all paths.
    seconds
        Wall clock.
    holds
        Whether the target is reached; if not, this is the mix that misses it by least.
    is_proven
        Whether no cheaper mix reaches it: the pay equals the bound.
    """

    mix: np.ndarray
    cost: int
    bound: float
    fare: Fare
    misses: tuple[Miss, ...]
    uncovered: int
    tried: int
    seconds: float
    holds: bool
    is_proven: bool


def design(problem: ShiftMix, effort: Effort | None = None) -> Design:
    """A mix that reaches the target at as little pay as was found, or misses it by as little.

    Raises
    ------
    ValueError
        If nobody comes on any path: then there is nothing to staff for.
    """
    if problem.visitors.count == 0:
        raise ValueError("nobody comes on any path")
    given, began = effort or Effort(), time.monotonic()
    with ThreadPoolExecutor(given.threads) as threads:
        search = _Search(problem, given, lambda run, items: threads.map(run, items), began + given.seconds)
        bound = threads.submit(lower_bound, problem)
        search.by_cuts()
        search.by_exchanges()
        return search.result(bound.result(), time.monotonic() - began)


def lower_bound(problem: ShiftMix, effort: float = 2.0) -> float:
    """Pay that no mix can undercut which reaches the target; infinite when none within the groups' sizes reaches it."""
    solved = cheapest(Master(problem, (*necessary(problem), *cover_needs(problem))), effort)
    return float("inf") if solved.is_infeasible else solved.bound


@dataclass(frozen=True)
class _Tried:
    mix: np.ndarray
    fare: Fare
    cost: int
    short: float


@dataclass
class _Search:
    problem: ShiftMix
    effort: Effort
    each: Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]
    until: float
    known: dict[bytes, _Tried] = field(default_factory=dict)

    def __post_init__(self) -> None:
        paths = self.problem.visitors.paths
        self._all = Trial(self.problem, paths)
        self._some = Trial(self.problem, min(paths, self.effort.paths))
        self._price = self.effort.price * max(group.pay for group in self.problem.groups)

    def by_cuts(self) -> None:
        """The master's answers, each cut off where it misses."""
        rows: list[Demand] = [*pooled_needs(self.problem, less=1), *cover_needs(self.problem)]
        is_elastic = cheapest(Master(self.problem, rows), self.effort.master).is_infeasible
        hint = None
        for round in range(self.effort.rounds):
            if round and time.monotonic() > self.until:
                return
            master = Master(self.problem, rows, self._least, is_elastic)
            hint = cheapest(master, self.effort.master, hint, self.effort.seed).mix
            if hint is None or hint.tobytes() in self.known:
                return
            found = self._try([hint])[0]
            if found.short:
                rows += cuts(self.problem, hint, found.fare, self._some, self.effort.reach, self.each)

    def by_exchanges(self) -> None:
        """Neighbours of the best mixes, each the middle of one step."""
        done: set[bytes] = set()
        for _ in range(self.effort.steps):
            left = [tried for key, tried in self.known.items() if key not in done and self._may_lead(tried)]
            if not left or time.monotonic() > self.until:
                return
            middle = min(left, key=lambda tried: tried.cost + self._price * tried.short)
            done.add(middle.mix.tobytes())
            self._try(list(islice(self._new_around(middle), self.effort.tried)))

    def result(self, bound: float, seconds: float) -> Design:
        """The best of all that was tried."""
        best = min(self.known.values(), key=lambda tried: (tried.short, tried.cost))
        return Design(
            mix=best.mix,
            cost=best.cost,
            bound=bound,
            fare=best.fare,
            misses=misses(self.problem, best.fare),
            uncovered=int(self.problem.uncovered(best.mix).sum()),
            tried=len(self.known),
            seconds=seconds,
            holds=best.short == 0,
            is_proven=best.short == 0 and best.cost <= bound,
        )

    @property
    def _least(self) -> float:
        """Pay of the cheapest mix so far that reaches the target."""
        return min((tried.cost for tried in self.known.values() if tried.short == 0), default=np.inf)

    def _may_lead(self, tried: _Tried) -> bool:
        return tried.cost <= self._least

    def _new_around(self, middle: _Tried) -> Iterator[np.ndarray]:
        aim = Aim(self._least, self._price)
        ranked = promising(self.problem, middle.mix, middle.fare, self._some, aim, self.each)
        return (mix for mix in islice(ranked, RANKED) if mix.tobytes() not in self.known)

    def _try(self, mixes: Sequence[np.ndarray]) -> list[_Tried]:
        fares = self.each(self._all.of_mix, mixes)
        found = [
            _Tried(mix, fare, self.problem.cost(mix), shortfall(self.problem, mix, fare))
            for mix, fare in zip(mixes, fares, strict=True)
        ]
        self.known |= {tried.mix.tobytes(): tried for tried in found}
        return found
