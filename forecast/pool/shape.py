"""Shape: how the chances of a stated distribution must be bent so that its ranges hold what they say."""

from dataclasses import dataclass

import numpy as np

PRIOR_DAYS = 20.0
"""Days of forecasts that the unbent distribution is worth."""
FURTHEST = 4.5
STEPS = 181
UNSURE = 0.05
"""Variance of an origin's mean score that is there even if all past origins agree."""


@dataclass(frozen=True)
class Shape:
    """A monotone map from normal scores of true chances to normal scores of a stated distribution.

    A score of z is met with the chance that a standard normal variable lies below z. Where stated ranges were too
    narrow in the past, the map is steeper than 1.

    Parameters
    ----------
    scores
        Scores of true chances, increasing, shape (n,).
    stated
        Scores of the stated distribution that belong to them, increasing, shape (n,).
    """

    scores: np.ndarray
    stated: np.ndarray

    def of_score(self, score: np.ndarray) -> np.ndarray:
        """The stated distribution's score."""
        return np.asarray(np.interp(score, self.scores, self.stated))

    def of_chance(self, chance: np.ndarray) -> np.ndarray:
        """The stated distribution's chance to be asked for when `chance` is wanted."""
        from scipy.special import ndtr, ndtri

        return np.asarray(ndtr(self.of_score(ndtri(np.clip(chance, 1e-9, 1 - 1e-9)))))

    def true_chance(self, stated: np.ndarray) -> np.ndarray:
        """The true chance behind a chance of the stated distribution."""
        from scipy.special import ndtr, ndtri

        score = np.interp(ndtri(np.clip(stated, 1e-9, 1 - 1e-9)), self.stated, self.scores)
        return np.where(stated <= 0, 0.0, np.where(stated >= 1, 1.0, ndtr(score)))


def unbent() -> Shape:
    """The shape of a distribution that is taken as stated."""
    ends = np.array([-2 * FURTHEST, 2 * FURTHEST])
    return Shape(ends, ends)


def fit_shape(scores: np.ndarray, weights: np.ndarray, origins: np.ndarray, independence: float) -> Shape:
    """Learns the shape from normal scores of what came in past forecasts.

    A symmetric map of distances from the middle (conformal: the range of 80 % becomes the one that held 80 % of the
    past; Vovk, Gammerman and Shafer, *Algorithmic Learning in a Random World*, 2005), drawn to the unbent one, about a
    shift. The shift corrects forecasts that were always too high or too low; it is shrunk by how much origins disagree,
    to nothing where they show no more than chance (positive-part James-Stein).

    Parameters
    ----------
    scores
        Normal scores, shape (n,).
    weights
        Worth of each in days, shape (n,).
    origins
        Number of the past origin that each belongs to, shape (n,).
    independence
        Part of the origins that is worth a fresh one: below 1 where their horizons overlap.
    """
    from scipy.special import ndtr

    shift = _shift(scores, weights, origins, independence)
    grid = np.linspace(0.0, FURTHEST, STEPS)
    distance = np.abs(scores - shift)
    order = np.argsort(distance)
    total = float(weights.sum())
    seen = np.cumsum(weights[order]) - weights[order] / 2
    held = np.interp(grid, distance[order], seen, left=0.0, right=total) if len(scores) else np.zeros(STEPS)
    held = (held + PRIOR_DAYS * (2 * ndtr(grid) - 1)) / (total + PRIOR_DAYS)
    wanted = np.interp(2 * ndtr(grid) - 1, np.maximum.accumulate(held) + 1e-12 * np.arange(STEPS), grid)
    true = np.concatenate([-grid[:0:-1], grid])
    stated = shift + np.concatenate([-wanted[:0:-1], wanted])
    return Shape(true, stated + 1e-9 * np.arange(len(stated)))


def _shift(scores: np.ndarray, weights: np.ndarray, origins: np.ndarray, independence: float) -> float:
    _, number = np.unique(origins, return_inverse=True)
    worth = np.bincount(number, weights) if len(scores) else np.zeros(0)
    if len(worth) < 3:
        return 0.0
    means = np.bincount(number, weights * scores) / worth
    middle = float(np.average(means, weights=worth))
    fresh = float(worth.sum() ** 2 / (worth**2).sum()) * independence
    error = (float(np.average((means - middle) ** 2, weights=worth)) + UNSURE) / max(fresh - 1, 0.5)
    return middle * max(0.0, 1 - 2 * error / max(middle**2, 1e-12))
