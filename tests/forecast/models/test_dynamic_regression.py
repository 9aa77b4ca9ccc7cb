"""The dynamic regression follows what moves, keeps what stays, and is not led astray by odd days."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.features import CLASSES, Features
from forecast.models.daily import DailyCounts
from forecast.models.dynamic_regression import DynamicRegression

WEEK = np.array([1.3, 1.0, 1.0, 0.9, 0.8, 0.0, 0.0])


def coming_of(past, number, days, kinds=None, services=1):
    """Features of `days` days after `number` days of past."""
    return past.days(number + days, kinds=kinds, services=services).part(number, number + days)


def simulated(past, rate, weeks, seed=1, kinds=None, missing=()):
    """Poisson visitors about `rate`, a function of the days' features."""
    features = past.days(7 * weeks, kinds=kinds)
    rng = np.random.default_rng(seed)
    return past.counts(rng.poisson(rate(features)), features, missing)


def by_week(mean):
    return lambda features: mean * WEEK[features.weekday]


def test_a_steady_week_is_found(past):
    """From a year of Poisson counts about a fixed week, the next four weeks are within 4 % of the truth."""
    counts = simulated(past, by_week(60.0), 52)
    coming = coming_of(past, 364, 28)
    found = DynamicRegression().fit(counts).predict(coming)[0]
    truth = 60 * WEEK[coming.weekday]
    assert np.abs(found - truth).sum() < 0.04 * truth.sum()


def test_three_weeks_are_enough_to_begin(past):
    """From three weeks of 60 visitors a day the next week is within 12 % of the truth."""
    found = DynamicRegression().fit(simulated(past, by_week(60.0), 3)).predict(coming_of(past, 21, 7))[0]
    assert np.abs(found - 60 * WEEK).sum() < 0.12 * (60 * WEEK).sum()


def test_small_counts_keep_their_mean(past):
    """With 1.5 visitors a day the expected number of the coming weeks is within 15 % of theirs: no bias of logs."""
    features = past.days(280)
    found = [
        DynamicRegression().fit(simulated(past, lambda f: 1.5 * np.ones(len(f.dates)), 40, seed)) for seed in range(6)
    ]
    means = [fitted.predict(coming_of(past, len(features.dates), 28))[0] for fitted in found]
    means = np.array(means)[:, coming_of(past, 280, 28).exposure[0] > 0]
    assert means.mean() == pytest.approx(1.5, rel=0.15)


def test_a_lasting_tenfold_jump_is_followed(past):
    """Four weeks after a jump from 30 to 300 the forecast is within 10 % of the new level."""
    counts = simulated(past, lambda f: np.where(np.arange(len(f.dates)) < 140, 30.0, 300.0), 24)
    coming = coming_of(past, 168, 14)
    found = DynamicRegression().fit(counts).predict(coming)[0]
    assert found[coming.exposure[0] > 0] == pytest.approx(300, rel=0.1)


def test_a_service_that_ended_is_expected_no_more(past):
    """After five weeks without a visitor where 40 a day came, less than one a day is expected."""
    counts = simulated(past, lambda f: np.where(np.arange(len(f.dates)) < 140, 40.0, 0.0), 25)
    assert DynamicRegression().fit(counts).predict(coming_of(past, 175, 14)).max() < 1


def test_an_odd_day_moves_nothing(past):
    """Five times the visitors on the last Friday changes next week's forecast by less than 4 %."""
    counts = simulated(past, by_week(60.0), 20)
    odd = counts.visitors.copy()
    odd[0, 137] *= 5
    coming = coming_of(past, 140, 7)
    plain = DynamicRegression().fit(counts).predict(coming)[0]
    led = DynamicRegression().fit(past.counts(odd, counts.features)).predict(coming)[0]
    assert led.sum() == pytest.approx(plain.sum(), rel=0.04)


def test_a_yearly_pattern_shows_after_two_years(past):
    """A swing of 30 % over the year: 28 days ahead at the steepest time, the forecast is within 6 % of the truth."""

    def yearly(features):
        return 200 * np.exp(0.3 * np.sin(2 * np.pi * features.ordinal / 365.25))

    counts = simulated(past, yearly, 110)
    coming = coming_of(past, 770, 28)
    found = DynamicRegression().fit(counts).predict(coming)[0]
    usual = coming.exposure[0] > 0
    assert np.abs(found - yearly(coming))[usual].sum() < 0.06 * yearly(coming)[usual].sum()


