"""forecast/pool/dependence.py"""

import numpy as np
import pytest

from forecast.pool.dependence import fit_dependence


@pytest.mark.parametrize(("lasting", "steady", "shared"), [(0.0, 0.0, 0.0), (0.5, 0.0, 0.0), (0.4, 0.25, 0.4)])
def test_correlations_are_found_again(lasting, steady, shared):
    """Scores made of parts of the whole forecast, a week and a day, each in part the office's."""
    rng = np.random.default_rng(0)

    def part(weeks, days):
        both = [rng.standard_normal((120, services, weeks, days)) for services in (1, 3)]
        return np.sqrt(shared) * both[0] + np.sqrt(1 - shared) * both[1]

    level, week, day = part(1, 1), part(4, 1), part(4, 7)
    mixed = np.sqrt(steady) * level + np.sqrt(lasting - steady) * week + np.sqrt(1 - lasting) * day
    scores = mixed.reshape(120, 3, 28)
    found = fit_dependence(scores, np.ones(120))
    assert found.lasting == pytest.approx(lasting, abs=0.08)
    assert found.steady == pytest.approx(steady, abs=0.09)
    assert (found.steady <= found.lasting).all()
    assert found.shared == pytest.approx(shared, abs=0.06)


def test_where_nothing_is_known_a_little_is_assumed():
    """No origins, or none that can be judged: a wrong level lasts, services are apart."""
    for scores in (np.zeros((0, 2, 28)), np.full((3, 2, 28), np.nan)):
        found = fit_dependence(scores, np.ones(len(scores)))
        assert found.lasting.tolist() == pytest.approx([0.15, 0.15])
        assert found.steady.tolist() == pytest.approx([0.08, 0.08])
        assert found.shared == 0
