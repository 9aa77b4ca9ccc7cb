"""The filter is exact: it agrees with the normal distribution of all days at once, written out in full."""

import numpy as np
import pytest

from forecast.models.dynamic.columns import Prior
from forecast.models.dynamic.filter import FAST, LEVEL, MONDAY, SLOW
from forecast.models.dynamic.habits import Habits
from forecast.models.dynamic.history import History
from forecast.models.dynamic.solving import Linear, look_back, solve

HABITS = Habits(level=0.02, slow=0.05, fast=0.1, weekday=0.01, noise=0.08, year=0.1, fast_keeps=0.6)
JUMP = 20


@pytest.fixture(scope="module")
def history():
    """Forty days with gaps, three columns that mark a few of them."""
    rng = np.random.default_rng(3)
    ordinal = 738000 + np.sort(rng.choice(60, 40, replace=False)).astype(float)
    columns = (rng.random((40, 3)) < 0.2).astype(float)
    weekday = ((ordinal + 6) % 7).astype(int)
    return History(ordinal, weekday, rng.poisson(30, 40).astype(float), np.ones(40), columns)


@pytest.fixture(scope="module")
def linear():
    rng = np.random.default_rng(4)
    jumps = np.zeros(40)
    jumps[JUMP] = 0.5
    return Linear(rng.normal(0, 0.2, 40), np.full(40, 1 / 30), rng.uniform(0.5, 1.2, 40), jumps)


PRIOR = Prior(np.array([0.1, -0.2, 0.0]), np.array([0.3, 0.2, 0.4]))


class FlatPrior(Prior):
    """No yearly columns among these."""

    def variances(self, year, days):
        return self.doubt**2


def moving_covariance(history, jumps):
    """Covariance of level + swings + weekday between all days, from the definitions of the processes."""
    day = history.ordinal - history.ordinal[0]
    first, apart = np.minimum.outer(day, day), np.abs(np.subtract.outer(day, day))
    start = HABITS.start
    level = start[LEVEL] + HABITS.level**2 * first
    level = level + np.minimum.outer(np.cumsum(jumps), np.cumsum(jumps))
    slow = HABITS.slow**2 * HABITS.keeps[SLOW] ** apart
    fast = HABITS.fast**2 * HABITS.keeps[FAST] ** apart
    same = np.equal.outer(history.weekday, history.weekday)
    return level + slow + fast + same * (start[MONDAY] + HABITS.weekday**2 * first)


def everything(history, linear):
    """Mean and covariance of the observations, and the covariances of signal and columns with them."""
    signal = moving_covariance(history, linear.jumps)
    noise = linear.counting + HABITS.noise**2 / linear.trust
    effects = history.columns @ np.diag(PRIOR.doubt**2)
    return history.columns @ PRIOR.mean, signal + effects @ history.columns.T + np.diag(noise), noise


def test_the_likelihood_is_that_of_the_normal_distribution(history, linear):
    """-(log|S| + (y - m)' S^-1 (y - m)) / 2, with S from the definitions of the processes."""
    mean, cov, _ = everything(history, linear)
    error = linear.observed - mean
    whole = -(np.linalg.slogdet(cov)[1] + error @ np.linalg.solve(cov, error)) / 2
    found = solve(history, linear, HABITS, FlatPrior(PRIOR.mean, PRIOR.doubt))
    assert found.likelihood == pytest.approx(whole, abs=1e-8)


def test_effects_are_their_conditional_means(history, linear):
    """E[b | y] = m + V X' S^-1 (y - X m)."""
    mean, cov, _ = everything(history, linear)
    gain = np.diag(PRIOR.doubt**2) @ history.columns.T @ np.linalg.inv(cov)
    found = solve(history, linear, HABITS, FlatPrior(PRIOR.mean, PRIOR.doubt))
    assert found.effects == pytest.approx(PRIOR.mean + gain @ (linear.observed - mean), abs=1e-8)


def test_noise_looked_back_on_is_its_conditional_mean(history, linear):
    """With the effects given: E[e | y] = H S^-1 (y - X b), and of the part W of H that is the days' own
    E[w^2 | y] = (W S^-1 (y - X b))^2 + W - W S^-1 W."""
    solved = solve(history, linear, HABITS, FlatPrior(PRIOR.mean, PRIOR.doubt))
    seen = look_back(history, solved, HABITS)
    _, _, noise = everything(history, linear)
    own = HABITS.noise**2 / linear.trust
    inverse = np.linalg.inv(moving_covariance(history, linear.jumps) + np.diag(noise))
    left = linear.observed - history.columns @ solved.effects
    assert seen.noise == pytest.approx(noise * (inverse @ left), abs=1e-8)
    square = (own * (inverse @ left)) ** 2 + own - own**2 * np.diag(inverse)
    assert seen.own == pytest.approx(square / HABITS.noise**2, abs=1e-8)


def test_evidence_of_a_jump_is_the_score_of_a_step(history, linear):
    """The standardised score of adding a step s from that day on: s' S^-1 (y - X b) / sqrt(s' S^-1 s)."""
    solved = solve(history, linear, HABITS, FlatPrior(PRIOR.mean, PRIOR.doubt))
    seen = look_back(history, solved, HABITS)
    _, _, noise = everything(history, linear)
    inverse = np.linalg.inv(moving_covariance(history, linear.jumps) + np.diag(noise))
    left = linear.observed - history.columns @ solved.effects
    steps = np.tril(np.ones((40, 40)))
    score = steps.T @ inverse @ left
    assert seen.jump == pytest.approx(score / np.sqrt(np.diag(steps.T @ inverse @ steps)), abs=1e-7)
