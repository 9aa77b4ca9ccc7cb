"""forecast/pool/dependence.py"""

import numpy as np
import pytest

from forecast.pool.dependence import fit_dependence


@pytest.mark.parametrize(
    ("lasting", "steady", "shared", "level"),
    [(0.0, 0.0, 0.0, 0.0), (0.5, 0.0, 0.0, 0.0), (0.4, 0.25, 0.4, 0.4), (0.5, 0.4, 0.2, 0.8)],
)
def test_correlations_are_found_again(lasting, steady, shared, level):
    """Scores made of parts of the whole forecast, a week and a day, each in part the office's."""
    rng = np.random.default_rng(0)

    def part(weeks, days, common):
        both = [rng.standard_normal((400, services, weeks, days)) for services in (1, 3)]
        return np.sqrt(common) * both[0] + np.sqrt(1 - common) * both[1]

    whole, week, day = part(1, 1, level), part(4, 1, shared), part(4, 7, shared)
    mixed = np.sqrt(steady) * whole + np.sqrt(lasting - steady) * week + np.sqrt(1 - lasting) * day
    found = fit_dependence(mixed.reshape(400, 3, 28), np.ones(400), np.ones(3))
    assert found.lasting == pytest.approx(lasting, abs=0.05)
    assert found.steady == pytest.approx(steady, abs=0.06)
    assert (found.steady <= found.lasting).all()
    same_day = steady * level + (1 - steady) * shared
    assert found.shared == pytest.approx(same_day, abs=0.05)
    if steady:
        assert found.level == pytest.approx(level, abs=0.12)


def test_services_correlate_as_far_as_they_swing():
    """One large and one small service with the same factor: the estimate for each is scaled by its swing."""
    rng = np.random.default_rng(1)
    factor = rng.standard_normal((400, 1, 28))
    swing = np.array([0.8, 0.2])
    scores = np.sqrt(swing)[:, None] * factor + np.sqrt(1 - swing)[:, None] * rng.standard_normal((400, 2, 28))
    found = fit_dependence(scores, np.ones(400), swing)
    assert np.sqrt(found.shared[0] * found.shared[1]) == pytest.approx(np.sqrt(0.8 * 0.2), abs=0.03)
    assert found.shared[0] > 3 * found.shared[1]


def test_where_nothing_is_known_a_little_is_assumed():
    """No origins, or none that can be judged: a wrong level lasts, services are mostly apart."""
    for scores in (np.zeros((0, 2, 28)), np.full((3, 2, 28), np.nan)):
        found = fit_dependence(scores, np.ones(len(scores)), np.full(2, 0.5))
        assert found.lasting.tolist() == pytest.approx([0.15, 0.15])
        assert found.steady.tolist() == pytest.approx([0.075, 0.075])
        assert found.shared.tolist() == [0, 0]
        assert found.level.tolist() == pytest.approx([1 / 3, 1 / 3])
