"""Mixtures: a normal is found again, a tail is seen, bounds are believed."""

import numpy as np
import pytest
from scipy.stats import norm

from staffing.servicetimes.law import Z
from staffing.servicetimes.mixture import Mixture, fit_mixture

NOBODY = np.zeros(0)


def test_a_normal_stays_one_component():
    """2,000 normal values: BIC sees no second component; mean and deviation are the sample's own."""
    values = np.random.default_rng(1).normal(2.0, 0.5, 2000)
    found = fit_mixture(values, NOBODY)
    assert len(found.share) == 1
    assert (found.mean[0], found.spread[0]) == pytest.approx((values.mean(), values.std()), rel=1e-3)


def test_a_tail_is_seen():
    """One value in ten from 1.5 higher: the 95 % quantile is the true one within sampling."""
    rng = np.random.default_rng(2)
    n = 4000
    values = rng.normal(2.0, 0.4, n) + 1.5 * (rng.random(n) < 0.1)
    found = fit_mixture(values, NOBODY)
    assert len(found.share) >= 2
    inside = np.interp(norm.ppf(0.95), Z, found.quantiles())
    assert inside == pytest.approx(np.quantile(values, 0.95), abs=0.08)


def test_values_known_only_as_bounds_are_not_lost():
    """Left-censored at an independent bound: leaving them out, or taking them as exact, is far off; the fit is not."""
    rng = np.random.default_rng(3)
    values, bounds = rng.normal(2.0, 0.5, 5000), rng.normal(2.0, 0.8, 5000)
    known = values >= bounds
    found = fit_mixture(values[known], bounds[~known], most=1)
    assert values[known].mean() > 2.15
    assert np.maximum(values, bounds).mean() > 2.3
    assert (found.mean[0], found.spread[0]) == pytest.approx((2.0, 0.5), abs=0.03)


def test_quantiles_invert_the_distribution():
    """P(X <= q(z)) = Phi(z) for a mixture of three."""
    law = Mixture(np.array([0.7, 0.2, 0.1]), np.array([2.0, 3.0, 1.0]), np.array([0.4, 0.6, 0.3]))
    q = law.quantiles()
    below = norm.cdf((q[:, None] - law.mean) / law.spread) @ law.share
    assert below == pytest.approx(norm.cdf(Z), abs=1e-4)
    assert (np.diff(q) >= 0).all()
