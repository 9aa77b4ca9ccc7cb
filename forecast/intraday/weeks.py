"""The past by whole weeks: what the shapes of a day are learnt from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from forecast.counts import Counts


@dataclass(frozen=True)
class PastWeeks:
    """Visitors by service, week, weekday and slot.

    Parameters
    ----------
    monday
        Number of the first week: ordinal of its Monday over 7, rounded down.
    came
        Visitors, shape (services, weeks, 7, slots); 0 where nothing is known.
    known
        Whether the slot gave tickets and its number is known, bool, same shape.
    special
        Whether the day was a holiday, bool, shape (weeks, 7).
    """

    monday: int
    came: np.ndarray
    known: np.ndarray
    special: np.ndarray

    @property
    def weeks(self) -> int:
        """How many weeks."""
        return int(self.came.shape[1])

    @cached_property
    def totals(self) -> np.ndarray:
        """Visitors a day, shape (services, weeks, 7)."""
        return np.asarray(self.came.sum(axis=-1))

    def last(self, weeks: int) -> "PastWeeks":
        """The last `weeks` weeks, or all where there are no more."""
        start = max(0, self.weeks - weeks)
        return PastWeeks(self.monday + start, self.came[:, start:], self.known[:, start:], self.special[start:])


def week_number(ordinal: int) -> int:
    """Number of the week of a day: the same from Monday to Sunday, one more a week later."""
    return (ordinal - 1) // 7


def past_weeks(counts: Counts, special: np.ndarray) -> PastWeeks:
    """The counts in whole weeks, at least one; days before the first and after the last are unknown.

    Parameters
    ----------
    counts
        The past.
    special
        Holidays, bool, shape (days,).
    """
    grid = counts.grid
    shape = (len(counts.services), *grid.shape)
    known = counts.observed.reshape(shape)
    came = np.where(known, counts.arrivals.reshape(shape), 0).astype(float)
    before = grid.start.weekday()
    after = -(before + grid.days) % 7 if before + grid.days else 7
    pad = ((0, 0), (before, after), (0, 0))
    folded = (len(counts.services), -1, 7, grid.slots)
    return PastWeeks(
        week_number(grid.start.toordinal()),
        np.pad(came, pad).reshape(folded),
        np.pad(known, pad).reshape(folded),
        np.pad(special, pad[1]).reshape(-1, 7),
    )
