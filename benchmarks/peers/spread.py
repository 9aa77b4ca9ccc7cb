"""The columns every peer answers with: the mean and eleven quantiles."""

import numpy as np

SHARES = np.array([0.025, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.975])
COLUMNS = ("mean", "q025", "q10", "q20", "q30", "q40", "q50", "q60", "q70", "q80", "q90", "q975")
LEVELS = [20, 40, 60, 80, 95]
"""Central ranges, in percent, whose ends are the quantiles beside the median."""


def of_library(answer: dict[str, np.ndarray]) -> np.ndarray:
    """Columns of a statsforecast answer, clipped at 0, shape (steps, columns): its mean is its median."""
    low = [answer[f"lo-{level}"] for level in reversed(LEVELS)]
    high = [answer[f"hi-{level}"] for level in LEVELS]
    return _clipped(np.stack([answer["mean"], *low, answer["mean"], *high], axis=-1))


def of_samples(mean: np.ndarray, samples: np.ndarray) -> np.ndarray:
    """Columns of sampled futures, shape (steps, samples), the mean as median, clipped at 0."""
    quantiles = np.quantile(samples, SHARES, axis=-1).T
    quantiles[:, 5] = mean
    quantiles = np.sort(quantiles, axis=-1)
    return _clipped(np.concatenate([mean[:, None], quantiles], axis=-1))


def of_negative_binomial(mean: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """Columns of counts with variance mean + spread x mean squared; a further last axis."""
    from scipy.stats import nbinom

    size = 1 / np.maximum(np.broadcast_to(spread, mean.shape), 1e-6)
    chance = size / (size + np.maximum(mean, 1e-9))
    quantiles = np.stack([nbinom.ppf(share, size, chance) for share in SHARES], axis=-1)
    return _clipped(np.concatenate([mean[..., None], quantiles], axis=-1))


def moments_spread(visitors: np.ndarray, mean: np.ndarray) -> float:
    """Extra variance over the mean squared by moments: sum((y - m)^2 - m) / sum(m^2), at least 0."""
    return max(0.0, float(((visitors - mean) ** 2 - mean).sum() / max((mean**2).sum(), 1e-9)))


def _clipped(columns: np.ndarray) -> np.ndarray:
    return np.maximum(np.nan_to_num(columns, nan=0.0, posinf=1e9), 0.0)
