"""Masks: sets of steps as bits of an integer."""

import numpy as np

from office.compiled import inner

NO_STEP = np.uint64(0)
ONE = np.uint64(1)


@inner
def ones(mask: np.uint64) -> int:
    """Steps of a mask."""
    count = 0
    while mask != NO_STEP:
        mask &= mask - ONE
        count += 1
    return count


@inner
def has(mask: np.uint64, step: int) -> bool:
    """Whether a mask holds a step."""
    return (mask >> np.uint64(step)) & ONE != NO_STEP
