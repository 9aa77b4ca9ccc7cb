"""A stopwatch over a memory: what a model would have taken, had nobody made its parts before."""

from collections.abc import Callable
from time import perf_counter

import numpy as np

from forecast.pool.rolling import Memory


class Stopwatch:
    """Remembers with every array how long it took to make, and adds up what remembering spared.

    Parameters
    ----------
    memory
        Where arrays and their seconds are kept.

    Attributes
    ----------
    spared
        Seconds that recalled arrays once took.
    """

    def __init__(self, memory: Memory) -> None:
        self.spared = 0.0
        self._memory = memory
        self._known: dict[str, tuple[np.ndarray, float]] = {}

    def recall(self, key: str, make: Callable[[], np.ndarray]) -> np.ndarray:
        """The array of this key, from before or made now."""
        if key in self._known:
            array, seconds = self._known[key]
            self.spared += seconds
            return array
        took: list[float] = []

        def timed() -> np.ndarray:
            begun = perf_counter()
            made = make()
            took.append(perf_counter() - begun)
            return made

        array = self._memory.recall(key, timed)
        seconds = float(self._memory.recall(f"{key}-seconds", lambda: np.array(sum(took))))
        self.spared += 0.0 if took else seconds
        self._known[key] = array, seconds
        return array
