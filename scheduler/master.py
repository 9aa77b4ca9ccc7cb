"""Master: the decided part of a week before officers sit at physical counters."""

from dataclasses import dataclass

import numpy as np

from scheduler.roster import Assignment, Duty


@dataclass(frozen=True)
class Master:
    """Shifts, breaks, back-office blocks by name; counter work as counts of skill groups.

    Parameters
    ----------
    assignments
        Who works which shift with which break.
    fixed
        Duties already decided by name: back-office blocks, and outside duty that an event of the calendar takes
        officers for (then the officer has no assignment that day).
    posts
        Officers of a skill group at counters of a type, int, shape (groups, types, days, slots).
    """

    assignments: tuple[Assignment, ...]
    fixed: tuple[Duty, ...]
    posts: np.ndarray
