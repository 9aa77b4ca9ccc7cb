"""Fitting a Poisson regression with statsmodels: where everything that can go wrong has one name."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from forecast.models.design import Rows


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
    effects[used], fitted = _maximum(told, None if start is None else start[used])
    fitted = fitted[: len(real.visitors)]
    total = float(real.weights.sum())
    freedom = max(total / 2, total - np.count_nonzero(used))
    pearson = float(np.sum(real.weights * (real.visitors - fitted) ** 2 / fitted))
    return Found(effects, max(1.0, pearson / freedom))


def _maximum(rows: Rows, start: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """The effects of largest likelihood, and the fitted visitors."""
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM
    from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", PerfectSeparationWarning)  # counts met exactly are welcome
        try:
            glm = GLM(rows.visitors, rows.columns, family=Poisson(), offset=rows.offset, var_weights=rows.weights)
            result = glm.fit(start_params=start, maxiter=50)
        except (Warning, ValueError, np.linalg.LinAlgError) as failed:
            raise FitError(type(failed).__name__) from failed
    return np.asarray(result.params), np.asarray(result.fittedvalues)
