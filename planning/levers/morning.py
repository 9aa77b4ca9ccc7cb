"""Mornings: one day of many, how many tickets were out by when, and how the day went on under a plan."""

from functools import cached_property

import numpy as np

from planning.futures import Futures
from scheduler.roster import Roster
from scheduler.staffplans import staff_plan
from scheduler.week import OfficeWeek
from staffing.intervals import Z95, Difference
from staffing.oneday import visitors_of_day
from staffing.scoring import DayScorer
from staffing.staffplan import DayStaff, StaffPlan

VISITORS = 60_000
"""A day's rules are tried on as many paths as have about so many visitors,"""
FEWEST_PATHS = 300
"""but not on fewer than these where there are so many."""
FEWEST_DAYS = 30
"""Simulated days of a kind before anything is said of them."""
CHECKS = (60, 120, 180)
"""Minutes after tickets begin at which they are counted."""


def mean_of(values: np.ndarray) -> Difference:
    """The mean over some days; the normal deviate is Student's for so many (its first expansion)."""
    if len(values) < 2:
        return Difference(0.0, -np.inf, np.inf)
    wide = 1 + (Z95**2 + 1) / (4 * (len(values) - 1))
    mean, error = float(values.mean()), float(np.std(values, ddof=1) / np.sqrt(len(values)))
    return Difference(mean, mean - Z95 * wide * error, mean + Z95 * wide * error)


class Morning:
    """One weekday of a planned week on many paths.

    Rules are chosen on the first half of the paths and judged on the others.
    """

    def __init__(self, week: OfficeWeek, roster: Roster, futures: Futures, day: int) -> None:
        self.week, self.roster, self.day = week, roster, day
        visitors = visitors_of_day(futures.visitors, day)
        a_path = visitors.count / max(visitors.paths, 1)
        paths = min(visitors.paths, max(FEWEST_PATHS, int(VISITORS / max(a_path, 1))))
        self._arrival, self._due, self._first = visitors.arrival, visitors.due, visitors.first[: paths + 1]
        self._scorer = DayScorer(visitors, week.office, 0, np.arange(paths))
        self.chosen = np.arange(paths) < paths // 2

    @cached_property
    def plan(self) -> StaffPlan:
        """The plan of the whole week."""
        return staff_plan(self.week, self.roster)

    @cached_property
    def late(self) -> np.ndarray:
        """Visitors who wait too long under the plan as it stands, shape (paths,)."""
        return self.late_with(self.plan.of_day(self.day))

    def late_with(self, staff: DayStaff) -> np.ndarray:
        """The same with another staff of the day."""
        return np.asarray(self._scorer.score(staff).late)

    def tickets_by(self, minute: int) -> np.ndarray:
        """Tickets that are out before a minute, shape (paths,)."""
        return self._count(self._arrival < minute)

    def exposed(self, minute: int) -> np.ndarray:
        """Visitors who have not yet waited too long at a minute or come later, shape (paths,)."""
        return self._count(self._due >= minute - self.week.office.target.call_minutes)

    def _count(self, those: np.ndarray) -> np.ndarray:
        return np.asarray(np.diff(np.append(0, np.cumsum(those))[self._first]))

    @property
    def checks(self) -> tuple[int, ...]:
        """Minutes at which tickets are counted: whole hours after they begin, while counters still work."""
        day = self.week.days[self.day]
        opens = min((span.start for spans in day.tickets.values() for span in spans), default=None)
        if opens is None or not day.service:
            return ()
        return tuple(opens + after for after in CHECKS if opens + after < day.service[-1].end)
