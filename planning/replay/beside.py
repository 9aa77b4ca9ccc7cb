"""What the model says of a past week beside what happened: one figure, its range, and whether it lay inside."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from office.grid import SlotGrid
from staffing.tally import Tally

LOW, HIGH = 0.1, 0.9
"""Ends of the stated range, which holds 8 of 10 weeks."""


@dataclass(frozen=True)
class Beside:
    """A figure of a week: what really happened, and what the model says.

    Parameters
    ----------
    real
        What happened.
    mean, low, high
        The model's mean and 80 % range.
    below, up_to
        Share of the model's weeks that lie below what happened, and not above it.
    """

    real: float
    mean: float
    low: float
    high: float
    below: float
    up_to: float

    @property
    def inside(self) -> bool:
        """Whether what happened lies in the range, ends included."""
        return self.low <= self.real <= self.high

    @property
    def share_inside(self) -> float:
        """The chance that the randomised probability integral transform [1]_ lies between the range's ends.

        On average 0.8 if the model is true, also for small whole numbers, of which a range with its ends holds more.

        References
        ----------
        .. [1] Czado, C., Gneiting, T. and Held, L. (2009). Predictive model assessment for count data. *Biometrics* 65.
        """
        if self.up_to <= self.below:
            return float(LOW <= self.below <= HIGH)
        return max(0.0, min(self.up_to, HIGH) - max(self.below, LOW)) / (self.up_to - self.below)

    @property
    def error(self) -> float:
        """The model's mean minus what happened."""
        return self.mean - self.real


@dataclass(frozen=True)
class Part:
    """A part of a week: a service, a day, an hour, or all of it.

    Parameters
    ----------
    service
        Id; None for all services.
    day
        Index of the day; None for all days.
    start, end
        Minutes of the day in which tickets were taken; None for the whole day.
    visitors
        Who came.
    late
        Visitors who waited longer than the target for the first call.
    wait
        Mean minutes to the first call.
    """

    service: str | None
    day: int | None
    start: int | None
    end: int | None
    visitors: int
    late: Beside
    wait: Beside


def whole_part(real: Tally, again: Tally) -> Part:
    """The whole week."""
    return _part(real, again)


def parts(real: Tally, again: Tally, grid: SlotGrid) -> tuple[Part, ...]:
    """Services, days, and clock hours of all days together, each of them that had a visitor."""
    found = [_part(real.only(groups=[k]), again.only(groups=[k]), service=id) for k, id in enumerate(real.names)]
    found += [_part(real.only(days=[d]), again.only(days=[d]), day=d) for d in range(grid.days)]
    hours = grid.minutes // 60
    for hour in np.unique(hours).tolist():
        slots = np.flatnonzero(hours == hour).tolist()
        of_hour = (table.only(slots=slots) for table in (real, again))
        found.append(_part(*of_hour, start=60 * hour, end=60 * hour + 60))
    return tuple(part for part in found if part.visitors)


def _part(
    real: Tally, again: Tally, *, service: str | None = None, day: int | None = None, start: int | None = None,
    end: int | None = None,
) -> Part:  # fmt: skip
    visitors = int(real.visitors.sum())
    late, minutes = (table.sum(axis=(1, 2, 3)) for table in (again.late, again.minutes))
    return Part(
        service, day, start, end, visitors,
        beside(float(real.late.sum()), late),
        beside(float(real.minutes.sum()) / max(visitors, 1), minutes / max(visitors, 1)),
    )  # fmt: skip


def beside(real: float, simulated: Sequence[float] | np.ndarray) -> Beside:
    """A figure beside the model's weeks, shape (paths,)."""
    weeks = np.asarray(simulated, dtype=float)
    low, high = np.quantile(weeks, (LOW, HIGH), method="inverted_cdf")
    close = 1e-9 * max(1.0, abs(real))
    below, up_to = (weeks < real - close).mean(), (weeks <= real + close).mean()
    return Beside(real, float(weeks.mean()), float(low), float(high), float(below), float(up_to))
