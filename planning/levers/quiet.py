"""Quiet days: below how many tickets a counter is not missed, with an interval that stays honest near 0."""

from dataclasses import dataclass

import numpy as np

from staffing.intervals import Difference, shares

HARM = 0.25
"""Visitors more who wait too long on such a day that the rule may surely not exceed."""
QUIET = 0.75
"""A rule is for quiet days: at most this share of all."""
QUIET_DAYS = 100
"""Simulated quiet days on which a number is chosen, and on which it is judged."""
HIT = 10
"""The quietest days that were hit at all tell how hard a quiet day may be hit."""


@dataclass(frozen=True)
class Closing:
    """What closing one counter does to simulated days.

    Parameters
    ----------
    tickets
        Tickets that were out when they were counted, shape (paths,).
    harm
        Visitors more who wait too long, same shape.
    exposed
        Visitors who could be harmed at all, same shape.
    chosen
        The paths on which the number is chosen; it is judged on the others. Bool, same shape.
    """

    tickets: np.ndarray
    harm: np.ndarray
    exposed: np.ndarray
    chosen: np.ndarray

    @property
    def number(self) -> int | None:
        """The largest number of tickets below which surely nobody is harmed, on the paths to choose on."""
        for number in np.unique(self.tickets)[::-1]:
            few = self.tickets < number
            if few[self.chosen].mean() <= QUIET and (few & self.chosen).sum() < QUIET_DAYS:
                return None
            if few[self.chosen].mean() <= QUIET and self._harm(few, self.chosen).high <= HARM:
                return int(number)
        return None

    def judged(self, number: int) -> Difference | None:
        """Visitors harmed on a day with fewer tickets, on the other paths; None where it may be too many."""
        few = self.tickets < number
        found = self._harm(few, ~self.chosen)
        return found if (few & ~self.chosen).sum() >= QUIET_DAYS and found.high <= HARM else None

    def share(self, number: int) -> float:
        """How many of all days have fewer tickets."""
        return float((self.tickets < number).mean())

    def _harm(self, few: np.ndarray, half: np.ndarray) -> Difference:
        """Mean harm of some days, days on which fewer wait too long counted as unharmed.

        Rare hits may be missing among the days that were looked at: the visitors harmed are taken as a share of the
        most that may be hit on one such day, with the interval of `shares`.
        """
        most = self._most(few)
        harm = np.maximum(self.harm[few & half], 0)
        found = shares(harm, np.full(len(harm), most)).single
        return Difference(most * found.mean, most * found.low, most * found.high)

    def _most(self, few: np.ndarray) -> int:
        """Visitors who may be hit on one of these days: by the quietest days that were hit, and by who is exposed."""
        by_tickets = self.harm[np.argsort(self.tickets, kind="stable")]
        seen = int(self.harm[few].max(initial=0))
        near = int(by_tickets[by_tickets > 0][:HIT].max(initial=0))
        return max(1, seen, min(near, int(self.exposed[few].max(initial=0))))
