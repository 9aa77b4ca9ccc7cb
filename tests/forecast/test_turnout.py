"""forecast/turnout.py"""

from datetime import date, timedelta

import numpy as np
import pytest

from forecast.turnout import USUAL_SPREAD, Turnout, learn_turnout

START = date(2026, 1, 5)
WEEKS = 80


def past(world, share=1.0, cv=0.2, every=7, seed=0, announced=60, service="a"):
    """Twenty a day, and every so many weekdays an event that brings `share` of those announced, times a factor."""
    rng = np.random.default_rng(seed)
    office = world.office("a", "b")
    grid = world.grid(START, WEEKS * 7)
    weekdays = [n for n, day in enumerate(grid.dates) if day.weekday() < 5]
    arrivals = np.zeros((2, *grid.shape), dtype=int)
    arrivals[:, weekdays, 2] = rng.poisson(20, (2, len(weekdays)))
    entries = []
    for n in weekdays[every::every] if every else []:
        day = START + timedelta(n)
        entries.append(world.entry(start=day, end=day, kind="event", service=service, visitors=announced))
        arrivals[0, n, 2] += rng.poisson(announced * share * rng.gamma(1 / cv**2, cv**2))
    calendar = office.calendar(entries)
    return world.counts(calendar, grid, office.service_ids, arrivals), calendar


def test_without_any_event_the_usual_is_assumed(world):
    """As many as announced, 20 % either way."""
    assert learn_turnout(*past(world, every=0)) == Turnout(1.0, USUAL_SPREAD)


@pytest.mark.parametrize(("share", "cv"), [(1.0, 0.2), (0.6, 0.2), (1.3, 0.1), (1.0, 0.5)])
@pytest.mark.parametrize("service", ["a", None])
def test_share_and_spread_of_many_events_are_found(world, share, cv, service):
    """Fifty-six events of one service or of all: within a tenth, and the spread within a half."""
    found = learn_turnout(*past(world, share, cv, seed=4, service=service))
    assert found.share == pytest.approx(share, rel=0.12)
    assert found.spread == pytest.approx(cv**2, rel=0.6, abs=0.02)


def test_one_event_changes_little(world):
    """An event to which nobody came is one of five."""
    found = learn_turnout(*past(world, share=1e-9, every=350))
    assert found.share == pytest.approx(0.8, abs=0.05)
