"""Effects: what a lever changes, on days that it was not chosen on."""

from dataclasses import dataclass

import numpy as np

from staffing.intervals import Z95

SHOWN = 0.5
"""Visitors, or other units, by which something must change on average to be seen in a week at all."""


@dataclass(frozen=True)
class Effect:
    """A mean before and after on the same paths, and the 95 % interval of the change."""

    before: float
    after: float
    low: float
    high: float

    @property
    def change(self) -> float:
        """After less before."""
        return self.after - self.before

    @property
    def is_shown(self) -> bool:
        """Whether a week can show it: chance does not explain it, and it is at least half a unit on average."""
        return not self.low <= 0 <= self.high and abs(self.change) >= SHOWN

    def summary(self) -> dict[str, float | bool]:
        """The figures as data."""
        ends = {"before": self.before, "after": self.after, "low95": self.low, "high95": self.high}
        return {**{name: round(value, 4) for name, value in ends.items()}, "shown": self.is_shown}


def effect_of(before: np.ndarray, after: np.ndarray) -> Effect:
    """The paired effect from what was counted on each path.

    Parameters
    ----------
    before, after
        Counts of the same paths, shape (paths,), at least two.
    """
    change = after - before
    error = Z95 * float(np.std(change, ddof=1)) / np.sqrt(len(change))
    mean = float(change.mean())
    return Effect(float(before.mean()), float(after.mean()), float(mean - error), float(mean + error))
