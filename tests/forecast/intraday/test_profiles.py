"""forecast/intraday/profiles.py"""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.counts import Counts
from forecast.intraday import fit_profiles, hourly_rates, open_holidays, ticket_masks
from forecast.settings import FRONT_LOADED
from office.grid import SlotGrid

SHARES = np.array([0.3, 0.25, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01, 0.01, 0.01, 0.01, 0.01, 0.0, 0.0])
TICKETS = 13
LATE = np.append(SHARES[:TICKETS][::-1], 0)
START = date(2026, 1, 5)


def counts_by(world, daily, profile_of, entries=(), weeks=30, start=START, **hours):
    """A service `a` with `daily` visitors on each open day, spread exactly by a profile of the date."""
    office = world.office("a", **hours)
    calendar = office.calendar(entries)
    grid = world.grid(start, 7 * weeks)
    masks = ticket_masks(grid, calendar, ("a",))[0]
    arrivals = np.array([
        np.round(daily * profile_of(day) * mask / max((profile_of(day) * mask).sum(), 1e-9))
        for day, mask in zip(grid.dates, masks, strict=True)
    ]).astype(int)  # fmt: skip
    return calendar, grid, world.counts(calendar, grid, ("a",), arrivals.reshape(1, -1))


def flat(grid):
    return np.full(grid.slots, 1 / grid.slots)


def shares_on(world, profiles, calendar, start, days=7):
    grid = world.grid(start, days)
    return profiles.shares(grid, ticket_masks(grid, calendar, ("a",)), open_holidays(grid, calendar))[0]


def test_a_weekday_profile_is_learnt_from_many_visitors(world):
    """Fridays come late: their profile is their own, other weekdays' the common one."""
    calendar, grid, counts = counts_by(world, 10_000, lambda day: LATE if day.weekday() == 4 else SHARES)
    shares = shares_on(world, fit_profiles(counts, 300, flat(grid)), calendar, date(2026, 8, 3))
    assert shares[4] == pytest.approx(LATE, abs=0.01)
    assert shares[0] == pytest.approx(SHARES, abs=0.01)


def test_few_visitors_keep_to_the_common_profile(world):
    """Three Fridays of ten visitors move Friday's profile less than half of the way to their own."""
    calendar, grid, counts = counts_by(world, 10, lambda day: LATE if day.weekday() == 4 else SHARES, weeks=3)
    shares = shares_on(world, fit_profiles(counts, 300, flat(grid)), calendar, date(2026, 1, 26))
    moved = (shares[4] - shares[0])[0] / (LATE - SHARES)[0]
    assert 0 <= moved < 0.5


def test_shares_are_of_the_open_slots_only(world):
    """Each open day sums to 1, closed slots and closed days to exactly 0; half a day keeps the shape of its half."""
    half = world.entry(start=date(2026, 8, 5), end=date(2026, 8, 5), kind="event", closes="10.00")
    calendar, grid, counts = counts_by(world, 10_000, lambda day: SHARES, [half])
    coming = world.grid(date(2026, 8, 3), 7)
    masks = ticket_masks(coming, calendar, ("a",))
    shares = fit_profiles(counts, 300, flat(grid)).shares(coming, masks)
    assert (shares[~masks] == 0).all()
    assert shares.sum(axis=-1)[0] == pytest.approx(masks.any(axis=-1)[0].astype(float))
    assert shares[0, 2, 0] / shares[0, 2, 3] == pytest.approx(3, rel=0.05)


def test_without_history_the_hours_of_the_questionnaire_hold(world):
    """Each half hour gets half of its hour's share, without any day and without any visitor."""
    calendar, grid, counts = counts_by(world, 0, lambda day: SHARES, weeks=1)
    for past in (counts.first_days(0), counts):
        shares = shares_on(world, fit_profiles(past, 300, hourly_rates(grid, FRONT_LOADED)), calendar, START)[0]
        assert shares[0] == pytest.approx(shares[1])
        assert shares[:2].sum() / shares[2:4].sum() == pytest.approx(22 / 24)


