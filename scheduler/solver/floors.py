"""Floors: what no roster of a week can go below, whatever its search has found."""

import threading
from collections.abc import Mapping

import numpy as np

from scheduler.problem import RosterProblem
from scheduler.result import LevelName
from scheduler.solver.guide import make_steps, next_whole
from scheduler.solver.posed import pose
from scheduler.solver.relaxation import Hold, Relaxation


class WeekFloors:
    """The relaxation of a week, asked for one level after the other.

    Parameters
    ----------
    problem
        The week.
    stop
        When set, nothing more than the floors that no decision moves is known.
    """

    def __init__(self, problem: RosterProblem, stop: threading.Event) -> None:
        posed = pose(problem)
        steps = make_steps(posed.model.cp, posed.aims(problem.cost))
        self._steps = {step.aim.name: step for step in steps}
        self._open = posed.model.counted_names
        self._relaxation = Relaxation(posed.model.cp, stop)

    def fixed(self, name: LevelName) -> float:
        """Part of a level's amount that no decision changes."""
        return self._steps[name].aim.floor

    def least(self, name: LevelName, at_most: Mapping[LevelName, float], found: float, seconds: float | None) -> float:
        """The least amount of a level over all rosters whose amounts of other levels are at most these.

        The fixed part is in all of them. Proven: by the linear program, and by whole values where this does not reach
        `found`, the amount of a roster; where there was no time for a proof it is the fixed part.
        """
        step = self._steps[name]
        holds = [
            Hold(self._steps[other].amount, (most - self.fixed(other)) * self._steps[other].aim.scale + 1e-6)
            for other, most in at_most.items()
        ]
        if seconds is not None and seconds <= 0:
            return step.aim.floor
        least = self._relaxation.bound(step.amount, holds, seconds)
        if least < (found - step.aim.floor) * step.aim.scale - 1:
            least = max(least, self._relaxation.whole_bound(step.amount, holds, seconds, self._open))
        unit = int(np.gcd.reduce(step.amount)) or 1
        return next_whole(least, unit) / step.aim.scale + step.aim.floor
