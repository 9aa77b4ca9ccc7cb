"""forecast/models/services.py, and what all models that stand on it promise"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.models.ets import ExponentialSmoothing
from forecast.models.services import MOST_FACTOR, CannotFit, FittedServices, each_service
from forecast.models.theta import Theta
from forecast.models.weekday_mean import WeekdayMean
from forecast.models.yearly_naive import YearlyNaive
from tests.forecast.models.conftest import Past

MODELS = [WeekdayMean(), YearlyNaive(), ExponentialSmoothing(), Theta()]


class Always:
    """Expects the same rate of every day."""

    def __init__(self, rate):
        self.rate = rate

    def full_days(self, features):
        return np.full(len(features.dates), self.rate)


@st.composite
def histories(draw):
    """Short or long, rare or busy, with gaps, zeros, a jump and odd hours; two services."""
    days = draw(st.one_of(st.integers(0, 120), st.just(460)))
    rate = draw(st.sampled_from([0.0, 0.05, 1.0, 30.0, 20_000.0]))
    jump = draw(st.sampled_from([0.0, 1.0, 10.0]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rates = rate * np.where(np.arange(days) < days // 2, 1.0, jump)
    hours = np.where(rng.random(days + 28) < draw(st.sampled_from([0.0, 0.3, 0.9])), 0.0, rng.choice([0.5, 1.0], 1))
    hours = hours * draw(st.sampled_from([1.0, 1e-3]))
    features = Past.days(days + 28, services=2, exposure=hours, kinds={"after": [3, 17] if days > 20 else []})
    visitors = np.array([rng.poisson(rates), rng.poisson(5.0, days)])
    missing = np.flatnonzero(rng.random(days) < draw(st.sampled_from([0.0, 0.2, 0.95])))
    return Past.counts(visitors, features.part(0, days), missing), features.part(days, days + 28)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
@settings(deadline=None, max_examples=25)
@given(history=histories())
def test_any_history_gives_a_sensible_forecast_or_a_reason(model, history):
    """Finite, never negative, nobody when closed, no more than a few times the most; else the service is left out."""
    counts, coming = history
    fitted = model.fit(counts)
    means = fitted.predict(coming)
    assert means.shape == coming.exposure.shape
    for index, service in enumerate(counts.services):
        if service in fitted.left_out:
            assert np.isnan(means[index]).all()
            continue
        assert (means[index] >= 0).all()
        assert (means[index][coming.exposure[index] == 0] == 0).all()
        assert np.isfinite(means[index]).all()


def test_what_runs_away_is_held(past):
    """Neither less than nobody nor more than a few times the busiest day; no number counts as nobody."""
    counts = past.counts(np.full((3, 28), 10), past.days(28, services=3))
    models = {0: Always(-5.0), 1: Always(1e9), 2: Always(np.nan)}
    found = FittedServices(counts, models, {}).predict(past.days(7, services=3))
    assert found[:, 0].tolist() == [0, 10 * MOST_FACTOR, 0]


def test_one_service_s_failure_does_not_touch_the_others(past):
    """The reason stands beside the service; the others are fitted."""

    def fit(_, index):
        if index:
            raise CannotFit("singular")
        return Always(3.0)

    found = each_service(past.counts(np.full((2, 28), 10), past.days(28, services=2)), fit, 7)
    assert found.left_out == {"b": "singular"}
    assert found.predict(past.days(7, services=2))[0, 0] == 3
