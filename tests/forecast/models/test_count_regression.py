"""forecast/models/count_regression.py"""

import numpy as np
import pytest

from forecast.models.count_regression import CountRegression
from forecast.settings import ForecastSettings

WEEK = np.array([1.3, 1.1, 1.0, 0.9, 0.7, 0, 0])
MODEL = CountRegression(ForecastSettings())


def fitted(counts):
    found = MODEL.fit(counts)
    assert not found.left_out
    return found


@pytest.mark.parametrize("base", [100, 10_000])
def test_exact_data_give_back_their_rates(past, base):
    """26 weeks of the same five numbers: next week has them too, closed days have none."""
    features = past.days(26 * 7)
    rates = base * WEEK[features.weekday]
    coming = past.days(28 * 7).part(26 * 7, 27 * 7)
    found = fitted(past.counts(rates.astype(int), features)).predict(coming)
    assert found[0] == pytest.approx(base * WEEK, rel=0.02)


def test_a_kind_of_day_has_its_effect_wherever_it_falls(past):
    """Six Wednesdays after a closure double; a coming Monday of that kind doubles as well."""
    where = [23 + 21 * n for n in range(6)]
    features = past.days(26 * 7, kinds={"after": where})
    rates = 200 * WEEK[features.weekday]
    rates[where] *= 2
    coming = past.days(27 * 7, kinds={"after": [26 * 7]}).part(26 * 7, 27 * 7)
    found = fitted(past.counts(rates.astype(int), features)).predict(coming)
    assert found[0, 0] == pytest.approx(2 * 260, rel=0.05)
    assert found[0, 1] == pytest.approx(220, rel=0.03)


def test_a_rare_service_borrows_the_offices_effect(past):
    """Half a visitor a day tells nothing of holidays; the office's doubling is taken over mostly."""
    where = [23 + 21 * n for n in range(6)]
    features = past.days(26 * 7, kinds={"after": where}, services=2)
    rng = np.random.default_rng(0)
    rates = np.array([[200.0], [0.5]]) * (features.exposure[0] > 0)
    rates[:, where] *= 2
    model = fitted(past.counts(rng.poisson(rates), features))
    monday, other = (
        model.predict(past.days(27 * 7, kinds={"after": where}, services=2).part(26 * 7, 27 * 7))[1, 0]
        for where in ([26 * 7], [])
    )
    assert 1.5 < monday / other < 2.5


def test_shorter_hours_bring_fewer_visitors(past):
    """Exposure scales a day, in the past as in the future."""
    open_share = np.where(past.days(26 * 7).exposure[0] > 0, 1.0, 0.0)
    open_share[2::14] *= 0.5
    features = past.days(26 * 7, exposure=open_share)
    counts = past.counts((300 * open_share).astype(int), features)
    coming = past.days(27 * 7, exposure=np.append(open_share, [1, 0.5, 1, 1, 1, 0, 0])).part(26 * 7, 27 * 7)
    assert fitted(counts).predict(coming)[0] == pytest.approx([300, 150, 300, 300, 300, 0, 0], rel=0.03)


def test_a_year_and_a_half_teach_the_year(past):
    """A yearly wave of 40 % is forecast a month ahead, against a weekly repetition that lags behind it."""
    features = past.days(3 * 365)
    wave = 1 + 0.4 * np.sin(2 * np.pi * features.ordinal / 365.25)
    rates = 300 * wave * (features.exposure[0] > 0)
    rng = np.random.default_rng(0)
    counts = past.counts(rng.poisson(rates), features)
    origin = 1000
    predicted = fitted(counts.first_days(origin)).predict(features.part(origin, origin + 28))[0]
    truth = rates[origin : origin + 28]
    assert np.abs(predicted - truth).sum() / truth.sum() < 0.05


def test_the_level_follows_a_jump(past):
    """Three weeks after visitors doubled the forecast is mostly there."""
    features = past.days(26 * 7)
    rates = 100.0 * (features.exposure[0] > 0)
    rates[-21:] *= 2
    counts = past.counts(np.random.default_rng(0).poisson(rates), features)
    mean = fitted(counts).predict(past.days(27 * 7).part(26 * 7, 27 * 7))[0]
    assert 150 < mean[:5].mean() < 215


def test_missing_days_do_not_lower_the_level(past):
    """Two weeks of outage, left out or as zeros: only the zeros pull the forecast down."""
    features = past.days(20 * 7)
    visitors = np.random.default_rng(0).poisson(50 * WEEK[features.weekday])
    lost = range(18 * 7, 20 * 7)
    broken = visitors.copy()
    broken[lost] = 0
    coming = past.days(21 * 7).part(20 * 7, 21 * 7)
    whole = fitted(past.counts(visitors, features)).predict(coming).sum()
    missing = fitted(past.counts(broken, features, missing=lost)).predict(coming).sum()
    zeros = fitted(past.counts(broken, features)).predict(coming).sum()
    assert missing == pytest.approx(whole, rel=0.05)
    assert zeros < 0.7 * whole


def test_three_weeks_are_enough(past):
    """Fifteen days give a finite forecast near the truth."""
    features = past.days(21)
    visitors = np.random.default_rng(3).poisson(20 * WEEK[features.weekday])
    found = fitted(past.counts(visitors, features)).predict(past.days(28).part(21, 28))
    assert found[0, :5].sum() == pytest.approx(100, rel=0.2)


def test_a_service_without_visitors_is_left_out_and_named(past):
    """The others are fitted all the same."""
    features = past.days(70, services=2)
    found = MODEL.fit(past.counts(np.array([np.full(70, 9), np.zeros(70, dtype=int)]), features))
    assert dict(found.left_out) == {"b": "no_visitors"}
    assert found.predict(features)[0, 0] == pytest.approx(9, rel=0.1)
