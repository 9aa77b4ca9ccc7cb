"""Intervals cover the truth as often as they say, near 0 and on clustered visitors too."""

import numpy as np
import pytest

from staffing.intervals import ratios, shares


def clustered(rng, chance, alike, paths, visitors, worlds):
    """Late and all visitors of each path; paths swing (beta) around the chance, `alike` = correlation inside a path."""
    come = rng.poisson(visitors, (paths, worlds))
    if alike == 0:
        return rng.binomial(come, chance), come
    swing = rng.beta(chance * (1 / alike - 1), (1 - chance) * (1 / alike - 1), (paths, worlds))
    return rng.binomial(come, swing), come


@pytest.mark.parametrize(
    ("chance", "alike", "paths", "visitors"),
    [(0.2, 0.0, 200, 20), (0.2, 0.3, 200, 20), (0.01, 0.0, 200, 20), (0.01, 0.3, 500, 20), (0.02, 0.2, 1000, 1),
     (0.002, 0.2, 1000, 20), (0.0005, 0.5, 1000, 25), (0.98, 0.2, 300, 20), (0.5, 0.9, 100, 4)],
)  # fmt: skip
def test_intervals_of_shares_cover(chance, alike, paths, visitors):
    """In 2,000 worlds the true share lies in the interval about 95 times of 100, or more often where it is near 0."""
    rng = np.random.default_rng(7)
    late, come = clustered(rng, chance, alike, paths, visitors, 2000)
    found = shares(late, come)
    covered = np.mean((found.low <= chance) & (chance <= found.high))
    assert covered >= 0.93
    assert (found.low >= 0).all()
    assert (found.high <= 1).all()
    if late.sum(axis=0).min() > 20:
        assert covered <= 0.97


def test_nobody_late_is_no_proof_of_never():
    """No late visitor on 300 paths: the upper end is about the rule of three, however many visitors a path has."""
    for visitors in (1, 50):
        found = shares(np.zeros((300, 1)), np.full((300, 1), visitors))
        assert (found.mean[0], found.low[0]) == (0, 0)
        assert 3 / 300 < found.high[0] < 4 / 300


def test_visitors_who_fare_alike_count_less():
    """Whole paths late or not: the interval is that of as many single visitors as there are paths."""
    late = np.zeros((100, 1))
    late[:20] = 10
    alone, alike = shares(late > 0, np.ones((100, 1))), shares(late, np.full((100, 1), 10))
    assert alike.low[0] == pytest.approx(alone.low[0], rel=0.02)
    assert alike.high[0] == pytest.approx(alone.high[0], rel=0.02)


def test_no_base_no_share():
    """Where nobody comes the share is 0 with nothing around it."""
    found = shares(np.zeros((5, 2)), np.array([[0, 1]] * 5))
    assert (found.mean[0], found.low[0], found.high[0]) == (0, 0, 0)


def test_intervals_of_ratios_cover():
    """Gamma waits on Poisson visitors: mean wait a visitor, in 95 of 100 worlds."""
    rng = np.random.default_rng(8)
    come = rng.poisson(9, (150, 1500))
    minutes = rng.gamma(2 * np.maximum(come, 1e-9), 3)
    wait = ratios(minutes, come)
    assert 0.93 < np.mean((wait.low <= 6) & (wait.high >= 6)) < 0.97


def test_one_path_has_no_interval():
    """A single path says nothing of how far off it is."""
    found = ratios(np.array([[6.0]]), np.array([[2]]))
    assert (found.low[0], found.mean[0], found.high[0]) == (3, 3, 3)