def test_a_holiday_is_known_again_by_its_name(past):
    """A named day on which a third came twice before is forecast the third time at most half way from there."""
    features = past.days(800)
    feast = np.isin(np.arange(800), (200, 550, 775))
    named = Features(features.dates, features.classes, np.ones((1, 800)), ("feast",), feast[:, None].astype(float))
    visitors = np.random.default_rng(1).poisson(np.where(feast, 100, 300))[None]
    counts = DailyCounts(("a",), visitors[:, :760], np.ones((1, 760), dtype=bool), named.first_days(760))
    found = DynamicRegression().fit(counts).predict(named.part(760, 790))[0]
    assert 95 < found[15] < 200
    assert np.delete(found, 15) == pytest.approx(300, rel=0.08)


def test_a_kind_never_seen_has_its_usual_effect(past):
    """An eve that the log never held is expected lower than the days beside it, as other offices told."""
    counts = simulated(past, by_week(60.0), 20)
    plain = DynamicRegression().fit(counts).predict(coming_of(past, 140, 7))[0]
    eve = DynamicRegression().fit(counts).predict(coming_of(past, 140, 7, kinds={"eve": [142]}))[0]
    assert eve[2] == pytest.approx(plain[2] * np.exp(-0.16))
    assert np.delete(eve, 2) == pytest.approx(np.delete(plain, 2))


def test_components_sum_to_the_log_of_the_mean(past):
    """Base, weekday, season, kinds, level and hours are everything."""
    counts = simulated(past, by_week(60.0), 20, kinds={"eve": [30, 60]})
    coming = coming_of(past, 140, 14, kinds={"eve": [143]})
    fitted = DynamicRegression().fit(counts)
    usual = coming.exposure > 0
    total = np.sum(list(fitted.components(coming).values()), axis=0)
    assert np.exp(total[usual]) == pytest.approx(fitted.predict(coming)[usual])
    assert fitted.components(coming)["kind.eve"][0, 3] < 0


def test_the_same_past_gives_the_same_forecast(past):
    counts, coming = simulated(past, by_week(9.0), 12), coming_of(past, 84, 28)
    assert np.array_equal(
        DynamicRegression().fit(counts).predict(coming), DynamicRegression().fit(counts).predict(coming)
    )


@pytest.mark.parametrize(
    ("visitors", "reason"),
    [(np.zeros(60), "no_visitors"), (np.full(12, 5), "short_history"), (np.zeros(0), "short_history")],
)
def test_what_cannot_be_fitted_is_left_out(past, visitors, reason):
    """The reason is named, and the mean is unknown."""
    counts = past.counts(visitors.astype(int), past.days(len(visitors)))
    fitted = DynamicRegression().fit(counts)
    assert dict(fitted.left_out) == {"a": reason}
    assert np.isnan(fitted.predict(coming_of(past, len(visitors), 7))).all()


@st.composite
def pasts(draw):
    """Histories of one to three services with all that goes wrong: gaps, zeros, jumps, late starts, single visits."""
    days, services = draw(st.integers(14, 160)), draw(st.integers(1, 3))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    means = np.array([draw(st.sampled_from([0.0, 0.02, 0.7, 12.0, 900.0, 40000.0])) for _ in range(services)])
    means = np.repeat(means[:, None], days, axis=1)
    means[0, : draw(st.integers(0, days))] *= draw(st.sampled_from([0.0, 0.1, 1.0, 10.0]))
    visitors = rng.poisson(means)
    visitors[-1, draw(st.integers(0, days - 1))] = draw(st.sampled_from([0, 1, 10**6]))
    observed = np.ones((services, days), dtype=bool)
    gap = draw(st.integers(0, days))
    observed[0, gap : gap + draw(st.integers(0, 90))] = False
    exposure = rng.choice([0.0, 0.3, 1.0], size=(services, days), p=[0.2, 0.1, 0.7])
    classes = (rng.random((services, days, len(CLASSES))) < 0.03).astype(float)
    dates = tuple(date.fromordinal(738000 + n) for n in range(days))
    named = (rng.random((days, 2)) < 0.02).astype(float)
    return DailyCounts(
        tuple("abc"[:services]),
        visitors,
        observed & (exposure > 0),
        Features(dates, classes, exposure, ("x", "y"), named),
    )


@settings(max_examples=40, deadline=None)
@given(pasts())
def test_any_past_gives_finite_means_or_a_reason(counts):
    """Never negative, never infinite, zero when closed, and no more than five times the most that ever came."""
    days = len(counts.features.dates)
    coming = Features(
        tuple(date.fromordinal(738000 + days + n) for n in range(40)),
        np.zeros((len(counts.services), 40, len(CLASSES))),
        np.tile([0.0, 1.0], (len(counts.services), 20)),
        counts.features.names,
        np.zeros((40, 2)),
    )
    fitted = DynamicRegression().fit(counts)
    means = fitted.predict(coming)
    for index, service in enumerate(counts.services):
        if service in fitted.left_out:
            assert np.isnan(means[index]).all()
        else:
            assert np.isfinite(means[index]).all()
            assert (means[index] >= 0).all()
            assert not means[index, ::2].any()
