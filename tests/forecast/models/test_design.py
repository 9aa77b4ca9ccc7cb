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
