"""Forecasts of the past, in code."""

import numpy as np
import pytest

from forecast.pool.rolling import HORIZON_DAYS, Rolling


def rolling_of(means, visitors, special=None, step=28, last=740_000):
    """Rolling forecasts of arrays (models, origins, services, days ahead) and (origins, services, days ahead)."""
    means, visitors = np.asarray(means, dtype=float), np.asarray(visitors, dtype=float)
    origins = last - step * np.arange(visitors.shape[0])[::-1] - HORIZON_DAYS + 1
    names = tuple("abcdefgh"[: len(means)])
    return Rolling(names, origins, means, visitors, np.zeros(visitors.shape, bool) if special is None else special)


@pytest.fixture
def rolling():
    """The builder above."""
    return rolling_of
