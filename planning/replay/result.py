"""What a replay comes to: of one past week, and of several."""

from dataclasses import asdict, dataclass
from typing import Literal

import numpy as np

from office.problems import Problem
from planning.replay.beside import Beside, Part
from scheduler.week import OfficeWeek

Staff = Literal["roster", "officers", "counters"]
"""Where it was read who was there."""


@dataclass(frozen=True)
class Replayed:
    """A past week as the model has it, beside what happened.

    Parameters
    ----------
    week
        Its givens.
    staff
        Where the posts were read: a roster, or the officers or the counters of the log's calls.
    paths
        How often the week was simulated.
    all
        The whole week.
    parts
        Services, days, hours.
    as_logged
        Late visitors and mean wait of the week with the service times of the log in place of drawn ones: what is left
        of the error then comes from the order of calls and from who was there.
    known_minutes
        Share of stops whose service time the log knows.
    excused
        Visitors recorded as absent or cancelled, left out.
    never_called
        Visitors without any call; they count as late.
    unplaced
        Calls whose officer (or counter) the log does not tell: nobody's post was read from them.
    """

    week: OfficeWeek
    staff: Staff
    paths: int
    all: Part
    parts: tuple[Part, ...]
    as_logged: tuple[int, float]
    known_minutes: float
    excused: int
    never_called: int
    unplaced: int

    @property
    def off(self) -> tuple[Part, ...]:
        """Parts in which what happened lies outside the range, those with most people first."""
        outside = [part for part in self.parts if not (part.late.inside and part.wait.inside)]
        return tuple(sorted(outside, key=lambda part: (-abs(part.late.error), -abs(part.wait.error))))

    def summary(self) -> dict[str, object]:
        """As data."""
        return {
            "week": self.week.week,
            "staff": self.staff,
            "paths": self.paths,
            **_data(self.all),
            "parts": [_data(part) for part in self.parts],
            "off": [_data(part) for part in self.off],
            "late_with_logged_minutes": self.as_logged[0],
            "mean_wait_with_logged_minutes": self.as_logged[1],
            "share_of_minutes_known": self.known_minutes,
            "excused": self.excused,
            "never_called": self.never_called,
            "calls_without_place": self.unplaced,
        }


@dataclass(frozen=True)
class ReplayedWeeks:
    """Several past weeks: how often the stated range held; and those that could not be replayed, with the reason."""

    weeks: tuple[Replayed, ...]
    left_out: tuple[tuple[str, Problem], ...]

    def covered(self, what: str = "late") -> tuple[int, float]:
        """Weeks whose figure ("late" or "wait") lay in the range, and the share by `Beside.share_inside`."""
        figures: list[Beside] = [getattr(week.all, what) for week in self.weeks]
        share = float(np.mean([figure.share_inside for figure in figures])) if figures else 0.0
        return sum(figure.inside for figure in figures), share

    def summary(self) -> dict[str, object]:
        """As data."""
        (late, late_share), (wait, wait_share) = self.covered("late"), self.covered("wait")
        return {
            "weeks": [{"week": each.week.week, "staff": each.staff, **_data(each.all)} for each in self.weeks],
            "left_out": [{"week": week, "reason": problem.code} for week, problem in self.left_out],
            "late": {"inside": late, "of": len(self.weeks), "share_randomised": late_share},
            "mean_wait": {"inside": wait, "of": len(self.weeks), "share_randomised": wait_share},
        }


def _data(part: Part) -> dict[str, object]:
    """A part as data, with whether what happened lay in the range."""
    figures = {name: {**asdict(getattr(part, name)), "inside": getattr(part, name).inside} for name in ("late", "wait")}
    return {**asdict(part), **figures}
