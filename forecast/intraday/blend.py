"""Blend: how much of each shape makes a day's profile, learnt from how each would have done."""

import numpy as np

HALF_LIFE_DAYS = 182.0
LOOSE = 0.2
"""Standard deviation by which a weight may leave where it begins, before any evidence."""


def blend(shapes: np.ndarray, came: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Weights of shapes, not negative, with sum 1, that would have come nearest to past days.

    Least squares in Pearson's measure, the quadratic form of the multinomial deviance, over its dispersion; the
    weights are drawn to `start` like a normal prior of standard deviation `LOOSE`. Later days weigh more.

    Parameters
    ----------
    shapes
        Shares as each shape saw them beforehand, shape (shapes, services, days, slots); 0 where nothing is known.
    came
        Visitors, shape (services, days, slots).
    start
        Weights without evidence, shape (shapes,), with sum 1.
    """
    total = np.broadcast_to(came.sum(axis=-1, keepdims=True), came.shape)
    age = np.broadcast_to(np.arange(came.shape[1])[::-1, None], came.shape)
    mean = np.tensordot(start, shapes, 1)
    used = (mean > 0) & (total > 0)
    if not used.any():
        return start
    weight, number = 0.5 ** (age[used] / HALF_LIFE_DAYS), total[used] * np.maximum(mean[used], 1e-5)
    expected, real = shapes[:, used] * total[used], came[used]
    weights = start
    for _ in range(2):  # the dispersion about the start is too large where the start is far off
        dispersion = max(1.0, float((weight * (real - weights @ expected) ** 2 / number).sum() / weight.sum()))
        weights = _nearest(expected, real, weight / (number * dispersion), start)
    return weights


def _nearest(expected: np.ndarray, real: np.ndarray, weight: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Weighted least squares on the simplex, drawn to `start`."""
    from scipy.optimize import nnls

    scaled = expected * weight
    quadratic = scaled @ expected.T + np.eye(len(start)) / LOOSE**2
    linear = scaled @ real + start / LOOSE**2
    firm = 1e4 * np.trace(quadratic)  # makes the sum 1: a heavy row of least squares
    root = np.linalg.cholesky(quadratic + firm)
    found, _ = nnls(root.T, np.linalg.solve(root, linear + firm))
    return np.asarray(found / found.sum())
