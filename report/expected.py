"""The one number that stands for a forecast wherever people read it: the mean, which days and parts may be added by."""

import numpy as np

from forecast.distribution import interval
from forecast.explain import in_whole

Row = tuple[np.ndarray, np.ndarray, np.ndarray]


def expected(samples: np.ndarray) -> Row:
    """Lower end, mean and upper end of the central range of 80 %, each of shape (...) for samples (paths, ...)."""
    low, _, high = interval(samples)
    return low, samples.mean(axis=0), high


def whole_parts(parts: np.ndarray) -> np.ndarray:
    """Parts of a number in whole people that sum to the number as it is shown.

    Parameters
    ----------
    parts
        Shape (parts, ...).
    """
    flat = parts.reshape(len(parts), -1)
    columns = [in_whole(flat[:, n], round(float(flat[:, n].sum()))) for n in range(flat.shape[1])]
    return np.array(columns, dtype=int).T.reshape(parts.shape) if columns else parts.astype(int)
