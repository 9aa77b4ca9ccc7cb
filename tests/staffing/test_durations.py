"""Service times have the mean and spread that they were asked for."""

import numpy as np
import pytest

from staffing.durations import draw_minutes


@pytest.mark.parametrize(("mean", "cv"), [(12.0, 0.6), (4.0, 0.3), (45.0, 1.5)])
def test_mean_and_cv_are_met(mean, cv):
    """400,000 draws: the mean within 5 standard errors; the log's spread is the lognormal's."""
    drawn = draw_minutes(mean, cv, 400_000, np.random.default_rng(1))
    assert drawn.min() > 0
    assert abs(drawn.mean() - mean) < 5 * mean * cv / np.sqrt(400_000)
    assert np.log(drawn).std() == pytest.approx(np.sqrt(np.log(1 + cv**2)), rel=0.01)


def test_no_spread_is_the_mean_and_draws_as_many():
    """cv 0 gives the mean itself and leaves the generator where another cv would."""
    one, other = np.random.default_rng(7), np.random.default_rng(7)
    assert draw_minutes(9.0, 0.0, 50, one).tolist() == [9.0] * 50
    draw_minutes(9.0, 0.5, 50, other)
    assert one.random() == other.random()


@pytest.mark.parametrize(("mean", "cv"), [(0.0, 0.5), (-1.0, 0.5), (5.0, -0.1)])
def test_nonsense_is_refused(mean, cv):
    """A service takes time and has no negative spread."""
    with pytest.raises(ValueError, match="service time"):
        draw_minutes(mean, cv, 1, np.random.default_rng(0))
