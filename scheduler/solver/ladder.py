"""Ladder: the levels of the objective one after the other, each solved with those before it held."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from ortools.sat.python import cp_model

from scheduler.model import RosterModel
from scheduler.problem import Limits
from scheduler.result import Level, LevelName
from scheduler.solver.aims import Aim
from scheduler.solver.guide import GIVEN, Guide, Step, find_guide, make_steps
from scheduler.solver.relaxation import Hold, Relaxation
from scheduler.solver.search import Effort, Solution, complete, search

Progress = Callable[[str, float, float, float], None]
"""Told the level, its value and bound so far, and the seconds since the solve began; a few times a second at most."""
Start = Literal["found", "contradiction", "out_of_time"]

SHARES: dict[LevelName, float] = {
    "broken": 3, "uncovered": 2, "no_stand_in": 2, "below_target": 3, "back_office": 2, "waiting": 8, "turns": 2,
}  # fmt: skip
"""How the time that is left is shared by the levels still to come."""
GUIDE_SHARE = 0.6
"""Part of the time that one step of the guide may take at most."""
HELD_BACK = 1 - GIVEN
"""Part of the allowed gap that a level's own search uses; the rest is what later levels may give away of a share."""


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
        self._best: Solution | None = None
        self._decided = decisions
        self._held: list[Hold] = []
        self._reached: list[tuple[Aim, float, float, float]] = []
        self.first_seconds = np.inf

    def start(self) -> Start:
        """Looks for any roster at all."""
        found = search(self.model.cp, self._effort(1.0), self.limits, self._stop)
        self._spent += found.effort
        if found.solution is None:
            return "contradiction" if found.is_proven else "out_of_time"
        self._best, self.first_seconds = found.solution, self.seconds
        return "found"

    def start_anyway(self) -> None:
        """Finds a roster of an elastic model, where there always is one, whatever the clock says."""
        while self._best is None:
            found = search(self.model.cp, Effort(60.0, None, 1.0), self.limits, threading.Event())
            self._best = found.solution
        self.first_seconds = self.seconds

    def climb(self, aims: Sequence[Aim]) -> None:
        """Takes one level after the other until all are held or the climb is stopped."""
        steps = make_steps(self.model.cp, aims)
        relaxation = None if self.model.is_elastic else Relaxation(self.model.cp, self._stop)
        guide = self._guide(relaxation, steps)
        for n, step in enumerate(steps):
            if self._stop.is_set():
                return
            later = sum(SHARES[other.name] for other in aims[n + 1 :])
            known = self._known_bound(relaxation, guide, n, step)
            self._take(step, known, SHARES[step.aim.name] / (SHARES[step.aim.name] + later))

    @property
    def best(self) -> Solution:
        """The best solution so far; there is one once `start` has found it."""
        if self._best is None:
            raise RuntimeError("nothing was found yet")
        return self._best

    @property
    def seconds(self) -> float:
        """Wall time since the climb began."""
        return time.monotonic() - self._began

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels reached, with their values in the best solution."""
        return tuple(
            Level(
                aim.name, self.best.read(aim.amount) / aim.scale + aim.floor, bound, aim.floor, given / aim.scale,
                aim.unit, seconds,
            )
            for aim, bound, given, seconds in self._reached
        )  # fmt: skip

    def _guide(self, relaxation: Relaxation | None, steps: Sequence[Step]) -> Guide:
        """The relaxation's bounds; its solution, where there is one, becomes the best."""
        if relaxation is None:
            return Guide((), (), None)
        guide = find_guide(relaxation, steps, self.limits.gap, self._guide_seconds)
        if guide.values is not None:
            self._best = self._completed(guide.values) or self._best
        return guide

    def _guide_seconds(self) -> float | None:
        return None if self.limits.deterministic is not None else GUIDE_SHARE * (self.limits.seconds - self.seconds)

    def _known_bound(self, relaxation: Relaxation | None, guide: Guide, n: int, step: Step) -> float:
        """The relaxation's bound of a level's price under what is held; the guide's where it held no more."""
        if relaxation is None:
            return 0.0
        if n < len(guide.bounds) and all(
            hold.most <= most for hold, most in zip(self._held, guide.allowed, strict=False)
        ):
            return guide.bounds[n]
        return step.up(relaxation.bound(step.row, self._held, self._guide_seconds()))

    def _take(self, step: Step, known: float, share: float) -> None:
        aim, began = step.aim, self.seconds
        self.model.cp.minimize(aim.price)
        best = self._completed(self.best.values, aim.renamed)
        if best is None:
            raise RuntimeError("a roster that was found cannot be priced")
        self._best = best
        near = max(HELD_BACK * self.limits.gap * best.price, aim.tolerance * aim.scale)
        bound = known if best.price - known <= near else self._improve(step, known, share)
        given = aim.share * (1 - HELD_BACK) * self.limits.gap * self.best.price
        self._hold(step, max(self.best.price + given, bound + aim.tolerance * aim.scale))
        given = max(given, aim.tolerance * aim.scale)
        worth = self.best.read(aim.amount) if self.best.price - bound < 0.5 else bound / aim.heaviest
        self._reached.append((aim, worth / aim.scale + aim.floor, given, self.seconds - began))

    def _improve(self, step: Step, known: float, share: float) -> float:
        """Searches for a better solution; the bound of the price that was proven."""
        aim, cp = step.aim, self.model.cp.clone()
        cp.add(aim.price >= int(known))
        self._hint(cp, self.best.values)

        def watch(price: float, bound: float) -> None:
            worth = aim.scale * aim.heaviest
            self._progress(aim.name, price / worth + aim.floor, max(bound, known) / worth + aim.floor, self.seconds)

        found = search(cp, self._effort(share), self.limits, self._stop, watch)
        self._spent += found.effort
        if found.solution is not None and found.solution.price <= self.best.price:
            self._best = found.solution
        return max(found.bound, known)

    def _hold(self, step: Step, most: float) -> None:
        self.model.cp.clear_objective()  # type: ignore[no-untyped-call]
        if not isinstance(step.aim.price, int):
            self.model.cp.add(step.aim.price <= int(most))
        self._held.append(Hold(step.row, int(most)))

    def _completed(self, values: np.ndarray, renamed: int = 0) -> Solution | None:
        """A solution's decisions with the rest set as well as it can be; None when they do not fit the model."""
        self._hint(self.model.cp, values[: self._decided], renamed)
        return complete(self.model.cp, self.limits.seed)

    def _effort(self, share: float) -> Effort:
        steady = self.limits.deterministic
        left = None if steady is None else share * (steady - self._spent)
        return Effort(share * (self.limits.seconds - self.seconds), left, HELD_BACK * self.limits.gap)

    @staticmethod
    def _hint(cp: cp_model.CpModel, values: np.ndarray, first: int = 0) -> None:
        cp.clear_hints()  # type: ignore[no-untyped-call]
        hint = cp.proto.solution_hint
        hint.vars.extend(range(first, len(values)))
        hint.values.extend(values[first:].tolist())
