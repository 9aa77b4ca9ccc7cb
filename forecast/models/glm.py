"""Fitting a Poisson regression: where everything that can go wrong has one name."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from forecast.models.design import Rows

MOST_STEPS = 100
MOST_HALVINGS = 30
MOST_EXPONENT = 300.0
LEAST_FITTED = 1e-9
CLOSE_ENOUGH = 1e-9
"""Gain in log likelihood at which to stop."""
ROUNDING = 1e-12
"""Relative error of a likelihood that was summed in floating point."""


class FitError(Exception):
    """A service's regression could not be fitted."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Found:
    """Estimated effects, shape (effects,), and Pearson's dispersion of the real rows, at least 1."""

    effects: np.ndarray
    dispersion: float


def fit_dispersed(real: Rows, with_prior: Callable[[Rows], Rows]) -> np.ndarray:
    """Effects where real rows weigh 1 / dispersion beside their priors: once to find it, once with it; (effects,)."""
    first = fit_rows(real, with_prior(real))
    return fit_rows(real, with_prior(real.scaled(1 / first.dispersion)), first.effects).effects


def fit_rows(real: Rows, rows: Rows, start: np.ndarray | None = None) -> Found:
    """Effects of `rows`, and Pearson's dispersion of the first of them, the `real` ones.

    An effect that no real row knows keeps its prior value and is left out of the fit.

    Parameters
    ----------
    real
        Rows that were observed.
    rows
        The same rows, weighted, and those of the priors; of an effect without real rows exactly one, a unit row.
    start
        Effects to begin with, shape (effects,).

    Raises
    ------
    FitError
        If the fit does not converge or breaks down.
    """
    used = real.columns.any(axis=0)
    alone = ~rows.columns[:, used].any(axis=1)
    effects = rows.columns[alone].T @ (np.log(rows.visitors[alone]) - rows.offset[alone])
    told = Rows(rows.columns[~alone][:, used], rows.visitors[~alone], rows.weights[~alone], rows.offset[~alone])
    effects[used] = _maximum(told, None if start is None else start[used])
    fitted = np.maximum(np.exp(np.minimum(real.columns @ effects + real.offset, MOST_EXPONENT)), LEAST_FITTED)
    total = float(real.weights.sum())
    freedom = max(total / 2, total - np.count_nonzero(used))
    pearson = float(np.sum(real.weights * (real.visitors - fitted) ** 2 / fitted))
    return Found(effects, max(1.0, pearson / freedom))


def _maximum(rows: Rows, start: np.ndarray | None) -> np.ndarray:
    """The effects of largest likelihood.

    Newton's method on a concave function, steps halved until they climb.
    """
    effects = _begin(rows) if start is None else start
    likelihood, slope, curvature = _climb(rows, effects)
    for _ in range(MOST_STEPS):
        step = _solved(curvature, slope)
        if float(slope @ step) < CLOSE_ENOUGH:
            return effects
        for _ in range(MOST_HALVINGS):
            tried = _climb(rows, effects + step)
            if tried[0] >= likelihood - ROUNDING * abs(likelihood):
                break
            step = step / 2
        effects = effects + step
        likelihood, slope, curvature = tried
    raise FitError("no_convergence")


def _begin(rows: Rows) -> np.ndarray:
    """One round of least squares on the logs of the visitors."""
    seen = np.maximum(rows.visitors, 0.5)
    weighed = (rows.weights * seen)[:, None] * rows.columns
    return _solved(rows.columns.T @ weighed, weighed.T @ (np.log(seen) - rows.offset))


def _climb(rows: Rows, effects: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Logarithm of the likelihood up to a constant, its slope and its negative curvature."""
    exponent = np.minimum(rows.columns @ effects + rows.offset, MOST_EXPONENT)
    fitted = np.exp(exponent)
    likelihood = float(rows.weights @ (rows.visitors * exponent - fitted))
    slope = rows.columns.T @ (rows.weights * (rows.visitors - fitted))
    return likelihood, slope, rows.columns.T @ ((rows.weights * fitted)[:, None] * rows.columns)


def _solved(curvature: np.ndarray, right: np.ndarray) -> np.ndarray:
    try:
        found = np.linalg.solve(curvature, right)
    except np.linalg.LinAlgError as failed:
        raise FitError("singular") from failed
    if not np.isfinite(found).all():
        raise FitError("not_finite")
    return np.asarray(found)
