"""Bins: columns of numbers as the numbers of a few bins that weigh about the same."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Bins:
    """What tells the bins of some columns.

    Parameters
    ----------
    boundaries
        Of each column's bins, each of shape (bins - 1,), increasing; a value on a boundary lies below it.
    known
        Whether each column ever held a value, bool, shape (columns,).
    """

    boundaries: tuple[np.ndarray, ...]
    known: np.ndarray

    @classmethod
    def of(cls, columns: np.ndarray, weights: np.ndarray, most: int) -> "Bins":
        """Boundaries between values where these are few, else where the weights below them reach equal parts.

        Parameters
        ----------
        columns
            Shape (rows, columns), NaN where not known.
        weights
            Of the rows, positive, shape (rows,).
        most
            Bins a column.
        """
        boundaries = tuple(_boundaries(column, weights, most) for column in columns.T)
        return cls(boundaries, np.isfinite(columns).any(axis=0))

    def numbers(self, columns: np.ndarray) -> np.ndarray:
        """The bin of each value, from 0; NaN stays NaN, columns that never held a value are 0; shape as `columns`."""
        found = [
            np.where(known & np.isnan(column), np.nan, np.searchsorted(boundaries, column) * known)
            for column, boundaries, known in zip(columns.T, self.boundaries, self.known, strict=True)
        ]
        return np.column_stack(found)


def _boundaries(column: np.ndarray, weights: np.ndarray, most: int) -> np.ndarray:
    known = np.isfinite(column)
    order = np.argsort(column[known], kind="stable")
    values = column[known][order]
    distinct = np.unique(values)
    if len(distinct) <= most:
        return np.asarray((distinct[1:] + distinct[:-1]) / 2)
    below = np.cumsum(weights[known][order])
    parts = np.arange(1, most) / most
    return np.unique(values[np.searchsorted(below, parts * below[-1])])
