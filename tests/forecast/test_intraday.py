"""forecast/intraday.py"""

from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forecast.intraday import draw_slots, fit_profiles, hourly_rates, ticket_masks, usual_masks
from forecast.settings import FRONT_LOADED

SHARES = np.array([0.3, 0.25, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01, 0.01, 0.01, 0.01, 0.01, 0.0, 0.0])
TICKETS = 13
START = date(2026, 1, 5)


def counts_by(world, daily, profile_of, entries=(), weeks=30):
    """A service `a` with `daily` visitors on each open day, spread exactly by a profile of the weekday."""
    office = world.office("a")
    calendar = office.calendar(entries)
    grid = world.grid(START, 7 * weeks)
    masks = ticket_masks(grid, calendar, ("a",))[0]
    arrivals = np.array([
        np.round(daily * profile_of(day.weekday())) * mask for day, mask in zip(grid.dates, masks, strict=True)
    ]).astype(int)  # fmt: skip
    return calendar, grid, world.counts(calendar, grid, ("a",), arrivals.reshape(1, -1))


def flat(grid):
    return np.full(grid.slots, 1 / grid.slots)


def test_a_weekday_profile_is_learnt_from_many_visitors(world):
    """Fridays come late: their profile is their own, other weekdays' the common one."""
    late = SHARES[:TICKETS][::-1]
    calendar, grid, counts = counts_by(world, 10_000, lambda w: np.append(late, 0) if w == 4 else SHARES)
    masks = ticket_masks(grid, calendar, ("a",))
    shares = fit_profiles(counts, 300, flat(grid)).shares(grid, masks)[0]
    assert shares[4, :TICKETS] == pytest.approx(late, abs=0.01)
    assert shares[0, :TICKETS] == pytest.approx(SHARES[:TICKETS], abs=0.01)


def test_few_visitors_keep_to_the_common_profile(world):
    """Beside 300 pseudo-visitors, 100 Friday visitors move Friday's profile by a quarter of the difference."""
    late = np.append(SHARES[:TICKETS][::-1], 0)
    _, grid, counts = counts_by(world, 100, lambda w: late if w == 4 else SHARES, weeks=1)
    profiles = fit_profiles(counts, 300, flat(grid))
    pooled, friday = profiles.pooled[0], profiles.rates[0, 4]
    moved = (friday - pooled)[0] / (late - pooled)[0]
    assert moved == pytest.approx(100 / 400, abs=0.02)


def test_shares_are_of_the_open_slots_only(world):
    """Each open day sums to 1, closed slots and closed days to exactly 0; half a day keeps the shape of its half."""
    half = world.entry(start=date(2026, 1, 7), end=date(2026, 1, 7), kind="event", closes="10.00")
    calendar, grid, counts = counts_by(world, 10_000, lambda w: SHARES, [half])
    masks = ticket_masks(grid, calendar, ("a",))
    profiles = fit_profiles(counts, 300, flat(grid))
    shares = profiles.shares(grid, masks)
    assert (shares[~masks] == 0).all()
    assert shares.sum(axis=-1)[0] == pytest.approx(masks.any(axis=-1)[0].astype(float))
    assert shares[0, 2, 0] / shares[0, 2, 3] == pytest.approx(3, rel=0.05)
    exposure = profiles.exposure(grid, masks, usual_masks(grid, calendar, ("a",)))
    assert exposure[0, 0] == pytest.approx(1)
    assert exposure[0, 2] == pytest.approx(0.85, abs=0.03)
    assert exposure[0, 5] == 0


def test_without_history_the_hours_of_the_questionnaire_hold(world):
    """Each half hour gets half of its hour's share."""
    calendar, grid, counts = counts_by(world, 0, lambda w: SHARES, weeks=1)
    start = hourly_rates(grid, FRONT_LOADED)
    shares = fit_profiles(counts, 300, start).shares(grid, ticket_masks(grid, calendar, ("a",)))[0, 0]
    assert shares[0] == pytest.approx(shares[1])
    assert shares[:2].sum() / shares[2:4].sum() == pytest.approx(22 / 24)


def test_a_profile_keeps_its_clock_times_on_another_grid(world):
    """A plan's grid that begins earlier sees the same shares at the same hours; other slot lengths are refused."""
    calendar, grid, counts = counts_by(world, 10_000, lambda w: SHARES)
    profiles = fit_profiles(counts, 300, flat(grid))
    wider = world.grid(START, 7, first="07.00", last="16.00")
    there = profiles.shares(wider, ticket_masks(wider, calendar, ("a",)))
    here = profiles.shares(world.grid(START, 7), ticket_masks(world.grid(START, 7), calendar, ("a",)))
    assert there[:, :, 2:16] == pytest.approx(here)
    with pytest.raises(ValueError, match="profile"):
        profiles.shares(world.grid(START, 7, slot_minutes=15), np.ones((1, 7, 28), dtype=bool))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(
    totals=st.lists(st.integers(0, 500), min_size=1, max_size=5),
    clumping=st.sampled_from([0.0, 0.01, 0.5]),
    closed=st.sets(st.integers(0, 5), max_size=5),
)
def test_every_day_keeps_its_total_and_closed_slots_stay_empty(totals, clumping, closed):
    """However the visitors clump."""
    share = np.array([0.0 if slot in closed else 1.0 + slot for slot in range(6)])
    drawn = draw_slots(np.array(totals), share / share.sum(), clumping, np.random.default_rng(0))
    assert drawn.sum(axis=-1).tolist() == totals
    assert (drawn[:, share == 0] == 0).all()


@pytest.mark.parametrize("clumping", [0.0, 0.02, 0.2])
def test_clumping_widens_slots_as_stated_and_is_found_again(world, clumping):
    """Variance in a slot is N p (1 - p) (1 + (N - 1) clumping); fitting draws recovers it."""
    share, visitors = SHARES[:TICKETS] / SHARES[:TICKETS].sum(), 40
    drawn = draw_slots(np.full(4000, visitors), share, clumping, np.random.default_rng(3))
    stated = visitors * share * (1 - share) * (1 + (visitors - 1) * clumping)
    assert drawn.var(axis=0)[:4] == pytest.approx(stated[:4], rel=0.1)
    office, grid = world.office("a"), world.grid(START, 7 * 200)
    calendar = office.calendar()
    mask = ticket_masks(grid, calendar, ("a",))
    days = np.zeros((grid.days, grid.slots), dtype=int)
    days[mask[0].any(axis=-1), :TICKETS] = drawn[:1000]
    found = fit_profiles(world.counts(calendar, grid, ("a",), days.reshape(1, -1)), 300, flat(grid)).clumping
    assert found[0] == pytest.approx(clumping, abs=0.005 + 0.15 * clumping)
