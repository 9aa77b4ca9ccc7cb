"""Memory: what keeps forecasts, so that nothing is worked out twice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

import numpy as np


@dataclass(frozen=True)
class Said:
    """What a model says of some days.

    Parameters
    ----------
    means
        Expected visitors, float, shape (services, days); NaN for services that it was left out for.
    reasons
        Why it was left out, a code for each service, empty where it was not.
    """

    means: np.ndarray
    reasons: tuple[str, ...]


Job = Callable[[], Said]
"""Asks a model. It can be sent to another process."""


@dataclass(frozen=True)
class Made:
    """What a model said, and the seconds that it took when it was asked."""

    said: Said
    seconds: float


class Memory(Protocol):
    """Keeps what models said by the hash of all that it rests on; may forget at any time.

    `recall` gives what belongs to every key, from before or made now by its job.
    """

    def recall(self, jobs: Mapping[str, Job]) -> dict[str, Made]: ...


class Forgetful:
    """A memory that keeps nothing."""

    def recall(self, jobs: Mapping[str, Job]) -> dict[str, Made]:
        """Asks each model anew."""
        return {key: made(job) for key, job in jobs.items()}


FORGETFUL = Forgetful()


def made(job: Job) -> Made:
    """Does a job and takes its time."""
    begun = perf_counter()
    said = job()
    return Made(said, perf_counter() - begun)
