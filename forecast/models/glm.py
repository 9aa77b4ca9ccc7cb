"""Fitting a Poisson regression with statsmodels: where everything that can go wrong has one name."""

import warnings
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


def fit_rows(real: Rows, rows: Rows) -> Found:
    """Effects of `rows`, and Pearson's dispersion of the first of them, the `real` ones.

    Raises
    ------
    FitError
        If the fit does not converge, separates perfectly or breaks down.
    """
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            glm = GLM(rows.visitors, rows.columns, family=Poisson(), offset=rows.offset, var_weights=rows.weights)
            result = glm.fit(maxiter=50)
        except (Warning, ValueError, np.linalg.LinAlgError) as failed:
            raise FitError(type(failed).__name__) from failed
    fitted = result.fittedvalues[: len(real.visitors)]
    total = float(real.weights.sum())
    freedom = max(total / 2, total - np.count_nonzero(real.columns.any(axis=0)))
    pearson = float(np.sum(real.weights * (real.visitors - fitted) ** 2 / fitted))
    return Found(np.asarray(result.params), max(1.0, pearson / freedom))
