"""Certificate: in which hours the target holds on simulated days, and by how much it is missed elsewhere."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["holds", "misses", "open"]
"""`open`: the interval of what was simulated reaches over the target, so neither may be said."""


@dataclass(frozen=True)
class Cell:
    """A stretch of the day in which enough visitors come to be judged against the target.

    Parameters
    ----------
    service
        Id; None for all services together.
    day
        Index of the day; None for all days of the week together.
    start, end
        Minutes of the day in which its visitors take their tickets.
    visitors
        Expected a week.
    late, low, high
        Share of visitors who wait too long for the first call, with its 95 % interval; the share of days on which
        anybody waits over an hour where `by_day`.
    allowed
        What the target allows.
    by_day
        Whether so few come that days are judged, not visitors.
    """

    service: str | None
    day: int | None
    start: int
    end: int
    visitors: float
    late: float
    low: float
    high: float
    allowed: float
    by_day: bool = False

    @property
    def verdict(self) -> Verdict:
        """Whether the target holds here."""
        if self.high <= self.allowed:
            return "holds"
        return "misses" if self.low > self.allowed else "open"

    @property
    def missed_by(self) -> float:
        """Share above what is allowed, 0 where none."""
        return max(0.0, self.late - self.allowed)


@dataclass(frozen=True)
class Certificate:
    """What holds on fresh days.

    Parameters
    ----------
    cells
        All judged stretches, by day, service and time.
    days
        Simulated days, all weekdays together.
    visits
        Days judged by the target of the whole visit instead: `late` is the share not out in time.
    """

    cells: tuple[Cell, ...]
    days: int
    visits: tuple[Cell, ...] = ()
