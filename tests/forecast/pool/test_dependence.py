"""forecast/pool/dependence.py"""

import numpy as np
import pytest

from forecast.pool.dependence import fit_dependence


@pytest.mark.parametrize(("lasting", "shared"), [(0.0, 0.0), (0.5, 0.0), (0.3, 0.4)])
def test_correlations_are_found_again(lasting, shared):
    """Scores made of a week's part and a day's part, each in part the office's."""
    rng = np.random.default_rng(0)
    shape = (60, 3, 4, 7)
    week = np.sqrt(shared) * rng.standard_normal((60, 1, 4, 1)) + np.sqrt(1 - shared) * rng.standard_normal(
        (60, 3, 4, 1)
    )
    day = np.sqrt(shared) * rng.standard_normal((60, 1, 4, 7)) + np.sqrt(1 - shared) * rng.standard_normal(shape)
    scores = (np.sqrt(lasting) * week + np.sqrt(1 - lasting) * day).reshape(60, 3, 28)
    found = fit_dependence(scores, np.ones(60))
    assert found.lasting == pytest.approx(lasting, abs=0.08)
    assert found.shared == pytest.approx(shared, abs=0.06)


def test_nothing_known_means_nothing_in_common():
    """No origins, or none that can be judged."""
    for scores in (np.zeros((0, 2, 28)), np.full((3, 2, 28), np.nan)):
        found = fit_dependence(scores, np.ones(len(scores)))
        assert found.lasting.tolist() == [0, 0]
        assert found.shared == 0
