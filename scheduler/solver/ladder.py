"""Ladder: the levels of the objective one after the other, each solved with those before it held."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from scheduler.model import Expr, RosterModel
from scheduler.problem import Limits
from scheduler.result import Level, LevelName
from scheduler.solver.aims import Aim
from scheduler.solver.guide import BOUND_SHARE, Guide, Names, Step, find_guide, make_steps, seat_anyway
from scheduler.solver.relaxation import COMPLETION_SECONDS, Hold, Relaxation
from scheduler.solver.search import Effort, search

Progress = Callable[[str, float, float, float], None]
"""Told the level, its value and bound so far, and the seconds since the solve began; a few times a second at most."""
Start = Literal["found", "contradiction", "out_of_time"]

SHARES: dict[LevelName, float] = {
    "broken": 3, "uncovered": 2, "no_stand_in": 2, "below_target": 3, "back_office": 2, "waiting": 8, "cost": 3,
    "turns": 2, "wishes": 2, "changes": 2,
}  # fmt: skip
"""How the time that is left is shared by the levels still to come."""
NEAR_SHARE = 0.6
"""Part of the time left for looking around the best solution for one that pleases more."""
MOST_NAMES = 4000
"""Variables that name officers up to which HiGHS is asked to share out turns; beyond, CP-SAT does it alone."""
START_SECONDS = 60.0
"""Time for a first roster, whatever the limit."""
SEATING_SECONDS = 10.0
"""Time for seating the officers of contradicting rules, whatever the limit."""
ELASTIC_SECONDS = 15.0
"""Time in which the first roster of contradicting rules is made to break few of them."""


class Ladder:
    """A climb from level to level: the best solution so far, and what was proven on the way.

    Parameters
    ----------
    model
        The week; the aims have not been added yet.
    limits
        Time and gap.
    stop
        When set, the climb ends with what it has.
    progress
        Told how it goes.
    decisions
        The first variables of the model, from which all others follow.
    began
        Reading of the monotonic clock when the solve began, before the model was built.
    """

    def __init__(
        self,
        model: RosterModel,
        limits: Limits,
        stop: threading.Event,
        progress: Progress,
        decisions: int,
        began: float,
    ) -> None:
        self.model, self.limits = model, limits
        self._stop, self._progress = stop, progress
        self._began, self._spent = began, 0.0
        self._best: np.ndarray | None = None
        self._decided = decisions
        self._held: list[Hold] = []
        self._reached: list[tuple[Step, float, float, float]] = []
        self.first_seconds = np.inf

    def start(self) -> Start:
        """Looks for any roster that keeps the hard rules. It takes seconds, and nothing is worth less than no roster:
        so neither a stop nor the time limit ends it early.
        """
        effort = Effort(START_SECONDS, None, 1.0) if self.limits.deterministic is None else self._effort(1.0)
        found = search(self.model.cp, effort, self.limits, threading.Event())
        self._spent += found.effort
        if found.values is None:
            return "contradiction" if found.is_proven else "out_of_time"
        self._best, self.first_seconds = found.values, self.seconds
        return "found"

    def start_anyway(self) -> None:
        """Finds a roster of an elastic model, where there always is one, whatever the clock says.

        It breaks little already: the cheapest to find would be one in which nobody works.
        """
        cp = self.model.cp.clone()
        cp.minimize(self.model.total(self.model.prices["broken"]))
        steady = None if self.limits.deterministic is None else ELASTIC_SECONDS
        while self._best is None:
            found = search(cp, Effort(ELASTIC_SECONDS, steady, 0.0), self.limits, threading.Event())
            if found.is_proven and found.values is None:
                raise RuntimeError("an elastic model without a solution: some limit is not elastic")
            self._best = found.values
        self.first_seconds = self.seconds

    def climb(self, aims: Sequence[Aim]) -> None:
        """Takes one level after the other until all are held or the climb is stopped."""
        steps = make_steps(self.model.cp, aims)
        relaxation = Relaxation(self.model.cp, self._stop)
        guide = self._guide(relaxation, steps)
        for n, step in enumerate(steps):
            if not self._is_settled(step, guide.bounds[n] if n < len(guide.bounds) else 0.0):
                priced = self._completed(relaxation, step, 0)
                if priced is None:
                    return
                self._best = priced
            if self._stop.is_set():
                return
            known = self._known_bound(relaxation, guide, n, step)
            self._improve(relaxation, step, known, sum(SHARES[other.name] for other in aims[n + 1 :]))

    @property
    def best(self) -> np.ndarray:
        """Values of the best solution so far; there is one once `start` has found it."""
        if self._best is None:
            raise RuntimeError("nothing was found yet")
        return self._best

    def read(self, variable: Expr) -> int:
        """Value of a variable, or of a number, in the best solution."""
        return variable if isinstance(variable, int) else int(self.best[variable.index])

    @property
    def seconds(self) -> float:
        """Wall time since the climb began."""
        return time.monotonic() - self._began

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels reached, with their values in the best solution."""
        return tuple(
            Level(
                step.aim.name, self._amount(step) / step.aim.scale + step.aim.floor, bound, step.aim.floor,
                given / step.aim.scale, step.aim.unit, seconds,
            )
            for step, bound, given, seconds in self._reached
        )  # fmt: skip

    def _guide(self, relaxation: Relaxation, steps: Sequence[Step]) -> Guide:
        """The relaxation's bounds; its solution becomes the best.

        There are no bounds for elastic models: so dear are their breaches that linear programs lose the rest from
        sight.
        """
        if self._stop.is_set():
            return Guide((), (), None)
        if self.model.is_elastic:
            seconds = None if self.limits.deterministic is not None else max(self._left(0.5) or 0.0, SEATING_SECONDS)
            seated = seat_anyway(relaxation, steps, self.best, self.model.names, seconds)
            if seated is not None:
                self._best = seated
            return Guide((), (), None)
        names = Names(self.model.names, self._decided, tuple(self.model.counted_names))
        guide = find_guide(relaxation, steps, self.limits.gap, self._left, self.best, names)
        if guide.values is not None:
            self._best = guide.values
        return guide

    def _left(self, share: float) -> float | None:
        """Seconds for a part of the time left; None where a result must not depend on the clock."""
        return None if self.limits.deterministic is not None else share * (self.limits.seconds - self.seconds)

    def _known_bound(self, relaxation: Relaxation, guide: Guide, n: int, step: Step) -> float:
        """The relaxation's bound of a level's price under what is held; the guide's where it held no more."""
        if self._price(step) == 0:
            return 0.0
        allowed = zip(self._held, guide.allowed, strict=False)
        if n < len(guide.bounds) and all(hold.most <= most for hold, most in allowed):
            return guide.bounds[n]
        return step.up(relaxation.bound(step.row, self._held, self._left(BOUND_SHARE)))

    def _improve(self, relaxation: Relaxation, step: Step, known: float, later: float) -> None:
        """Searches for a better solution of a level unless it is good enough, and holds it."""
        began, aim = self.seconds, step.aim
        for please in (self._rename, self._look_near):
            if not self._is_near(step, known) and 0 < aim.renamed <= MOST_NAMES:
                please(relaxation, step)
        share = SHARES[aim.name] / (SHARES[aim.name] + later)
        bound = known if self._is_near(step, known) else self._searched(step, known, share)
        held = int(max(self._price(step), self._enough(step, bound)))
        self._hold(step, held)
        given = max(held - self._price(step), aim.tolerance * aim.scale)
        self._reached.append((step, self._proven(step, bound), given, self.seconds - began))

    def _rename(self, relaxation: Relaxation, step: Step) -> None:
        """Gives the same shifts and breaks to other officers where that is better."""
        renamed = self._completed(relaxation, step, step.aim.renamed)
        if renamed is not None and step.row @ renamed < self._price(step):
            self._best = renamed

    def _look_near(self, relaxation: Relaxation, step: Step) -> None:
        """Looks around the best solution, all counts within one of its own, for one with names that please more."""
        found = relaxation.solution(step.row, self._held, 0.0, self._left(NEAR_SHARE), (), self.best.astype(float))
        if found is not None and relaxation.fits(found, self._held) and step.row @ found < self._price(step):
            self._best = found

    def _is_settled(self, step: Step, bound: float) -> bool:
        """Whether the best solution costs no more than a bound that stands before anything is held.

        The first roster, older than the levels, says nothing of them.
        """
        return len(self.best) == len(step.row) and self._price(step) <= max(bound, 0.0)

    def _is_near(self, step: Step, bound: float) -> bool:
        return self._price(step) <= self._enough(step, bound)

    def _enough(self, step: Step, bound: float) -> float:
        """The price at which a level counts as reached: later levels may give away what lies below it."""
        aim = step.aim
        return bound / (1 - self.limits.gap) if aim.is_smooth else bound + aim.tolerance * aim.scale

    def _searched(self, step: Step, known: float, share: float) -> float:
        """The bound of the price that a search has proven; what it found becomes the best."""
        aim, cp = step.aim, self.model.cp.clone()
        cp.minimize(aim.price)
        cp.add(aim.price >= int(known))
        hint = cp.proto.solution_hint
        hint.vars.extend(range(len(self.best)))
        hint.values.extend(self.best.tolist())

        def watch(price: float, bound: float) -> None:
            told = self._worth(step, price), self._worth(step, max(bound, known))
            self._progress(aim.name, *told, self.seconds)

        found = search(cp, self._effort(share), self.limits, self._stop, watch)
        self._spent += found.effort
        if found.values is not None and step.row @ found.values < self._price(step):
            self._best = found.values
        return max(found.bound, known)

    def _hold(self, step: Step, most: int) -> None:
        if not isinstance(step.aim.price, int):
            self.model.cp.add(step.aim.price <= most)
        self._held.append(Hold(step.row, most))

    def _completed(self, relaxation: Relaxation, step: Step, first: int) -> np.ndarray | None:
        """The best solution's decisions with the rest set as well as it can be for a level."""
        seconds = COMPLETION_SECONDS if self.limits.deterministic is None else None
        return relaxation.complete(step.row, self._held, self.best, first, self._decided, seconds)

    def _worth(self, step: Step, price: float) -> float:
        """A price as an amount: where some units are dearer, in proportion to the best solution's price and amount."""
        share = self._amount(step) / self._price(step) if self._price(step) else 1.0
        return share * price / step.aim.scale + step.aim.floor

    def _proven(self, step: Step, bound: float) -> float:
        """A bound of the price as one of the amount: reached, or at least as much as if every unit were the dearest."""
        if bound >= self._price(step):
            return self._worth(step, bound)
        counted = step.amount > 0
        dearest = float((step.row[counted] / step.amount[counted]).max(initial=1.0))
        return bound / dearest / step.aim.scale + step.aim.floor

    def _price(self, step: Step) -> int:
        return int(step.row @ self.best)

    def _amount(self, step: Step) -> int:
        return int(step.amount @ self.best)

    def _effort(self, share: float) -> Effort:
        steady = self.limits.deterministic
        left = None if steady is None else share * (steady - self._spent)
        return Effort(share * (self.limits.seconds - self.seconds), left, self.limits.gap)
