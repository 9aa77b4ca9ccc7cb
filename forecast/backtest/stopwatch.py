"""A stopwatch over a memory: what a model would have taken, had nobody made its parts before."""

from collections.abc import Mapping
from time import perf_counter

from forecast.pool.memory import Job, Made, Memory


class Stopwatch:
    """Adds up by how much the recalled arrays took longer, when they were made, than they take now.

    Parameters
    ----------
    memory
        Where arrays are kept.

    Attributes
    ----------
    spared
        Seconds that all recalled arrays once took, less those that recalling them took.
    """

    def __init__(self, memory: Memory) -> None:
        self.spared = 0.0
        self._memory = memory
        self._known: dict[str, Made] = {}

    def recall(self, jobs: Mapping[str, Job]) -> dict[str, Made]:
        """The arrays of these keys, from before or made now."""
        begun = perf_counter()
        self._known |= self._memory.recall({key: job for key, job in jobs.items() if key not in self._known})
        found = {key: self._known[key] for key in jobs}
        self.spared += sum(made.seconds for made in found.values()) - (perf_counter() - begun)
        return found
