"""LinesResult: decided lines and everything true about how they were found."""

from dataclasses import dataclass

import numpy as np

from office.provenance import Status


@dataclass(frozen=True, eq=False)
class LinesResult:
    """Lines with their price, bound, status and times.

    Parameters
    ----------
    chosen
        Which candidates are held, bool, shape (candidates,).
    price
        What the wishes that are missed cost, as the rules judge it.
    bound
        Proven lower bound of the price; minus infinity when none was proven in time. Where hard rules had to break,
        of the lines that break no more.
    broken
        Weight of hard rules that are broken: 0 unless they contradict each other or no time was left.
    status
        ``optimal``, ``within_gap``, ``feasible``, or ``stopped``.
    seconds, first_seconds
        Wall time in all, and until the first lines.
    """

    chosen: np.ndarray
    price: float
    bound: float
    broken: float
    status: Status
    seconds: float
    first_seconds: float

    @property
    def gap(self) -> float:
        """(price - bound) / price; 0 when the bound is reached."""
        return 0.0 if self.price - self.bound <= 1e-9 else (self.price - self.bound) / max(self.price, 1e-9)
