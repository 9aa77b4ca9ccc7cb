"""Board: the best solution and the best bound so far, as several searches know them."""

import threading
import time
from collections.abc import Callable

import numpy as np

from scheduler.lines.program import Program

REPORT_SECONDS = 0.25
Progress = Callable[[float, float, float], None]
"""Told the best price, the bound and the seconds since the start."""


class Board:
    """What is known of a program so far. Searches in several threads write to it.

    Parameters
    ----------
    program
        What is solved.
    cost
        Its objective, shape (columns,).
    until
        Monotonic time at which all searches end.
    stop
        Set from outside, or here when nothing is left to find.
    on_progress
        Told the best price, the bound and the seconds since the start, at most about four times a second.
    gap
        Relative gap that is good enough.
    """

    def __init__(
        self, program: Program, cost: np.ndarray, until: float, stop: threading.Event, on_progress: Progress, gap: float
    ) -> None:
        self.program, self.cost, self.until, self.stop = program, cost, until, stop
        self.values: np.ndarray | None = None
        self.price, self.bound = np.inf, -np.inf
        self.first_seconds = np.inf
        self.done = threading.Event()
        self._on_progress, self._gap = on_progress, gap
        self._started, self._told, self._lock = time.monotonic(), 0.0, threading.Lock()
        self._step = _step(cost)

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._started

    @property
    def left(self) -> float:
        """Seconds that are left; none when it is over."""
        return 0.0 if self.is_over else self.until - time.monotonic()

    def ended(self) -> bool:
        """As `is_over`, to be asked by a solver."""
        return self.is_over

    @property
    def is_over(self) -> bool:
        """Whether searches should end."""
        return self.stop.is_set() or self.done.is_set() or time.monotonic() >= self.until

    @property
    def is_proven(self) -> bool:
        """Whether nothing better exists."""
        return self.values is not None and self.price - self.bound < 1e-6 * max(1.0, abs(self.price))

    def offer(self, values: np.ndarray) -> bool:
        """Takes a solution if it is better and keeps every row; whether it was."""
        whole = np.rint(values)
        price = float(self.cost @ whole)
        if price >= self.price or not self.program.fits(whole):
            return False
        with self._lock:
            if price >= self.price:
                return False
            self.values, self.price = whole, price
            self.first_seconds = min(self.first_seconds, self.seconds)
        self._tell()
        return True

    def prove(self, bound: float) -> None:
        """Takes a lower bound if it is better; costs are multiples of a step, and so are prices."""
        if np.isfinite(bound) and self._step:
            bound = np.ceil(bound / self._step - 1e-6) * self._step
        with self._lock:
            self.bound = max(self.bound, float(bound))
        self._tell()

    def _tell(self) -> None:
        if self.price - self.bound <= max(self._gap * abs(self.price), 1e-9):
            self.done.set()
        if np.isfinite(self.price) and self.seconds - self._told >= REPORT_SECONDS:
            self._told = self.seconds
            self._on_progress(self.price, self.bound, self.seconds)


def _step(cost: np.ndarray) -> float:
    """What all costs are whole multiples of; 0 where they are no whole numbers."""
    priced = np.abs(cost[cost != 0])
    if (priced != np.rint(priced)).any():
        return 0.0
    return float(np.gcd.reduce(priced.astype(np.int64))) if len(priced) else 1.0
