"""Design: the columns of the count regression, and the pseudo-visitors that keep its effects modest."""

from dataclasses import dataclass

import numpy as np

YEAR_DAYS = 365.25
HARMONICS = 5
HARMONICS_FROM_DAYS = 550
"""A yearly pattern is learnt from one and a half years of history on."""
KNOT_DAYS = 365.0
SMOOTH_VISITORS = 30.0
"""Weight, in visitors, of "no yearly pattern" and of "no trend"."""


@dataclass(frozen=True)
class Rows:
    """Rows of a Poisson regression with log link: `visitors` are about exp(columns @ effects + offset).

    `columns` has shape (rows, effects); the others (rows,).
    """

    columns: np.ndarray
    visitors: np.ndarray
    weights: np.ndarray
    offset: np.ndarray

    def scaled(self, factor: float) -> "Rows":
        """The same rows, each weighing `factor` times as much."""
        return Rows(self.columns, self.visitors, self.weights * factor, self.offset)

    def with_prior(self, directions: np.ndarray, visitors: float | np.ndarray, effects: np.ndarray) -> "Rows":
        """These rows and pseudo-visitors that draw effects to prior values.

        A row of x = direction, offset = log m and m exp(effect) visitors has its best fit at the prior effect and the
        curvature of m visitors: a ridge in the unit that an analyst can judge.

        Parameters
        ----------
        directions
            Combinations of effects, shape (priors, effects).
        visitors
            Visitors m that each prior is worth.
        effects
            Prior value of each combination, shape (priors,).
        """
        worth = np.broadcast_to(np.asarray(visitors, dtype=float), len(directions))
        return Rows(
            np.vstack([self.columns, directions]),
            np.concatenate([self.visitors, worth * np.exp(effects)]),
            np.concatenate([self.weights, np.ones(len(directions))]),
            np.concatenate([self.offset, np.log(worth)]),
        )


def weekday_columns(weekday: np.ndarray) -> np.ndarray:
    """One column a weekday, shape (days, 7)."""
    return np.eye(7)[weekday]


def yearly_columns(ordinal: np.ndarray, harmonics: int) -> np.ndarray:
    """Sines and cosines of the year, shape (days, 2 x harmonics)."""
    angle = 2 * np.pi * np.outer(ordinal / YEAR_DAYS, np.arange(1, harmonics + 1))
    return np.hstack([np.sin(angle), np.cos(angle)])


def trend_columns(ordinal: np.ndarray, start: float, end: float) -> np.ndarray:
    """Hats of a trend that is straight between knots about a year apart; 0 at the start, shape (days, knots)."""
    pieces = max(1, round((end - start) / KNOT_DAYS))
    knots = np.linspace(start, end, pieces + 1)
    return np.column_stack([np.interp(ordinal, knots, hat) for hat in np.eye(pieces + 1)[1:]])


def differences(width: int, first: int) -> np.ndarray:
    """The steps of a trend: its first value, then each less the one before; shape (width - first, width)."""
    unit = np.eye(width)
    steps = unit[first:].copy()
    steps[1:] -= unit[first:-1]
    return steps
