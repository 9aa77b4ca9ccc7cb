"""Alarms: as many false ones as stated, real changes found within weeks, dated and measured."""

import numpy as np
import pytest

from staffing.servicetimes.drift import DAYS_A_YEAR, alarms, limit_of


def days_of(rng: np.random.Generator, days: int, per_day: float, shift: float = 0.0, at: int = 10**9):
    """Residuals with half a unit of noise each and a little of the day's own."""
    day = np.repeat(np.arange(days), np.maximum(1, rng.poisson(per_day, days)))
    noise = 0.5 * rng.standard_normal(len(day)) + 0.05 * rng.standard_normal(days)[day]
    return day, noise + shift * (day >= at)


def test_the_limit_is_siegmunds():
    """Independent: simulated two-sided CUSUMs of pure standard normals run as long as asked, within 15 %."""
    asked, rng = 100.0, np.random.default_rng(5)
    limit, runs = limit_of(asked), []
    for _ in range(1500):
        up = down = 0.0
        n = 0
        while max(up, down) <= limit:
            z, n = rng.standard_normal(), n + 1
            up, down = max(0.0, up + z - 0.25), max(0.0, down - z - 0.25)
        runs.append(n)
    assert np.mean(runs) == pytest.approx(asked, rel=0.15)


def test_false_alarms_are_rarer_than_one_a_year_and_office():
    """150 steps of two years without any change, watched as 7 of an office: at most one a year in 7 of them."""
    rng = np.random.default_rng(6)
    found = sum(len(alarms(*days_of(rng, 2 * DAYS_A_YEAR, 5), 7)) for _ in range(150))
    assert found <= 150 * 2 / 7


def test_a_change_is_found_dated_and_measured():
    """9 minutes become 11: 18 of 20 found within 40 days, dated within 15 days, the factor within 5 %."""
    rng = np.random.default_rng(7)
    right = []
    for _ in range(20):
        near = [a for a in alarms(*days_of(rng, 450, 6, np.log(11 / 9), 300), 7) if abs(a.since - 300) <= 15]
        right += [a.shift for a in near if a.seen - 300 <= 40]
    assert len(right) >= 18
    assert np.exp(np.mean(right)) == pytest.approx(11 / 9, rel=0.05)


def test_nothing_and_little_give_no_alarm():
    """No services, one, and a log of a few days."""
    assert alarms(np.zeros(0, dtype=int), np.zeros(0), 7) == []
    assert alarms(np.zeros(1, dtype=int), np.ones(1), 7) == []
    assert alarms(np.arange(5), np.array([0.0, 5, -5, 5, 0]), 7) == []
