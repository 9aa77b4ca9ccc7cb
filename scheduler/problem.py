"""RosterProblem: everything the solver may know, checked as a whole."""

from dataclasses import dataclass, field

from scheduler.roster import Roster
from scheduler.rules import AnyRule
from scheduler.week import OfficeWeek
from staffing.cost import StaffingCost


@dataclass(frozen=True)
class RosterProblem:
    """One week to be decided.

    Parameters
    ----------
    week
        The givens.
    rules
        What a roster must keep or should keep.
    cost
        Waiting by officers, on the week's grid.
    locks
        Assignments and duties of this roster are kept as they stand where its officer and day are in `locked`.
    """

    week: OfficeWeek
    rules: tuple[AnyRule, ...]
    cost: StaffingCost
    previous: Roster | None = None
    locked: frozenset[tuple[str, int]] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if self.cost.grid != self.week.grid:
            raise ValueError("the cost table does not stand on the week's grid")


@dataclass(frozen=True)
class Limits:
    """How long and how hard to look.

    Parameters
    ----------
    seconds
        Wall-clock limit of the whole solve.
    gap
        A level is good enough when its gap is at most this.
    workers
        Threads; 1 together with `deterministic` gives the same roster each time.
    deterministic
        Limit in CP-SAT's deterministic time instead of wall-clock seconds; None means wall clock.
    seed
        Of the solver.
    """

    seconds: float = 60.0
    gap: float = 0.005
    workers: int = 2
    deterministic: float | None = None
    seed: int = 0
