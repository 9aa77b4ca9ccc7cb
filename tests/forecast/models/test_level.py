"""forecast/models/level.py"""

import numpy as np
import pytest

from forecast.models.level import PRIOR_VISITORS, choose_level, smooth

DAYS = np.arange(100.0)


def test_a_level_follows_the_ratio_of_what_came_to_what_was_fitted():
    """By the definition: sums with weights (1 - smoothing) ** age, beginning at 1 with some visitors' worth."""
    rng = np.random.default_rng(0)
    visitors, fitted = rng.poisson(8, 100).astype(float), rng.uniform(5, 10, 100)
    weights = 0.9 ** np.arange(100)[::-1]
    oracle = (weights @ visitors + PRIOR_VISITORS) / (weights @ fitted + PRIOR_VISITORS)
    level = smooth(DAYS, visitors, fitted, 0.1, 1.0)
    assert level.at(np.array([130.0]))[0] == pytest.approx(oracle)
    assert smooth(DAYS, visitors, fitted, 0.1, 0.98).at(np.array([130.0]))[0] == pytest.approx(oracle ** (0.98**31))


def test_the_level_of_a_day_knows_nothing_later():
    """A change of the future changes no level seen ahead of it."""
    visitors, fitted = np.full(100, 10.0), np.full(100, 10.0)
    changed = np.where(DAYS >= 50, 90.0, visitors)
    before, after = (smooth(DAYS, v, fitted, 0.2, 1.0).at(DAYS, ahead=10) for v in (visitors, changed))
    assert before[:60].tolist() == after[:60].tolist()
    assert after[60] > before[60]
    assert before[:10].tolist() == [1.0] * 10


def test_a_jump_wants_a_quick_level_and_chance_wants_none():
    """Chosen by the forecasts it would have made."""
    rng = np.random.default_rng(1)
    fitted = np.full(100, 50.0)
    jump = rng.poisson(np.where(DAYS < 40, 30, 90)).astype(float)
    assert choose_level(DAYS, jump, fitted).smoothing >= 0.1
    assert choose_level(DAYS, rng.poisson(50, 100).astype(float), fitted).smoothing <= 0.05


def test_days_without_visitors_do_no_harm():
    """Sums are smoothed apart, so the level never divides by nothing."""
    level = smooth(DAYS, np.zeros(100), np.full(100, 1e-9), 0.2, 1.0)
    assert np.isfinite(level.ratio).all()
