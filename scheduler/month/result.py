"""MonthResult: some weeks in a row, and how far the whole lies from what no other month can beat."""

from dataclasses import dataclass, field

from scheduler.problem import RosterProblem
from scheduler.result import Level, RosterResult
from scheduler.roster import History, Roster, Violation

UNBOUNDED = ("cost", "turns", "wishes", "changes")


@dataclass(frozen=True)
class MonthWeek:
    """One week of a month.

    Parameters
    ----------
    problem
        Its givens, with the history that the weeks before leave behind.
    roster
        As decided, or as it was published.
    result
        How it was found; None where it was published before.
    violations
        Rules that it breaks and wishes that it leaves open, judged with that history.
    """

    problem: RosterProblem = field(repr=False)
    roster: Roster = field(repr=False)
    result: RosterResult | None = field(repr=False)
    violations: tuple[Violation, ...] = ()

    @property
    def is_published(self) -> bool:
        """Whether the week stood before the month was planned."""
        return self.result is None


@dataclass(frozen=True)
class MonthResult:
    """Weeks in their order.

    Parameters
    ----------
    weeks
        Decided and published ones.
    levels
        Sums over the decided weeks; bounds hold for every month whose earlier levels are no worse than these.
    history
        What the month leaves to the week after it.
    seconds
        Wall time in all.
    """

    weeks: tuple[MonthWeek, ...]
    levels: tuple[Level, ...]
    history: History = field(repr=False)
    seconds: float = 0.0

    @property
    def gap(self) -> float:
        """The largest gap of the levels up to waiting; later ones, such as turns, have no bound but 0."""
        return max((level.gap for level in self.levels if level.name not in UNBOUNDED), default=0.0)
