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


@pytest.mark.parametrize(("late", "share"), [(0, 1.0), (10, 0.0)])
def test_two_paths_prove_little(late, share):
    """Everybody in time, or nobody, on two paths: the share is plain, its interval wide."""
    found = share_in_time(_outcome(np.full((2, 1, 1), 10), np.full((2, 1, 1), late)))
    assert found.mean == share
    assert found.high - found.low > 0.5


def test_nobody_was_called_late():
    """Without visitors nobody was late."""
    found = share_in_time(_outcome(np.zeros((2, 1, 1), dtype=int), np.zeros((2, 1, 1), dtype=int)))
    assert (found.mean, found.low, found.high) == (1, 1, 1)


def test_the_share_differs_from_nobody_in_time_by_itself():
    """Against a baseline in which everybody is late the gain is the share itself, with almost the same interval."""
    rng = np.random.default_rng(4)
    visitors = rng.poisson(20, (50, 7, 1))
    late = rng.binomial(visitors, 0.3)
    share, gain = (
        share_in_time(_outcome(visitors, late)),
        compare(_outcome(visitors, late), _outcome(visitors, visitors)),
    )
    assert share.mean == pytest.approx(gain.mean)
    assert (share.low, share.high) == pytest.approx((gain.low, gain.high), abs=0.002)


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
