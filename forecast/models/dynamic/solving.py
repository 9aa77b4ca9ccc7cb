"""Solving: exact moving part and effects of a Gaussian model, by one pass forward and one back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

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
    rows = _rows(linear, history.columns[:, used], prior.mean[used])
    own = habits.noise**2 / linear.trust
    noise = linear.counting + own
    innovations, variances, gains, states = _filtered(history, linear, rows, noise, habits)
    known = prior.variances(habits.year, history.days)[used]
    size = np.log(variances).sum(keepdims=True)
    likelihood, root, half = _averaged(_products(innovations, variances)[None], size, known[None])
    found = np.linalg.solve(root[0].T, half[0])
    effects = prior.mean.copy()
    effects[used] += found
    return Solved(
        float(likelihood[0]),
        effects,
        states[:, 0] - states[:, 1:] @ found,
        innovations[:, 0] - innovations[:, 1:] @ found,
        variances,
        gains,
        noise,
        own,
    )


def likelihood_of(history: History, linear: Linear, prior: Prior) -> Callable[[Sequence[Habits]], np.ndarray]:
    """The log likelihoods of several habits, as `solve` has them: all at once, for many tries."""
    used = history.columns.any(axis=0)
    rows = _rows(linear, history.columns[:, used], prior.mean[used])

    def moved(habits: Habits) -> tuple[np.ndarray, float]:
        noise = linear.counting + habits.noise**2 / linear.trust
        innovations, variances, _, _ = _filtered(history, linear, rows, noise, habits)
        return _products(innovations, variances), float(np.log(variances).sum())

    def likelihoods(tried: Sequence[Habits]) -> np.ndarray:
        unlike_year = {replace(habits, year=0.0) for habits in tried}  # the year does not move
        found = {habits: moved(habits) for habits in unlike_year}
        by_habits = [found[replace(habits, year=0.0)] for habits in tried]
        known = np.array([prior.variances(habits.year, history.days)[used] for habits in tried])
        sizes = np.array([size for _, size in by_habits])
        return _averaged(np.array([products for products, _ in by_habits]), sizes, known)[0]

    return likelihoods


def _rows(linear: Linear, columns: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """What the filter reads: observations less what is thought of the effects, and columns, shape (n, 1 + columns)."""
    return np.column_stack([linear.observed - columns @ mean, columns])


def _filtered(
    history: History, linear: Linear, rows: np.ndarray, noise: np.ndarray, habits: Habits
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    return run_filter(
        history.gaps, history.weekday, rows, noise, linear.jumps, habits.keeps, habits.moves, habits.start
    )


def _products(innovations: np.ndarray, variances: np.ndarray) -> np.ndarray:
    """Of innovations over the roots of their variances, shape (1 + columns, 1 + columns)."""
    scaled = innovations / np.sqrt(variances)[:, None]
    return np.asarray(scaled.T @ scaled)


def _averaged(products: np.ndarray, size: np.ndarray, known: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Log likelihoods of several habits, and what the effects need.

    Parameters
    ----------
    products
        See `_products`, shape (habits, 1 + columns, 1 + columns).
    size
        Sum of the variances' logs, shape (habits,).
    known
        Prior variances of the effects, shape (habits, columns).

    Returns
    -------
    tuple
        Log likelihoods (habits,), roots of the effects' precisions (habits, columns, columns), and effects less what
        was thought of them times these roots, (habits, columns).
    """
    root = np.linalg.cholesky(products[:, 1:, 1:] + np.eye(known.shape[1]) / known[:, None])
    half = np.linalg.solve(root, products[:, 1:, :1])[..., 0]
    fit = size + products[:, 0, 0] - (half**2).sum(axis=1)
    spread = 2 * np.log(np.diagonal(root, axis1=1, axis2=2)).sum(axis=1) + np.log(known).sum(axis=1)
    return -(fit + spread) / 2, root, half


def look_back(history: History, solved: Solved, habits: Habits) -> Seen:
    """The noise of each day in the light of all days."""
    u, d, jump = run_smoother(
        history.gaps, history.weekday, solved.innovations, solved.variances, solved.gains, habits.keeps
    )
    square = (solved.own * u) ** 2 + np.maximum(solved.own - solved.own**2 * d, 0.0)
    return Seen(solved.noise * u, square / habits.noise**2, u / np.sqrt(d), jump)
