"""forecast/backtest/naive.py: the baseline, against counts that can be read off."""

from dataclasses import replace
from datetime import date

import numpy as np

from forecast.backtest.naive import naive
from forecast.backtest.past import Actual, Known

MONDAY = date(2026, 1, 5)


def known(world, arrivals, entries=()):
    """What was known of an office with one service, three ticket slots on Mondays to Fridays."""
    office = world.office("a", hours="08.00-11.00", tickets="08.00-11.00")
    calendar = office.calendar(entries)
    grid = world.grid(MONDAY, len(arrivals), "08.00", "11.00", 60)
    return Known(world.counts(calendar, grid, ("a",), arrivals), calendar, office)


def ahead(past, days):
    grid = past.counts.grid
    return replace(grid, start=date.fromordinal(grid.start.toordinal() + grid.days), days=days)


def nobody(past, days):
    shape = (1, days, past.counts.grid.slots)
    return Actual(np.zeros(shape, dtype=int), np.ones(shape, dtype=bool))


def test_the_last_same_weekday_is_repeated(world):
    """Days and slots of the coming two weeks are those of the last week; weekends stay closed."""
    generator = np.random.default_rng(3)
    arrivals = generator.integers(0, 9, size=(21, 3))
    arrivals[[5, 6, 12, 13, 19, 20]] = 0
    past = known(world, arrivals)
    days, slots = naive(past, ahead(past, 14), nobody(past, 14))
    last = np.concatenate([arrivals[14:], arrivals[14:]])
    assert (slots.mean == last.reshape(1, -1)).all()
    assert (days.mean == last.sum(axis=1)).all()
    assert (days.quantile(0.5) == days.mean).all()
    assert (slots.quantile(0.5) == slots.mean).all()


def test_an_unknown_day_is_passed_over(world):
    """A Monday of outage: the Monday before speaks."""
    outage = world.entry(start=date(2026, 1, 19), end=date(2026, 1, 19), kind="outage")
    arrivals = np.arange(21)[:, None] * np.ones((1, 3), dtype=int)
    past = known(world, arrivals, [outage])
    days, _ = naive(past, ahead(past, 1), nobody(past, 1))
    assert days.mean[0, 0] == 7 * 3


def test_ranges_are_the_errors_of_the_past(world):
    """With errors of -2 and +2 in turn, half of the probability lies at either end, and closed days hold nobody."""
    weekly = 10 + 2 * (np.arange(40) % 2)
    arrivals = np.zeros((280, 3), dtype=int)
    arrivals[:, 0] = np.repeat(weekly, 7)
    past = known(world, arrivals)
    days, _ = naive(past, ahead(past, 7), nobody(past, 7))
    at = days.quantiles[:, 0]
    assert set(at[:, 0]) == {8, 12}  # about the median error, 2: as many as last week, or 4 less
    assert (at[:, 5:] == 0).all()
    assert (days.upto[0, 5:] == 1).all()
    assert (days.below[0, 5:] == 0).all()
