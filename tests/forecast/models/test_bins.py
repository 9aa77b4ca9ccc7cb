"""forecast/models/bins.py"""

import numpy as np
import pytest

from forecast.models.bins import Bins


def test_few_values_have_a_bin_each():
    """Three values: bins 0, 1, 2 with boundaries half way."""
    column = np.array([[3.0], [1.0], [7.0], [1.0]])
    bins = Bins.of(column, np.ones(4), 5)
    assert bins.boundaries[0] == pytest.approx([2, 5])
    assert bins.numbers(column)[:, 0].tolist() == [1, 0, 2, 0]
    assert bins.numbers(np.array([[1.9], [2.1], [99.0]]))[:, 0].tolist() == [0, 1, 2]


def test_many_values_are_shared_out_by_weight():
    """A thousand values, the first half heavier by three: every bin holds a quarter of the weight."""
    rng = np.random.default_rng(0)
    column = rng.permutation(1000).astype(float)[:, None]
    weights = np.where(column[:, 0] < 500, 3.0, 1.0)
    numbers = Bins.of(column, weights, 4).numbers(column)[:, 0].astype(int)
    assert np.bincount(numbers, weights) == pytest.approx(np.full(4, 500.0), abs=3)


def test_the_order_is_kept():
    """A larger value never has a smaller bin."""
    column = np.random.default_rng(1).normal(size=(300, 1))
    numbers = Bins.of(column, np.ones(300), 10).numbers(np.sort(column, axis=0))[:, 0]
    assert (np.diff(numbers) >= 0).all()
    assert set(numbers) == set(range(10))


def test_what_is_not_known_stays_so():
    """NaN stays NaN beside values, also beside one value alone; a column without any value is 0."""
    columns = np.array([[1.0, 4.0, np.nan], [np.nan, np.nan, np.nan], [2.0, 4.0, np.nan]])
    numbers = Bins.of(columns, np.ones(3), 5).numbers(columns)
    assert numbers == pytest.approx(np.array([[0, 0, 0], [np.nan, np.nan, 0], [1, 0, 0]]), nan_ok=True)


def test_bins_are_those_of_scikit_learn():
    """Weighted thresholds of normal numbers with gaps, as the library finds them."""
    theirs = pytest.importorskip("sklearn.ensemble._hist_gradient_boosting.binning", reason="scikit-learn is missing")
    rng = np.random.default_rng(2)
    columns, weights = rng.normal(size=(500, 3)), rng.uniform(0.5, 2, 500)
    columns[rng.random((500, 3)) < 0.1] = np.nan
    mapper = theirs._BinMapper(n_bins=17).fit(columns, sample_weight=weights)
    for mine, library in zip(Bins.of(columns, weights, 16).boundaries, mapper.bin_thresholds_, strict=True):
        assert mine == pytest.approx(library)
