"""Design: a mix of shifts that reaches the target at little pay, by a master, cuts and exchanges under simulation.

1. The cheapest mix under pooled Erlang C, less one officer each: nearly right, and too little rather than too much.
2. It is simulated. Where it misses, differences on common random numbers say which officers would help; they become
   rows of the master, which answers anew. A few rounds.
3. From the best of what was tried, exchanges of up to three officers for up to two others, ranked by differences,
   are simulated: what reaches the target at less pay is kept, what nearly does is where the search goes on.

Nothing here proves that a mix is the cheapest. What is proven is the bound.
"""

import time
from collections.abc import Callable, Iterable, Sequence
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

DEARER = 1.5
"""What misses is priced up by this after each step that found nothing which reaches the target, else down: the search
stays near the edge of what does."""
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
    glances, tried
        Neighbours simulated in each step on few paths, and the best of them on all.
    paths
        How many the few paths are, on which differences are taken as well.
    reach
        Trust region of the cuts, in best officers.
    price
        Pay that a late visitor too many is counted as at first, in officers' pay for a slot.
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
    reach: float = 1.5
    steps: int = 14
    glances: int = 32
    tried: int = 10
    paths: int = 200
    price: float = 6.0
    master: float = 0.5
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
        Lateness and overtime on the paths where the mix misses, or the last ones tried where it does not.
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


def design(problem: ShiftMix, effort: Effort | None = None, accept: ShiftMix | None = None) -> Design:
    """A mix that reaches the target at as little pay as was found, or misses it by as little.

    Parameters
    ----------
    problem
        The day.
    effort
        How hard to look.
    accept
        The same day on other paths: a mix that reaches the target on its own must reach theirs too, which may be a
        little stricter. The best of many that were tried on the same paths is else partly luck. None asks for no such
        thing.

    Raises
    ------
    ValueError
        If nobody comes on any path: then there is nothing to staff for.
    """
    if problem.visitors.count == 0:
        raise ValueError("nobody comes on any path")
    given, began = effort or Effort(), time.monotonic()
    with ThreadPoolExecutor(given.threads) as threads:
        search = _Search(problem, accept, given, lambda run, items: threads.map(run, items), began + given.seconds)
        bound = threads.submit(lower_bound, problem)
        search.by_cuts()
        search.by_exchanges()
        return _told(search.best(), len(search.known), bound.result(), time.monotonic() - began)


def lower_bound(problem: ShiftMix, effort: float = 2.0) -> float:
    """Pay that no mix can undercut which reaches the target; infinite when none within the groups' sizes reaches it."""
    solved = cheapest(Master(problem, (*necessary(problem), *cover_needs(problem))), effort)
    return float("inf") if solved.is_infeasible else solved.bound


@dataclass(frozen=True)
class _Paths:
    """Paths on which a mix is tried, and a few of them for differences."""

    problem: ShiftMix
    all: Trial
    some: Trial


@dataclass(frozen=True)
class _Tried:
    """A mix, and how it fared where it missed, or on the last paths where it did not miss."""

    mix: np.ndarray
    cost: int
    paths: _Paths
    fare: Fare
    short: float


Known = dict[bytes, _Tried]


@dataclass
class _Search:
    problem: ShiftMix
    accept: ShiftMix | None
    effort: Effort
    each: Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]
    until: float
    known: Known = field(default_factory=dict)
    _glanced: set[bytes] = field(default_factory=set)

    def __post_init__(self) -> None:
        days = [self.problem] + ([] if self.accept is None else [self.accept])
        few = self.effort.paths
        self._paths = [_Paths(day, Trial(day), Trial(day, min(day.visitors.paths, few))) for day in days]
        self._price = self.effort.price * max(group.pay for group in self.problem.groups)

    def by_cuts(self) -> None:
        """The master's answers, each cut off where it misses."""
        rows: list[Demand] = [*pooled_needs(self.problem, less=1), *cover_needs(self.problem)]
        is_elastic = cheapest(Master(self.problem, rows), self.effort.master).is_infeasible
        mix = None
        for _ in range(self.effort.rounds):
            if self.known and time.monotonic() > self.until:
                return
            master = Master(self.problem, rows, _least(self.known), is_elastic)
            mix = cheapest(master, self.effort.master, mix, self.effort.seed).mix
            if mix is None or mix.tobytes() in self.known:
                return
            found = self.known[mix.tobytes()] = self._try(mix)
            rows += cuts(found.paths.problem, mix, found.fare, found.paths.some, self.effort.reach, self.each)

    def by_exchanges(self) -> None:
        """Neighbours of the best mixes, each the middle of one step."""
        done: set[bytes] = set()
        for _ in range(self.effort.steps):
            least = _least(self.known)
            left = [key for key, tried in self.known.items() if key not in done and tried.cost <= least]
            if not left or time.monotonic() > self.until:
                return
            middle = min(left, key=lambda key: self._promise(self.known[key], least))
            done.add(middle)
            found = list(self.each(self._try, self._new_around(self.known[middle], least)))
            self.known |= {tried.mix.tobytes(): tried for tried in found}
            self._price *= 1 / DEARER if any(tried.short == 0 for tried in found) else DEARER

    def _promise(self, tried: _Tried, least: float) -> float:
        """What the search goes by, the least first: a new best before all, then pay and the price of what misses."""
        return 0.0 if tried.short == 0 and tried.cost == least else tried.cost + self._price * tried.short

    def best(self) -> _Tried:
        """The cheapest that reaches the target, or the least miss."""
        return min(self.known.values(), key=lambda tried: (tried.short, tried.cost))

    def _new_around(self, middle: _Tried, least: float) -> list[np.ndarray]:
        """The best of the promising neighbours at a glance: on the few paths."""
        paths, aim = middle.paths, Aim(least, self._price)
        ranked = promising(paths.problem, middle.mix, middle.fare, paths.some, aim, self.each)
        seen = self.known.keys() | self._glanced
        unseen = (mix for mix in islice(ranked, RANKED) if mix.tobytes() not in seen)
        looked = list(islice(unseen, self.effort.glances))
        self._glanced |= {mix.tobytes() for mix in looked}
        score = [
            self.problem.cost(mix) + self._price * shortfall(paths.problem, mix, fare)
            for mix, fare in zip(looked, self.each(paths.some.of_mix, looked), strict=True)
        ]
        return [looked[k] for k in np.argsort(score, kind="stable")[: self.effort.tried]]

    def _try(self, mix: np.ndarray) -> _Tried:
        for paths in self._paths:
            fare = paths.all.of_mix(mix)
            short = shortfall(paths.problem, mix, fare)
            if short:
                break
        return _Tried(mix, self.problem.cost(mix), paths, fare, short)


def _least(known: Known) -> float:
    """Pay of the cheapest mix that reaches the target."""
    return min((tried.cost for tried in known.values() if tried.short == 0), default=np.inf)


def _told(best: _Tried, tried: int, bound: float, seconds: float) -> Design:
    return Design(
        mix=best.mix,
        cost=best.cost,
        bound=bound,
        fare=best.fare,
        misses=misses(best.paths.problem, best.fare),
        uncovered=int(best.paths.problem.uncovered(best.mix).sum()),
        tried=tried,
        seconds=seconds,
        holds=best.short == 0,
        is_proven=best.short == 0 and best.cost <= bound,
    )
