"""Calibration: how often ranges hold what they state."""

from dataclasses import dataclass

import numpy as np

from forecast.backtest.result import Level
from forecast.backtest.scoring import BOOTSTRAP_DRAWS
from forecast.scores import clustered_interval, inside

STATED = (*(round(n / 20, 2) for n in range(2, 20)), 0.975)
BINS = 10


@dataclass(frozen=True)
class Calibration:
    """Stated and observed shares of one model at one level.

    Parameters
    ----------
    stated
        Shares of central ranges.
    observed, low, high
        Share of what came inside each, with its 90 % bootstrap interval by origins; same length.
    histogram
        Density of the PIT over equal bins: 1 everywhere when ranges are true, high at both ends when they are too
        narrow, high in the middle when they are too wide.
    """

    stated: tuple[float, ...]
    observed: np.ndarray
    low: np.ndarray
    high: np.ndarray
    histogram: np.ndarray


def calibration(level: Level, model: str, generator: np.random.Generator) -> Calibration:
    """Calibration over all scored cells.

    Raises
    ------
    ValueError
        If nothing was scored.
    """
    if not level.scored.any():
        raise ValueError("no cell was scored")
    found, cells = level.predicted[model], level.scored
    number = cells.sum(axis=(1, 2))
    hits = [np.where(cells, inside(found.below, found.upto, share), 0.0).sum(axis=(1, 2)) for share in STATED]
    ends = [clustered_interval(each, number, BOOTSTRAP_DRAWS, generator) for each in hits]
    return Calibration(
        STATED,
        np.array([each.sum() for each in hits]) / number.sum(),
        np.array([low for low, _ in ends]),
        np.array([high for _, high in ends]),
        pit_histogram(found.below[cells], found.upto[cells]),
    )


def pit_histogram(below: np.ndarray, upto: np.ndarray) -> np.ndarray:
    """Density of the nonrandomised PIT over `BINS` equal bins (Czado, Gneiting and Held, *Biometrics* 65, 2009)."""
    edges = np.linspace(0, 1, BINS + 1)
    step = np.maximum(upto - below, 1e-9)
    reached = np.clip((edges[:, None] - below) / step, 0, 1).mean(axis=1)
    reached[-1] = 1.0
    return np.diff(reached) * BINS
