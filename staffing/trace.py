"""Trace: what happened to each visitor and each officer on simulated days."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Trace:
    """What happened to each visitor at each stop, and to each officer.

    Parameters
    ----------
    begin
        Minute at which each stop began, nan where it did not, shape (visitors, stops).
    by
        Officer who served it, int; NOBODY where it never began, HOME where the visitor was sent home before it
        because it could begin only after closing, LEFT where he lost patience before the first call; same shape.
    overtime
        Minutes worked beyond the shift's end, shape (days, paths, officers).
    seats
        Most people waiting at once, int, shape (days, paths).
    called
        Standby calls, int, shape (days, paths).
    minutes
        How long each stop took, shape (visitors, stops); where none began it means nothing.
    """

    begin: np.ndarray
    by: np.ndarray
    overtime: np.ndarray
    seats: np.ndarray
    called: np.ndarray
    minutes: np.ndarray
