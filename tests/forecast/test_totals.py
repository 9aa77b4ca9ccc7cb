"""forecast/totals.py"""

import numpy as np
import pytest
from scipy.stats import nbinom, norm

from forecast.pool.dependence import Dependence
from forecast.pool.rates import DailyRates
from forecast.pool.shape import unbent
from forecast.totals import draw_totals, quantiles


@pytest.mark.parametrize(("mean", "spread"), [(0.3, 0.5), (7.0, 0.05), (399.0, 0.01), (401.0, 0.01), (30_000.0, 0.003)])
def test_scores_become_the_counts_of_their_chance(mean, spread):
    """As scipy's quantiles of the negative binomial; within one where counts are interpolated."""
    score = np.random.default_rng(0).standard_normal(2000)
    known = nbinom.ppf(norm.cdf(score), 1 / spread, 1 / (1 + spread * mean))
    assert np.abs(quantiles(mean, spread, score) - known).max() <= (0 if mean <= 400 else max(1, 1e-4 * mean))


def rates_of(mean, spread, lasting=0.0, shared=0.0, steady=0.0):
    mean = np.asarray(mean, dtype=float)
    common = Dependence(*(part * np.ones(len(mean)) for part in (lasting, steady, shared, shared)))
    return DailyRates(mean, np.full(mean.shape, spread), (unbent(),) * len(mean), common)


def streams(name):
    return np.random.default_rng(abs(hash(name)) % 2**32)


def test_totals_have_mean_variance_and_nobody_when_closed():
    """mean + spread x mean² on open days, exactly 0 on closed ones."""
    drawn = draw_totals(rates_of([[50.0, 0.0, 5.0]], 0.1), ["a"], np.zeros(3, int), 20_000, streams)[:, 0]
    assert (drawn[:, 1] == 0).all()
    for day, mean in ((0, 50.0), (2, 5.0)):
        assert drawn[:, day].mean() == pytest.approx(mean, rel=0.02)
        assert drawn[:, day].var() == pytest.approx(mean + 0.1 * mean**2, rel=0.06)


def test_days_of_a_week_and_services_go_together_as_stated():
    """Correlations of large counts are those of the scores: of a week's days, of days of other weeks, of services."""
    rates = rates_of(np.full((2, 3), 10_000.0), 0.02, lasting=0.5, shared=0.6, steady=0.2)
    drawn = draw_totals(rates, ["a", "b"], np.array([0, 0, 1]), 20_000, streams)
    correlation = np.corrcoef(drawn.reshape(20_000, 6).T)
    assert correlation[0, 1] == pytest.approx(0.5, abs=0.03)
    assert correlation[0, 2] == pytest.approx(0.2, abs=0.03)
    assert correlation[0, 3] == pytest.approx(0.6, abs=0.03)


def test_a_new_service_changes_no_others_totals():
    """The first service is the same to the last visitor beside a second one."""
    one = draw_totals(rates_of([[20.0, 30.0]], 0.1, 0.3, 0.2), ["a"], np.zeros(2, int), 100, streams)
    two = draw_totals(rates_of([[20.0, 30.0], [5.0, 5.0]], 0.1, 0.3, 0.2), ["a", "b"], np.zeros(2, int), 100, streams)
    assert np.array_equal(one[:, 0], two[:, 0])
