"""Memory: what keeps forecasts, so that nothing is worked out twice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

import numpy as np

Job = Callable[[], np.ndarray]
"""Makes an array. It can be sent to another process."""


@dataclass(frozen=True)
class Made:
    """An array, and the seconds that it took when it was made."""

    array: np.ndarray
    seconds: float


class Memory(Protocol):
    """Keeps arrays by the hash of all that they were made from; may forget at any time.

    `recall` gives the array of every key, from before or made now by its job.
    """

    def recall(self, jobs: Mapping[str, Job]) -> dict[str, Made]: ...


class Forgetful:
    """A memory that keeps nothing."""

    def recall(self, jobs: Mapping[str, Job]) -> dict[str, Made]:
        """Makes each array anew."""
        return {key: made(job) for key, job in jobs.items()}


FORGETFUL = Forgetful()


def made(job: Job) -> Made:
    """Does a job and takes its time."""
    begun = perf_counter()
    array = job()
    return Made(array, perf_counter() - begun)
