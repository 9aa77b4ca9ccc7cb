"""Ladder: the levels of the objective one after the other, each solved with those before it held."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from scheduler.model import RosterModel
from scheduler.problem import Limits
from scheduler.result import Level, LevelName
from scheduler.solver.aims import Aim
from scheduler.solver.search import Effort, Solution, complete, search

Progress = Callable[[str, float, float, float], None]
"""Told the level, its value and bound so far, and the seconds since the solve began; a few times a second at most."""
MakeAim = Callable[[], Aim]
Start = Literal["found", "contradiction", "out_of_time"]

SHARES: dict[LevelName, float] = {
    "broken": 3, "uncovered": 2, "no_stand_in": 2, "below_target": 3, "back_office": 2, "waiting": 8, "turns": 2,
}  # fmt: skip
"""How the time that is left is shared by the levels still to come."""
HELD_BACK = 0.8
"""Part of the allowed gap that a level's own search uses; the rest is what later levels may give away of a share."""


class Ladder:
    """A climb from level to level: the best solution so far, and what was proven on the way.

    Parameters
    ----------
    model
        The week; it grows by what each level needs.
    limits
        Time and gap.
    stop
        When set, the climb ends with what it has.
    progress
        Told how it goes.
    began
        Reading of the monotonic clock when the solve began, before the model was built.
    """

    def __init__(
        self, model: RosterModel, limits: Limits, stop: threading.Event, progress: Progress, began: float
    ) -> None:
        self.model, self.limits = model, limits
        self._stop, self._progress = stop, progress
        self._began, self._spent = began, 0.0
        self._best: Solution | None = None
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

    def climb(self, aims: Sequence[tuple[LevelName, MakeAim]]) -> None:
        """Takes one level after the other until all are held or the climb is stopped."""
        for n, (name, make) in enumerate(aims):
            if self._stop.is_set():
                return
            later = sum(SHARES[other] for other, _ in aims[n + 1 :])
            self._take(make(), SHARES[name] / (SHARES[name] + later))

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

    def _take(self, aim: Aim, share: float) -> None:
        began = self.seconds
        self.model.cp.minimize(aim.price)
        self._best = self._completed()
        bound = self._improve(aim, share) if self.best.price > 0 else aim.floor
        self.model.cp.clear_objective()  # type: ignore[no-untyped-call]
        given = aim.tolerance * aim.scale + aim.share * (1 - HELD_BACK) * self.limits.gap * self.best.price
        if not isinstance(aim.price, int):
            self.model.cp.add(aim.price <= int(self.best.price + given))
        self._reached.append((aim, bound, given, self.seconds - began))

    def _improve(self, aim: Aim, share: float) -> float:
        """Searches for a better solution; the bound of the amount that was proven."""
        self._hint()

        def watch(price: float, bound: float) -> None:
            worth = aim.scale * aim.heaviest
            self._progress(aim.name, price / worth + aim.floor, max(bound, 0) / worth + aim.floor, self.seconds)

        found = search(self.model.cp, self._effort(share), self.limits, self._stop, watch)
        self._spent += found.effort
        if found.solution is not None and found.solution.price <= self.best.price:
            self._best = found.solution
        if self.best.price - found.bound < 0.5:
            return self.best.read(aim.amount) / aim.scale + aim.floor
        return max(found.bound, 0.0) / (aim.scale * aim.heaviest) + aim.floor

    def _completed(self) -> Solution:
        self._hint()
        found = complete(self.model.cp, self.limits.seed)
        if found is None:
            raise RuntimeError("a roster that was found cannot be priced")
        return found

    def _hint(self) -> None:
        self.model.cp.clear_hints()  # type: ignore[no-untyped-call]
        hint = self.model.cp.proto.solution_hint
        hint.vars.extend(range(len(self.best.values)))
        hint.values.extend(self.best.values.tolist())

    def _effort(self, share: float) -> Effort:
        steady = self.limits.deterministic
        left = None if steady is None else share * (steady - self._spent)
        return Effort(share * (self.limits.seconds - self.seconds), left, HELD_BACK * self.limits.gap)
