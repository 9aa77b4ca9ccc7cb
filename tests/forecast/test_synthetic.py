"""forecast/synthetic.py and forecast/lebong.py"""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from forecast.lebong import lebong_law
from forecast.synthetic import Seasons, ServiceLaw, SyntheticOffice, draw, rates

START = date(2026, 1, 5)


def mean_of_draws(law, calendar, grid, draws=300):
    found = [draw(law, calendar, grid, np.random.default_rng(seed)).counts for seed in range(draws)]
    return np.mean(found, axis=0).reshape(len(law.services), *grid.shape).sum(axis=-1)


def test_draws_have_the_stated_rates(world):
    """Mean of 300 draws against `rates`, with groups, pick-ups, a half day, Ramadan and a closed day."""
    law = SyntheticOffice(
        (
            ServiceLaw("a", 12, seasons=Seasons(ramadan_early=0.5, eve=0.8, after=1.5)),
            ServiceLaw("b", 4),
            ServiceLaw("pick", 0, follows=("a", "b"), lags=((2, 0.6), (3, 0.3))),
        ),
        groups_a_month=3, group_service="a",
    )  # fmt: skip
    office = world.office("a", "b", "pick")
    calendar = office.calendar([
        world.entry(start=START + timedelta(9), end=START + timedelta(9), kind="public_holiday"),
        world.entry(start=START + timedelta(15), end=START + timedelta(15), kind="event", closes="10.00"),
        world.entry(start=START + timedelta(21), end=START + timedelta(50), kind="ramadan"),
    ])  # fmt: skip
    grid = world.grid(START, 35)
    true = rates(law, calendar, grid).reshape(3, *grid.shape).sum(axis=-1)
    found = mean_of_draws(law, calendar, grid)
    assert found[:2] == pytest.approx(true[:2], abs=5 * np.sqrt(80 / 300))
    assert found[:2].sum() == pytest.approx(true[:2].sum(), rel=0.02)
    later = slice(7, None)  # the first days have nobody to follow
    assert found[2, later].sum() == pytest.approx(true[2, later].sum(), rel=0.03)
    assert true[0, 22] / true[0, 3] < 1  # Ramadan
    assert (true[:, 9] == 0).all()


def test_an_outage_leaves_no_record(world):
    """Only of the service that failed, and pick-ups still follow those who came."""
    law = SyntheticOffice((ServiceLaw("a", 50), ServiceLaw("pick", 0, follows=("a",), lags=((1, 1.0),))))
    office = world.office("a", "pick")
    outage = world.entry(start=START + timedelta(1), end=START + timedelta(1), kind="outage", service="a")
    calendar, grid = office.calendar([outage]), world.grid(START, 5)
    daily = draw(law, calendar, grid, np.random.default_rng(0)).counts.reshape(2, *grid.shape).sum(axis=-1)
    assert daily[0, 1] == 0
    assert daily[1, 2] > 20


def test_visitors_stand_at_the_door_before_opening(world):
    """The stated share of the first slot; minutes and slots agree for all others."""
    law = SyntheticOffice((ServiceLaw("a", 400),), door_crowd=0.3)
    grid = world.grid(START, 5)
    found = draw(law, world.office("a").calendar(), grid, np.random.default_rng(0))
    early = found.minute < 480
    assert (found.minute >= 450).all()
    assert early.sum() / found.counts.reshape(grid.shape)[:, 0].sum() == pytest.approx(0.3, abs=0.04)
    slot = np.maximum((found.minute - grid.first) // grid.slot_minutes, 0).astype(int)
    again = np.bincount(found.day * grid.slots + slot, minlength=grid.size)
    assert again.tolist() == found.counts[0].tolist()
    assert (np.diff(found.day * 1440 + found.minute) >= 0).all()


def test_groups_come_together(world):
    """A day with a group has one slot that stands out."""
    law = SyntheticOffice((ServiceLaw("a", 1),), groups_a_month=15, group_service="a")
    found = draw(law, world.office("a").calendar(), world.grid(START, 28), np.random.default_rng(0))
    assert found.counts.max() >= 8


def test_the_sample_office_has_its_size(world):
    """About 12 applicants on an ordinary day; services as in its configuration; nobody when closed."""
    law = lebong_law()
    office = world.office(*(service.id for service in law.services))
    grid = world.grid(date(2026, 5, 4), 28)
    true = rates(replace(law, groups_a_month=0), office.calendar(), grid).reshape(8, *grid.shape).sum(axis=-1)
    applicants = true[:4].sum(axis=0)
    assert applicants[applicants > 0].mean() == pytest.approx(12, abs=0.5)
    assert applicants[5:7].sum() == 0


def test_days_beside_a_closure_have_factors_of_their_own(world):
    """A bridge, the last open days before Eid and the wave after a week without service."""
    seasons = Seasons(bridge=0.5, before_eid=2.0, recovery=3.0)
    law = SyntheticOffice((ServiceLaw("a", 10, weekdays=(1.0,) * 7, seasons=seasons),))
    entries = [
        world.entry(start=START + timedelta(3), end=START + timedelta(3), kind="public_holiday"),  # a Thursday
        world.entry(start=START - timedelta(20), end=START + timedelta(9), kind="ramadan"),
        world.entry(start=START + timedelta(21), end=START + timedelta(25), kind="closed"),
    ]
    grid = world.grid(START, 42)
    calendar = world.office("a").calendar(entries)
    daily = rates(law, calendar, grid).reshape(grid.shape).sum(axis=-1) / 10
    assert daily[[0, 2, 4, 7, 9]] == pytest.approx([1, 1, 0.5, 2, 2])  # Ramadan ends on the second Wednesday
    assert daily[[10, 28, 32, 35]] == pytest.approx([1, 3, 3, 1])