def test_a_profile_keeps_its_clock_times_on_another_grid(world):
    """A plan's grid that begins earlier sees the same shares at the same hours; other slot lengths are refused."""
    calendar, grid, counts = counts_by(world, 10_000, lambda day: SHARES)
    profiles = fit_profiles(counts, 300, flat(grid))
    wider = world.grid(START, 7, first="07.00", last="16.00")
    there = profiles.shares(wider, ticket_masks(wider, calendar, ("a",)))
    here = profiles.shares(world.grid(START, 7), ticket_masks(world.grid(START, 7), calendar, ("a",)))
    assert there[:, :, 2:16] == pytest.approx(here)
    with pytest.raises(ValueError, match="profile"):
        profiles.shares(world.grid(START, 7, slot_minutes=15), np.ones((1, 7, 28), dtype=bool))


def test_a_new_pattern_is_followed_soon(world):
    """Eight weeks after visitors began to come late, more than half of the way is gone."""
    change = START + timedelta(7 * 32)
    calendar, grid, counts = counts_by(world, 2000, lambda day: SHARES if day < change else LATE, weeks=40)
    shares = shares_on(world, fit_profiles(counts, 300, flat(grid)), calendar, START + timedelta(7 * 40))[0]
    assert (shares - SHARES)[0] / (LATE - SHARES)[0] > 0.5


def test_last_years_season_comes_again(world):
    """Where every July visitors came late, July is seen coming: no recent day has shown it."""

    def profile(day):
        return LATE if day.month == 7 else SHARES

    calendar, grid, counts = counts_by(world, 2000, profile, weeks=182, start=date(2023, 1, 2))
    profiles = fit_profiles(counts, 300, flat(grid))
    assert counts.grid.dates[-1] == date(2026, 6, 28)
    july = shares_on(world, profiles, calendar, date(2026, 7, 13))[0]
    assert (july - SHARES)[0] / (LATE - SHARES)[0] > 0.4


def test_an_open_holiday_looks_like_past_holidays(world):
    """Holidays have come like Sundays: the next one is expected so, the days beside it are not."""
    holidays = [START + timedelta(7 * week + 2) for week in range(2, 52, 4)]
    entries = [world.entry(start=day, end=day, kind="public_holiday", opens="08.00", closes="14.30")
               for day in (*holidays, date(2027, 1, 20))]  # fmt: skip
    like_sunday = set(holidays)
    calendar, grid, counts = counts_by(
        world,
        2000,
        lambda day: LATE if day.weekday() == 6 or day in like_sunday else SHARES,
        entries,
        52,
        days="mon-sun",
    )
    profiles = fit_profiles(counts, 300, flat(grid), open_holidays(grid, calendar))
    shares = shares_on(world, profiles, calendar, date(2027, 1, 18))
    assert (shares[2] - SHARES)[0] / (LATE - SHARES)[0] > 0.8
    assert (shares[1] - SHARES)[0] / (LATE - SHARES)[0] < 0.1


@settings(deadline=None, max_examples=40)
@given(
    days=st.integers(0, 80),
    kind=st.sampled_from(["nobody", "one", "few", "many", "jump", "gaps"]),
    seed=st.integers(0, 1000),
)
def test_any_history_gives_shares(days, kind, seed):
    """Whatever the log holds: shares are finite, not negative, 0 where closed, each open day sums to 1."""
    rng = np.random.default_rng(seed)
    past = SlotGrid(START, days, 60, 480, 6, "Asia/Jakarta")
    mean = {"nobody": 0, "one": 0, "few": 0.3, "many": 900, "jump": 5, "gaps": 5}[kind]
    came = rng.poisson(mean, size=(2, past.size))
    known = rng.random((2, past.size)) < (0.6 if kind == "gaps" else 1.0)
    if kind == "one" and past.size:
        came[0, rng.integers(past.size)] = 1
    if kind == "jump":
        came[:, past.size // 2 :] *= 10
    counts = Counts(past, ("a", "b"), came, np.zeros_like(came), known)
    profiles = fit_profiles(counts, 300, np.full(6, 1 / 6), rng.random(days) < 0.1)
    coming = SlotGrid(START + timedelta(days), 9, 60, 480, 6, "Asia/Jakarta")
    masks = rng.random((2, 9, 6)) < 0.7
    shares = profiles.shares(coming, masks, rng.random(9) < 0.3)
    assert (shares >= 0).all()
    assert (shares[~masks] == 0).all()
    assert shares.sum(axis=-1) == pytest.approx(masks.any(axis=-1).astype(float))
    assert np.isfinite(profiles.noise.swing).all()
    assert ((profiles.noise.clumping >= 0) & (profiles.noise.clumping <= 1)).all()
