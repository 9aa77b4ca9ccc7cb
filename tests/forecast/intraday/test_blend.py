"""forecast/intraday/blend.py"""

import numpy as np
import pytest

from forecast.intraday.blend import blend

EVEN = np.full(3, 1 / 3)


def days_of(share, visitors, days=100):
    return np.random.default_rng(1).multinomial(visitors, share, size=days)[None].astype(float)


def views(*shares, days=100):
    return np.array([np.broadcast_to(share, (1, days, len(share))) for share in shares])


A, B, C = np.array([0.6, 0.3, 0.1]), np.array([0.1, 0.3, 0.6]), np.array([1, 1, 1]) / 3


@pytest.mark.parametrize("mix", [(1, 0, 0), (0, 0.5, 0.5), (0.2, 0.8, 0)])
def test_the_true_mixture_is_found(mix):
    """Days drawn from a mixture have their visitors expected as that mixture says."""
    mean = np.tensordot(mix, np.array([A, B, C]), 1)
    weights = blend(views(A, B, C), days_of(mean, 5000), EVEN)
    assert weights.sum() == pytest.approx(1)
    assert (weights >= 0).all()
    assert np.tensordot(weights, np.array([A, B, C]), 1) == pytest.approx(mean, abs=0.01)


def test_without_evidence_the_start_stays():
    """Neither empty days nor no days move a weight; a few visitors move little."""
    assert blend(views(A, B, C, days=0), np.zeros((1, 0, 3)), EVEN) == pytest.approx(EVEN)
    assert blend(views(A, B, C), np.zeros((1, 100, 3)), EVEN) == pytest.approx(EVEN)
    assert blend(views(A, B, C, days=1), days_of(A, 3, days=1), EVEN) == pytest.approx(EVEN, abs=0.1)
