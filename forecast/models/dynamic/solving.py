"""Solving: exact moving part and effects of a Gaussian model, by one pass forward and one back."""

from dataclasses import dataclass

import numpy as np

from forecast.models.dynamic.columns import Prior
from forecast.models.dynamic.filter import run_filter, run_smoother
from forecast.models.dynamic.habits import Habits
from forecast.models.dynamic.history import History


@dataclass(frozen=True)
class Linear:
    """Counts made linear about some log rates.

    Parameters
    ----------
    observed
        Log rates as each day alone would have them, less the base, shape (n,).
    counting
        Variance of each from the chance of counting, shape (n,).
    trust
        What each day's noise counts for, about 1, far less on odd days, shape (n,).
    jumps
        Variance that the level gets before each day besides its usual one, shape (n,).
    """

    observed: np.ndarray
    counting: np.ndarray
    trust: np.ndarray
    jumps: np.ndarray


@dataclass(frozen=True)
class Solved:
    """Log likelihood without constants, effects (columns,), last states (10,), and what the way back needs."""

    likelihood: float
    effects: np.ndarray
    state: np.ndarray
    innovations: np.ndarray
    variances: np.ndarray
    gains: np.ndarray
    noise: np.ndarray
    own: np.ndarray


@dataclass(frozen=True)
class Seen:
    """What all days together tell of each day, all of shape (n,).

    Parameters
    ----------
    noise
        Its noise: the chance of counting and its own.
    own
        Its own noise's mean square, where 1 is usual.
    outlying
        Standardised evidence that it is odd, a standard normal where it is not.
    jump
        Standardised evidence that the level jumped before it.
    """

    noise: np.ndarray
    own: np.ndarray
    outlying: np.ndarray
    jump: np.ndarray


def solve(history: History, linear: Linear, habits: Habits, prior: Prior) -> Solved:
    """Effects and last states given the habits, and the likelihood of the habits, effects and states averaged out.

    With innovations e of the observations and E of the columns, both divided by the roots of their variances f, and
    a prior N(0, V) of the effects: b = (E'E + V^-1)^-1 E'e, and -2 log likelihood = sum log f + e'e - b'E'e
    + log|E'E + V^-1| + log|V| (Rosenberg 1973; Durbin and Koopman 2012, section 6.2.3).
    """
    used = history.columns.any(axis=0)
    columns, mean = history.columns[:, used], prior.mean[used]
    own = habits.noise**2 / linear.trust
    noise = linear.counting + own
    rows = np.column_stack([linear.observed - columns @ mean, columns])
    innovations, variances, gains, states = run_filter(
        history.gaps, history.weekday, rows, noise, linear.jumps, habits.keeps, habits.moves, habits.start
    )
    products = innovations.T @ (innovations / variances[:, None])
    known = prior.variances(habits.year, history.days)[used]
    root = np.linalg.cholesky(products[1:, 1:] + np.diag(1 / known))
    half = np.linalg.solve(root, products[1:, 0])
    found = np.linalg.solve(root.T, half)
    fit = np.log(variances).sum() + products[0, 0] - half @ half
    size = 2 * np.log(np.diag(root)).sum() + np.log(known).sum()
    effects = prior.mean.copy()
    effects[used] += found
    return Solved(
        float(-(fit + size) / 2),
        effects,
        states[:, 0] - states[:, 1:] @ found,
        innovations[:, 0] - innovations[:, 1:] @ found,
        variances,
        gains,
        noise,
        own,
    )


def look_back(history: History, solved: Solved, habits: Habits) -> Seen:
    """The noise of each day in the light of all days."""
    u, d, jump = run_smoother(
        history.gaps, history.weekday, solved.innovations, solved.variances, solved.gains, habits.keeps
    )
    square = (solved.own * u) ** 2 + np.maximum(solved.own - solved.own**2 * d, 0.0)
    return Seen(solved.noise * u, square / habits.noise**2, u / np.sqrt(d), jump)
