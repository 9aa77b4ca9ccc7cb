"""forecast/models/design.py and forecast/models/glm.py"""

import numpy as np
import pytest

from forecast.models.design import Rows, differences, trend_columns, yearly_columns
from forecast.models.glm import FitError, fit_rows


def test_pseudo_visitors_draw_an_effect_like_visitors_seen():
    """30 visitors where 15 were due, beside 10 pseudo-visitors where 10 were due: 40 of 25."""
    rows = Rows(np.array([[1.0]]), np.array([30.0]), np.ones(1), np.log([15.0]))
    found = fit_rows(rows, rows.with_prior(np.eye(1), 10.0, np.zeros(1)))
    assert np.exp(found.effects[0]) == pytest.approx(40 / 25)


def test_a_prior_alone_gives_its_own_value():
    """An effect without any real visitor to speak of it; the others are fitted as if it were not there."""
    rows = Rows(np.array([[1.0, 0.0], [1.0, 0.0]]), np.array([4.0, 6.0]), np.ones(2), np.zeros(2))
    found = fit_rows(rows, rows.with_prior(np.eye(2)[1:], 10.0, np.array([0.4])))
    assert np.exp(found.effects[0]) == pytest.approx(5)
    assert found.effects[1] == pytest.approx(0.4)


@pytest.mark.parametrize("seed", range(3))
def test_the_fit_is_the_one_of_largest_likelihood(seed):
    """Against statsmodels, with weights and offsets."""
    import statsmodels.api as sm

    rng = np.random.default_rng(seed)
    columns = np.column_stack([np.ones(200), rng.integers(0, 2, (200, 4))])
    offset, weights = rng.normal(size=200), rng.uniform(0.1, 1, 200)
    visitors = rng.poisson(np.exp(columns @ np.array([2.0, 0.5, -2.0, 0.1, 1.0]) + offset)).astype(float)
    rows = Rows(columns, visitors, weights, offset)
    glm = sm.GLM(visitors, columns, family=sm.families.Poisson(), offset=offset, var_weights=weights)
    assert fit_rows(rows, rows).effects == pytest.approx(glm.fit().params, abs=1e-5)


def test_a_day_a_million_times_busier_breaks_nothing():
    """A slip of the pen in the log: the fit is finite."""
    columns = np.column_stack([np.ones(100), np.arange(100) % 7 == 0])
    visitors = np.where(np.arange(100) == 50, 1e7, 10.0)
    rows = Rows(columns, visitors, np.ones(100), np.zeros(100))
    found = fit_rows(rows, rows.with_prior(np.eye(2)[1:], 10.0, np.zeros(1)))
    assert np.isfinite(found.effects).all()


def test_dispersion_is_pearsons():
    """Counts with 4 times the variance of Poisson show a dispersion of about 4, quieter ones 1."""
    rng = np.random.default_rng(0)
    for factor, stated in ((4.0, 4.0), (0.3, 1.0)):
        visitors = np.maximum(rng.normal(100, 10 * np.sqrt(factor), 3000), 0)
        rows = Rows(np.ones((3000, 1)), visitors, np.ones(3000), np.zeros(3000))
        assert fit_rows(rows, rows).dispersion == pytest.approx(stated, rel=0.1)


def test_a_fit_that_breaks_down_has_one_name():
    """Visitors that are no numbers."""
    rows = Rows(np.ones((3, 1)), np.array([1.0, np.nan, 2.0]), np.ones(3), np.zeros(3))
    with pytest.raises(FitError):
        fit_rows(rows, rows)


def test_a_year_later_the_yearly_pattern_is_the_same():
    """Sines and cosines have the period of a year; the trend begins at 0 and rises through its knots."""
    assert yearly_columns(np.array([10.0]), 3) == pytest.approx(yearly_columns(np.array([10.0 + 4 * 365.25]), 3))
    trend = trend_columns(np.array([0.0, 365.0, 730.0]), 0.0, 730.0)
    assert trend.tolist() == [[0, 0], [1, 0], [0, 1]]
    assert differences(4, 2).tolist() == [[0, 0, 1, 0], [0, 0, -1, 1]]
