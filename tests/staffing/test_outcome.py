"""Shares of simulated visitors and their intervals."""

from datetime import date

import numpy as np
import pytest

from office.grid import SlotGrid
from staffing.outcome import Outcome, by_service, compare, share_in_time


def _outcome(visitors: np.ndarray, late: np.ndarray) -> Outcome:
    """Only the counts matter here."""
    grid = SlotGrid(date(2026, 11, 30), visitors.shape[1], 30, 480, 16)
    none = np.zeros(1)
    return Outcome(grid, ("a",), visitors, late, late, *[none] * 11)


def test_the_interval_of_the_share_covers_the_truth():
    """Each visitor late with chance 0.1, independently: about 95 of 100 intervals hold 0.9."""
    rng = np.random.default_rng(3)
    visitors = np.full((150, 7, 1), 20)
    found = [share_in_time(_outcome(visitors, rng.binomial(visitors, 0.1))) for _ in range(300)]
    assert 0.9 < np.mean([share.low <= 0.9 <= share.high for share in found]) < 0.99


@pytest.mark.parametrize(("visitors", "late", "share"), [(10, 0, 1.0), (10, 10, 0.0), (0, 0, 1.0)])
def test_shares_without_spread_have_no_interval(visitors, late, share):
    """Everybody in time, nobody in time, nobody at all; on two paths and on one."""
    for paths in (1, 2):
        found = share_in_time(_outcome(np.full((paths, 1, 1), visitors), np.full((paths, 1, 1), late)))
        assert (found.mean, found.low, found.high) == pytest.approx((share, share, share))


def test_the_share_differs_from_nobody_late_by_its_own_lateness():
    """Against a baseline in which everybody is late the gain is the share itself, with the same interval."""
    rng = np.random.default_rng(4)
    visitors = rng.poisson(20, (50, 7, 1))
    late = rng.binomial(visitors, 0.3)
    share, gain = (
        share_in_time(_outcome(visitors, late)),
        compare(_outcome(visitors, late), _outcome(visitors, visitors)),
    )
    assert (share.mean, share.low, share.high) == pytest.approx((gain.mean, gain.low, gain.high))


def test_each_service_is_told_apart():
    """Two services on two paths: shares over all their visitors; one that nobody came for has missed nothing."""
    visitors = np.array([[[10, 0]], [[30, 0]]])
    late = np.array([[[1, 0]], [[3, 0]]])
    grid = SlotGrid(date(2026, 11, 30), 1, 30, 480, 16)
    none = np.zeros(1)
    outcome = Outcome(grid, ("a", "b"), visitors, late, 2 * late, 5.0 * visitors, *[none] * 10)
    first, second = by_service(outcome)
    assert (first.service, first.visitors, first.mean_wait) == ("a", 20, 5.0)
    assert (first.in_time, first.out_in_time) == (pytest.approx(0.9), pytest.approx(0.8))
    assert (second.visitors, second.in_time, second.out_in_time, second.mean_wait) == (0, 1, 1, 0)
