"""Symmetry: which columns of a linear program are alike.

Colour refinement (Weisfeiler and Leman's first dimension): columns and rows begin with the colours of their own
numbers and are told apart as long as what they meet differs. For linear programs this is as good as knowing every
symmetry, and takes a fraction of a second.
"""

from typing import Any

import numpy as np

_MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)


def alike(rows: Any, row_keys: np.ndarray, column_keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Classes of rows and of columns, int, numbered from 0, shapes (rows,) and (columns,).

    Within a class all keys are equal, and all members have the same coefficients towards each class of the others.

    Parameters
    ----------
    rows
        Coefficients, shape (rows, columns), sparse.
    row_keys, column_keys
        What tells them apart to begin with, shapes (rows, any) and (columns, any).
    """
    by_row, by_column = rows.tocsr(), rows.tocsc()
    values = np.unique(by_row.data)
    row_kind, column_kind = (np.searchsorted(values, each.data) for each in (by_row, by_column))
    row_class, column_class = _numbered(row_keys), _numbered(column_keys)
    rng = np.random.default_rng(0)
    while True:
        rows_now = _numbered(np.column_stack([row_class, _met(by_row, row_kind, column_class, rng)]))
        columns_now = _numbered(np.column_stack([column_class, _met(by_column, column_kind, rows_now, rng)]))
        is_done = rows_now.max(initial=-1) == row_class.max(initial=-1)
        is_done &= columns_now.max(initial=-1) == column_class.max(initial=-1)
        row_class, column_class = rows_now, columns_now
        if is_done:
            return row_class, column_class


def _numbered(keys: np.ndarray) -> np.ndarray:
    return np.unique(keys, axis=0, return_inverse=True)[1].reshape(-1)


def _met(matrix: Any, kind: np.ndarray, classes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A number for what each line of a matrix meets: the sum of hashes of coefficient and class, int64.

    Lines that meet the same have the same number; others differ but for one chance in 2^64.
    """
    salt = rng.integers(0, 2**63, (2, max(len(kind), len(classes)) + 1), dtype=np.uint64)
    mixed = salt[0][classes[matrix.indices]] ^ salt[1][kind]
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX[0]
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX[1]
    sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(mixed, dtype=np.uint64)])
    return (sums[matrix.indptr[1:]] - sums[matrix.indptr[:-1]]).view(np.int64)
