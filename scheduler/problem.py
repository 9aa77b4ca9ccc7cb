"""RosterProblem: everything the solver may know, checked as a whole."""

from dataclasses import dataclass, field
from functools import cached_property

from scheduler.roster import Duty, Roster
from scheduler.rules import AnyRule
from scheduler.rules.locked_cells import cells_of
from scheduler.seats import Refused, seats_of
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
    seats
        Single cells that are locked, as duties; those of the rule `locked_cells` come besides. What nobody can hold is
        passed over (`refused_cells`).
    """

    week: OfficeWeek
    rules: tuple[AnyRule, ...]
    cost: StaffingCost
    previous: Roster | None = None
    locked: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    seats: tuple[Duty, ...] = ()

    def __post_init__(self) -> None:
        if self.cost.grid != self.week.grid:
            raise ValueError("the cost table does not stand on the week's grid")

    @cached_property
    def _seated(self) -> tuple[tuple[Duty, ...], tuple[Refused, ...]]:
        return seats_of(self.week, cells_of(self.rules), self.seats)

    @cached_property
    def held_seats(self) -> tuple[Duty, ...]:
        """Seats that can be held, but for those of days that are locked as a whole."""
        kept, _ = self._seated
        return tuple(seat for seat in kept if (seat.officer, self.week.index(seat.day)) not in self.locked)

    @property
    def refused_cells(self) -> tuple[Refused, ...]:
        """Cells that cannot be held, each with its reason."""
        return self._seated[1]

    @cached_property
    def kept(self) -> frozenset[tuple[str, int]]:
        """Officers and days (0 = Monday) of which anything is locked: nobody exchanges or refines them."""
        return self.locked | {(seat.officer, self.week.index(seat.day)) for seat in self.held_seats}


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
