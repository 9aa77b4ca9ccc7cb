"""RosterResult: a roster and everything true about how it was found."""

from dataclasses import dataclass
from typing import Literal

from office.provenance import Status
from scheduler.roster import Assignment, Roster, Shortage

LevelName = Literal[
    "broken",
    "uncovered",
    "no_stand_in",
    "below_target",
    "back_office",
    "waiting",
    "cost",
    "turns",
    "wishes",
    "changes",
    "moves",
]


@dataclass(frozen=True)
class Level:
    """One level of the lexicographic objective, as solved.

    Parameters
    ----------
    name
        What is counted: hard rules broken (the elastic solve only), minutes of promises uncovered, minutes without
        a stand-in, officer-minutes below the target's requirement, back-office minutes missing, expected waiting
        minutes, pay in rupiah, uneven turns, wishes, changes of what was published, moves between counters.
    value, bound
        Value of the roster and proven lower bound, in `unit`.
    floor
        Part of the value that no decision can change; left out of the gap.
    tolerance
        How much later levels may give away again.
    seconds
        Wall time spent on this level.
    """

    name: LevelName
    value: float
    bound: float
    floor: float
    tolerance: float
    unit: Literal["minutes", "officer-minutes", "turns", "moves", "rules", "wishes", "changes", "rupiah"]
    seconds: float

    @property
    def gap(self) -> float:
        """(value - bound) / value without the floor in either; 0 when the bound is reached.

        Back office has reached it within its tolerance: less is as good to those who ask for it.
        """
        given = self.tolerance if self.name == "back_office" else 0.0
        if self.value - self.bound <= given + 1e-9:
            return 0.0
        return (self.value - self.bound) / max(self.value - self.floor, 1e-9)


@dataclass(frozen=True)
class RosterResult:
    """A roster with its status, bound, gap, seconds, seed and the value of every level."""

    roster: Roster
    status: Status
    levels: tuple[Level, ...]
    shortages: tuple[Shortage, ...]
    seconds: float
    first_seconds: float
    """Seconds until the first roster was known."""
    seed: int
    moved_breaks: tuple[tuple[Assignment, Assignment], ...] = ()
    """Breaks that moved by a slot when officers were seated: before and after; only where the office allows it."""

    @property
    def gap(self) -> float | None:
        """The largest gap of all levels; None when the search ended before the last of them: nothing is known then.

        Moves are made few day by day, without a bound for the week, and have no part in it.
        """
        gaps = {level.name: level.gap for level in self.levels if level.name != "moves"}
        return max(gaps.values()) if "turns" in gaps else None
