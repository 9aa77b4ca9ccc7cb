"""The greatest convex function below a table."""

from itertools import combinations

import numpy as np


def convex_minorant(values: np.ndarray) -> np.ndarray:
    """Greatest convex, not increasing function below `values` along the last axis.

    At each point it is the lowest of all chords that span the point (Rockafellar, *Convex Analysis*, 1970,
    corollary 17.1.5), after values have been held down to the lowest before them.

    Parameters
    ----------
    values
        Shape (..., points), finite.

    Returns
    -------
    numpy.ndarray
        Same shape, nowhere above `values`.
    """
    held = np.minimum.accumulate(values, axis=-1)
    lowest = held.copy()
    for a, b in combinations(range(values.shape[-1]), 2):
        share = np.arange(1, b - a) / (b - a)
        chord = held[..., a, None] * (1 - share) + held[..., b, None] * share
        np.minimum(lowest[..., a + 1 : b], chord, out=lowest[..., a + 1 : b])
    return lowest
