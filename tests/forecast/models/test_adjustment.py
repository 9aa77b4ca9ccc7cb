"""forecast/models/adjustment.py"""

import numpy as np
import pytest

from forecast.kinds import KINDS
from forecast.models.adjustment import Adjuster, Rows, most_likely

WEEK = np.array([1.3, 1.1, 1.0, 0.9, 0.7, 1.0, 1.0])


def factors(counts, features, index=0):
    return Adjuster.of(counts).service(index).factor(features, index)


@pytest.mark.parametrize("base", [200, 10_000])
def test_weekdays_come_back_as_ratios(past, base):
    """26 weeks of the same five numbers: the factors have their proportions."""
    features = past.days(26 * 7)
    counts = past.counts((base * WEEK[features.weekday]).astype(int), features)
    found = factors(counts, past.days(5))
    assert found / found.mean() == pytest.approx(WEEK[:5] / WEEK[:5].mean(), rel=0.01)


def test_a_kind_of_day_doubles_wherever_it_falls(past):
    """Six Wednesdays after a closure double; a coming Monday of that kind doubles as well, beside a plain one."""
    where = [23 + 21 * n for n in range(6)]
    features = past.days(26 * 7, kinds={"after": where})
    rates = 2000 * WEEK[features.weekday]
    rates[where] *= 2
    coming = past.days(14, kinds={"after": [0]})
    found = factors(past.counts(rates.astype(int), features), coming)
    assert found[0] / found[7] == pytest.approx(2, rel=0.03)


def test_a_kind_never_seen_has_its_usual_effect(past):
    """Without such a day in the log the effect is the one that offices have in common."""
    counts = past.counts(np.full(70, 100), past.days(70))
    found = factors(counts, past.days(14, kinds={"eve": [0]}))
    assert np.log(found[0] / found[7]) == pytest.approx(KINDS["eve"].usual)


def test_a_rare_service_borrows_the_office_s_weekdays(past):
    """A service of one visit a week beside a large one: its factors are nearly those of the office."""
    features = past.days(26 * 7, services=2)
    large = 1000 * WEEK[features.weekday]
    rare = (np.arange(26 * 7) % 7 == 2).astype(int)
    counts = past.counts(np.array([large.astype(int), rare]), features)
    found = factors(counts, past.days(5, services=2), 1)
    assert found[0] / found[4] > 1.2


def test_one_unmarked_outlier_hardly_moves_a_weekday(past):
    """A Monday counted ten times over changes Monday's factor by less than 5 %."""
    features = past.days(26 * 7)
    visitors = (500 * WEEK[features.weekday]).astype(int)
    clean = factors(past.counts(visitors, features), past.days(5))
    visitors[70] *= 10
    dirty = factors(past.counts(visitors, features), past.days(5))
    assert dirty[0] / dirty[1:].mean() == pytest.approx(clean[0] / clean[1:].mean(), rel=0.05)


def test_the_regression_meets_the_posterior_of_one_rate():
    """One column and a weak prior: the effect is the log of the mean visitors for each unit of exposure."""
    visitors, exposure = np.array([8.0, 12.0, 10.0, 5.0]), np.array([1.0, 1.0, 1.0, 0.5])
    rows = Rows(np.ones((4, 1)), visitors, np.log(exposure), np.ones(4), np.zeros(4, dtype=bool))
    found = most_likely(rows, np.array([[1e-9]]), np.zeros(1))
    assert found[0] == pytest.approx(np.log(visitors.sum() / exposure.sum()), abs=1e-6)


def test_the_same_numbers_are_adjusted_once_and_others_anew(past):
    """Counts with the same numbers share what was found; one visitor more, or another closed day, is something else."""
    visitors = np.random.default_rng(3).poisson(50, 140)
    first = Adjuster.of(past.counts(visitors, past.days(140)))
    found = first.service(0)
    assert Adjuster.of(past.counts(visitors.copy(), past.days(140))).service(0) is found
    more = visitors.copy()
    more[1] += 100
    assert not np.allclose(Adjuster.of(past.counts(more, past.days(140))).service(0).effects, found.effects)
    assert Adjuster.of(past.counts(visitors, past.days(140), missing=[3])) is not first
