"""Sampled futures beside what came: mean, quantiles, and the place of what came among them."""

from collections.abc import Sequence

import numpy as np

from forecast.backtest.result import SHARES, Predicted


def predicted(paths: np.ndarray, visitors: np.ndarray) -> Predicted:
    """Mean, quantiles and the place of what came among sampled futures.

    Parameters
    ----------
    paths
        Int, shape (paths, services, cells).
    visitors
        What came, shape (services, cells).
    """
    ordered = np.sort(paths.astype(np.int32), axis=0)
    places = [max(0, int(np.ceil(share * len(paths) - 1e-9)) - 1) for share in SHARES]  # the inverted cdf
    return Predicted(
        mean=paths.mean(axis=0),
        quantiles=ordered[places],
        below=(ordered < visitors).mean(axis=0),
        upto=(ordered <= visitors).mean(axis=0),
    )


def stacked(parts: Sequence[Predicted]) -> Predicted:
    """The forecasts of all origins as one."""
    return Predicted(
        np.array([part.mean for part in parts]),
        np.stack([part.quantiles for part in parts], axis=1),
        np.array([part.below for part in parts]),
        np.array([part.upto for part in parts]),
    )
