"""Judge: what a plan of a day costs the visitors, path by path, by simulation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from scheduler.refine.ground import Ground
from scheduler.refine.limits import changes, short_stints, uncovered
from scheduler.refine.pressure import pressure, promise
from scheduler.refine.state import DayState, staff_of
from staffing.scoring import DayScorer, Score
from staffing.visitors import Visitors

LATE_MINUTES = 120.0
"""Minutes of waiting, or of overtime, that weigh as much as one visitor who is late."""
CHANGE = 0.02
"""Late visitors that one change of place less is worth."""
SHORT = 0.2
"""The same for one stint of less than an hour: visitors see a counter open and close."""
UNCOVERED = 20.0
"""Late visitors that weigh as much as one slot in which an officer is missing from a set of promises."""

Stop = Callable[[], bool]


def burden(score: Score) -> np.ndarray:
    """What a day costs the visitors on each path, in late visitors, shape (paths,).

    Late to the first call and late out count each; all waiting and overtime count as well, so that of two plans with
    equally many late visitors the one with less waiting is better, and days on which nobody is late still tell.
    """
    minutes = score.wait + score.later_wait + score.overtime
    return np.asarray(score.late + score.late_visit + minutes / LATE_MINUTES)


def untidiness(ground: Ground, state: DayState) -> float:
    """What a plan costs whoever comes, in late visitors: promises that it leaves open, changes of place, short
    stints."""
    open_ = UNCOVERED * float(uncovered(ground, state).sum())
    return open_ + CHANGE * changes(state) + SHORT * short_stints(ground, state)


@dataclass
class Judge:
    """Simulates plans of one day on the same paths and remembers what it has seen.

    Parameters
    ----------
    ground
        The day.
    few, many
        The same visitors on a part and on all of the paths of the search.
    visitors
        Those of the day, by whom changes are put in order before any is simulated.
    """

    ground: Ground
    few: DayScorer
    many: DayScorer
    visitors: Visitors
    tried: int = 0
    _known: dict[tuple[bytes, bool], np.ndarray] = field(default_factory=dict)

    def glance(self, state: DayState) -> np.ndarray:
        """The burden on the few paths, shape (few paths,)."""
        return self._judged(state, False)

    def look(self, state: DayState) -> np.ndarray:
        """The burden on all paths of the search, shape (paths,)."""
        return self._judged(state, True)

    def promises(self, state: DayState, others: Sequence[DayState]) -> np.ndarray:
        """Numbers that put plans near `state` in the order in which they are worth a simulation, shape (others,)."""
        return promise(self.ground, state, others, pressure(self.ground, state, self.visitors))

    def _judged(self, state: DayState, is_many: bool) -> np.ndarray:
        key = (state.key, is_many)
        if key not in self._known:
            scorer = self.many if is_many else self.few
            self.tried += 1
            self._known[key] = burden(scorer.score(staff_of(self.ground, state))) + untidiness(self.ground, state)
        return self._known[key]
