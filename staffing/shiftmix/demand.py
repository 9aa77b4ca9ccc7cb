"""Demand: officers on shifts, weighed, must come to at least so much. Needs, cuts and bounds all say this."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Demand:
    """One row: sum of weights x mix >= least.

    Parameters
    ----------
    weights
        Int, not negative, shape (groups, shifts).
    least
        Whole.
    """

    weights: np.ndarray
    least: int


def at_counters(groups: np.ndarray, shifts: np.ndarray, least: Iterable[int]) -> tuple[Demand, ...]:
    """At least so many officers of these groups in each slot; slots of which nothing is asked are left out.

    Parameters
    ----------
    groups
        Who counts, bool, shape (groups,).
    shifts
        Slots of each shift, bool, shape (shifts, slots).
    least
        Officers in each slot.
    """
    return tuple(Demand(np.outer(groups, shifts[:, t]).astype(np.int64), int(n)) for t, n in enumerate(least) if n > 0)
