"""Pooling: much data speak for themselves, no data say what the others say, nothing says what is written."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.servicetimes.pooling import pool


def test_the_three_ends():
    """A service with data keeps its value, one without takes its step's, a step without data stays as written."""
    found = np.array([0.2, 0.22, 0.18, 0.0, 0.0])
    variance = np.array([1e-6, 1e-6, 1e-6, np.inf, np.inf])
    pooled = pool(found, variance, np.array([0, 0, 0, 0, 1]))
    assert pooled.value[:3] == pytest.approx(found[:3], abs=1e-3)
    assert 0.1 < pooled.value[3] < 0.22
    assert pooled.value[4] == 0
    assert pooled.own[:3] == pytest.approx(1.0, abs=1e-3)
    assert (pooled.own[3], pooled.own[4], pooled.shared[4]) == (0, 0, 0)


@given(st.lists(st.tuples(st.floats(-0.5, 0.5), st.floats(1e-4, 1.0), st.integers(0, 2)), min_size=1, max_size=8))
def test_weights_are_weights(items):
    """None is negative, own, shared and written sum to 1, and the value lies in the hull of all that was found."""
    found, variance, group = (np.array(column) for column in zip(*items, strict=True))
    pooled = pool(found, variance, group)
    assert (pooled.own >= 0).all()
    assert (pooled.shared >= -1e-12).all()
    assert (pooled.own + pooled.shared <= 1 + 1e-9).all()
    low, high = min(found.min(), 0), max(found.max(), 0)
    assert (pooled.value >= low - 1e-9).all()
    assert (pooled.value <= high + 1e-9).all()


def test_pooling_is_nearer_than_either_alone():
    """200 offices drawn from the model: smaller squared error than the data alone and than the written minutes."""
    rng = np.random.default_rng(4)
    group = np.repeat(np.arange(4), 3)
    own, pooled, written = [], [], []
    for _ in range(200):
        truth = 0.25 * rng.standard_normal(4)[group] + 0.12 * rng.standard_normal(12)
        variance = rng.choice([0.001, 0.05, 0.2], 12)
        found = truth + np.sqrt(variance) * rng.standard_normal(12)
        own.append(((found - truth) ** 2).mean())
        pooled.append(((pool(found, variance, group).value - truth) ** 2).mean())
        written.append((truth**2).mean())
    assert np.mean(pooled) < 0.5 * np.mean(own)
    assert np.mean(pooled) < 0.4 * np.mean(written)
