"""StaffingCost: what one officer more or less costs in waiting, the only table between forecast and solver."""

from dataclasses import dataclass

import numpy as np

from office.grid import SlotGrid


@dataclass(frozen=True)
class StaffingCost:
    """Expected waiting by officers at work, per day, slot and set of steps, averaged over sample paths.

    Parameters
    ----------
    grid
        The slots of the plan.
    step_sets
        Sets of steps that counters and skills can serve together: the queues that are priced as one.
    waiting
        Expected waiting minutes, shape (days, slots, sets, officers 0..n): convex and not increasing in officers.
    late
        Expected late visitors of the same cells; S-shaped under overload, so a target and no price.
    needed
        Smallest officers that reach the service target, int, shape (days, slots, sets): the Requirement.
    repair
        Largest difference in minutes between the raw means and their greatest convex minorant.
    inflow
        Visitors who reach a set's queue, means, shape (days, slots, sets): while nobody serves it they stay and wait,
        which slot by slot prices, each with somebody in the slots around, do not see.
    minutes
        Mean service time of a set, shape (sets,), 0 where nobody comes.
    """

    grid: SlotGrid
    step_sets: tuple[frozenset[str], ...]
    waiting: np.ndarray
    late: np.ndarray
    needed: np.ndarray
    repair: float
    inflow: np.ndarray
    minutes: np.ndarray

    def __post_init__(self) -> None:
        cells = (*self.grid.shape, len(self.step_sets))
        if self.waiting.shape[:-1] != cells or self.late.shape != self.waiting.shape or self.needed.shape != cells:
            raise ValueError(
                f"waiting {self.waiting.shape}, late {self.late.shape}, needed {self.needed.shape}: {cells}"
            )
        if self.inflow.shape != cells or self.minutes.shape != cells[-1:]:
            raise ValueError(f"inflow {self.inflow.shape}, minutes {self.minutes.shape}: {cells}")
        steps = np.diff(self.waiting, axis=-1)
        if (steps > 1e-6).any() or (np.diff(steps, axis=-1) < -1e-6).any():
            raise ValueError("waiting minutes must be convex and not increasing in officers")

    @property
    def most(self) -> int:
        """Largest number of officers that is priced."""
        return self.waiting.shape[-1] - 1
