"""forecast/pickups.py"""

from datetime import date, timedelta

import numpy as np
import pytest

from forecast.features import CLASSES, Features
from forecast.models.daily import DailyCounts
from forecast.pickups import MOST_LAG, fit_follow, lagged, learn_follows, together

START = date(2026, 1, 5)
LAGS = {3: 0.55, 4: 0.25, 6: 0.12}


def days_of(days, closed=(), services=1):
    """Weekdays open, some days closed besides."""
    dates = tuple(START + timedelta(n) for n in range(days))
    is_open = np.array([day.weekday() < 5 and n not in closed for n, day in enumerate(dates)], dtype=float)
    return Features(dates, np.zeros((services, days, len(CLASSES))), np.repeat(is_open[None], services, axis=0))


def brute(leaders, is_open):
    """Followers by walking from each leader's day to the n-th open day after."""
    out = np.zeros(len(leaders))
    for day, visitors in enumerate(leaders):
        opened = [d for d in range(len(leaders)) if is_open[d]]
        at = max((n for n, d in enumerate(opened) if d <= day), default=0)
        for lag, chance in LAGS.items():
            if at + lag < len(opened):
                out[opened[at + lag]] += chance * visitors
    return out


def drawn(days=240, seed=0, mean=12.0, follows=True, other=8.0):
    """Leaders a, an unrelated service b, and c: followers of a, or nobody's."""
    rng = np.random.default_rng(seed)
    features = days_of(days, closed=(30, 31, 32, 100), services=3)
    is_open = features.exposure[0] > 0
    a = rng.poisson(mean * rng.gamma(25, 1 / 25, days)) * is_open
    c = brute(a, is_open) if follows else np.full(days, 0.92 * mean)
    visitors = np.array([a, rng.poisson(other, days) * is_open, rng.poisson(c) * is_open])
    return DailyCounts(("a", "b", "c"), visitors, np.repeat(is_open[None], 3, axis=0), features)


def test_lags_count_open_days():
    """The n-th open day after, over weekends and closed days; oracle: walking day by day."""
    features = days_of(90, closed=(30, 31, 32, 60))
    is_open = features.exposure[0] > 0
    leaders = np.random.default_rng(1).poisson(9, 90) * is_open
    chances = np.zeros(MOST_LAG + 1)
    chances[list(LAGS)] = list(LAGS.values())
    found = lagged(leaders, is_open) @ chances
    assert found[40:] == pytest.approx(brute(leaders, is_open)[40:])
    assert (found[~is_open] == 0).all()


def test_leaders_of_a_closed_day_count_with_the_open_day_before():
    """A Saturday on which only passports are issued; nobody is lost."""
    is_open = days_of(60).exposure[0] > 0
    leaders = np.zeros(60)
    leaders[26] = 10  # a Saturday
    found = lagged(leaders, is_open)
    assert found[:, 3].nonzero()[0].tolist() == [30]  # the Wednesday after: Friday's third open day
    assert found[30, 3] == 10


def test_the_chances_of_a_known_law_are_found():
    """0.55 after 3 open days, 0.25 after 4, 0.12 after 6, nobody otherwise."""
    follow = fit_follow(drawn(days=700), ("a",), "c")
    true = np.zeros(MOST_LAG + 1)
    true[list(LAGS)] = list(LAGS.values())
    assert follow is not None
    assert follow.chances == pytest.approx(true, abs=0.09)
    assert follow.chances.sum() == pytest.approx(0.92, abs=0.08)
    assert follow.base < 1.0


@pytest.mark.parametrize("seed", range(8))
def test_only_services_that_follow_are_found(seed):
    """c follows a; without that nobody follows anybody, and naming it changes nothing."""
    assert dict(learn_follows(drawn(seed=seed))) == {"c": ("a",)}
    alone = drawn(seed=seed, follows=False)
    assert not learn_follows(alone)
    assert fit_follow(alone, ("a",), "c") is None


def test_too_little_is_not_learnt_from():
    """Less than thirty open days with a known past, or no visitors at all."""
    assert fit_follow(drawn(days=50), ("a",), "c") is None
    nobody = drawn()
    none = DailyCounts(nobody.services, nobody.visitors * 0, nobody.observed, nobody.features)
    assert fit_follow(none, ("a",), "c") is None
    assert not learn_follows(none)


def test_followers_are_forecast_from_known_leaders():
    """The law's own expectation, within a sixth on average; closed days have nobody, paths are taken one by one."""
    counts = drawn(days=500, seed=3)
    follow = fit_follow(counts.first_days(400), ("a",), "c")
    leaders = counts.visitors[0].astype(float)
    found = follow.expected(np.array([leaders, 2 * leaders]), counts.features)
    is_open = counts.features.exposure[0] > 0
    true = brute(leaders, is_open)
    assert np.abs(found[0] - true)[400:].sum() < true[400:].sum() / 6
    assert (found[:, ~is_open] == 0).all()
    assert (found >= 0).all()
    assert (found[1] >= found[0]).all()


def test_missing_leaders_are_filled_in():
    """An outage of a week is taken as the days around it, closed days as nobody."""
    counts = drawn(days=100)
    observed = counts.observed.copy()
    observed[0, 42:49] = False
    broken = DailyCounts(counts.services, np.where(observed, counts.visitors, 0), observed, counts.features)
    filled = together(broken, (0,))
    assert filled[42:47] == pytest.approx(12, rel=0.25)
    assert filled[47:49].tolist() == [0, 0]
    assert filled[:42].tolist() == counts.visitors[0, :42].tolist()
