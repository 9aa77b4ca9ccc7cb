"""Board: the best lines and the best bound so far, as several searches know them."""

import threading
import time
from collections.abc import Callable

import numpy as np

REPORT_SECONDS = 0.25
Progress = Callable[[float, float, float], None]
"""Told the best price, the bound and the seconds since the start."""


class Board:
    """What is known so far. Searches in several threads write to it.

    Parameters
    ----------
    step
        What all prices are whole multiples of; 0 where there is no such thing.
    seconds
        Time for all searches.
    stop
        Set from outside when the best so far is wanted.
    on_progress
        Told the best price, the bound and the seconds since the start, at most about four times a second.
    gap
        Relative gap that is good enough.
    """

    def __init__(
        self, step: float, seconds: float, stop: threading.Event, on_progress: Progress | None, gap: float
    ) -> None:
        self.chosen: np.ndarray | None = None
        self.price, self.bound = np.inf, -np.inf
        self.first_seconds = np.inf
        self._step, self.stop, self._gap, self._on_progress = step, stop, gap, on_progress
        self._started, self._told, self._lock = time.monotonic(), 0.0, threading.Lock()
        self._until = self._started + seconds

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._started

    @property
    def left(self) -> float:
        """Seconds that are left; none when it is over."""
        return 0.0 if self.is_over() else max(0.0, self._until - time.monotonic())

    def is_over(self) -> bool:
        """Whether searches should end: stopped, good enough, or out of time."""
        return self.stop.is_set() or self.is_good or time.monotonic() >= self._until

    @property
    def is_good(self) -> bool:
        """Whether nothing better by more than the gap exists."""
        return self.price - self.bound <= max(self._gap * abs(self.price), 1e-9)

    @property
    def step(self) -> float:
        """By how much better lines are better at least."""
        return max(self._step, 1e-6)

    def offer(self, chosen: np.ndarray, price: float) -> bool:
        """Takes lines that keep every rule if they are better; whether they were. `chosen` is bool, (candidates,)."""
        with self._lock:
            if price >= self.price - 1e-9:
                return False
            self.chosen, self.price = chosen, price
            self.first_seconds = min(self.first_seconds, self.seconds)
        self._tell()
        return True

    def prove(self, bound: float) -> None:
        """Takes a lower bound if it is better, rounded up to what a price can be."""
        if np.isfinite(bound) and self._step:
            bound = float(np.ceil(bound / self._step - 1e-6) * self._step)
        with self._lock:
            self.bound = max(self.bound, float(bound))
        self._tell()

    def _tell(self) -> None:
        if self._on_progress and np.isfinite(self.price) and self.seconds - self._told >= REPORT_SECONDS:
            self._told = self.seconds
            self._on_progress(self.price, min(self.bound, self.price), self.seconds)


def step_of(prices: np.ndarray) -> float:
    """What all these are whole multiples of; 0 where they are no whole numbers."""
    priced = np.abs(prices[np.isfinite(prices) & (prices != 0)])
    if (priced != np.rint(priced)).any():
        return 0.0
    return float(np.gcd.reduce(priced.astype(np.int64))) if len(priced) else 1.0
