"""forecast/intraday/noise.py and draw.py"""

from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.counts import Counts
from forecast.intraday import fit_profiles, over_slots, ticket_masks
from forecast.intraday.noise import slot_noise
from office.grid import SlotGrid
from office.streams import stream

SHARE = np.array([0.3, 0.25, 0.2, 0.15, 0.1])
PATHS = 4000


def dirichlet_days(visitors, clumping, days=600, seed=0):
    """Days of so many visitors whose shares are Dirichlet about SHARE."""
    rng = np.random.default_rng(seed)
    chances = rng.dirichlet(SHARE * (1 / clumping - 1), size=days) if clumping else np.tile(SHARE, (days, 1))
    return rng.multinomial(np.full(days, visitors), chances)[None].astype(float)


def drawn(noise, visitors, share=SHARE, service=0, luck=None, seed=1):
    rng = np.random.default_rng(seed)
    luck = rng.standard_exponential((PATHS, noise.worth.shape[1] + 1)) if luck is None else luck
    return rng.multinomial(np.full(PATHS, visitors), noise.chances(service, share, luck, rng))


@cache
def learnt(weeks):
    """Profiles of some weeks that hold 08.00 to 12.00, and a wider grid of a coming day."""
    past = SlotGrid(date(2026, 1, 5), 7 * weeks, 30, 480, 8, "Asia/Jakarta")
    came = np.random.default_rng(weeks).poisson(4, size=(1, past.size))
    counts = Counts(past, ("a",), came, np.zeros_like(came), np.ones_like(came, dtype=bool))
    coming = SlotGrid(date(2026, 3, 2), 1, 30, 450, 13, "Asia/Jakarta")
    return fit_profiles(counts, 300, np.full(8, 1 / 8)), coming


def expected(came):
    return np.broadcast_to(SHARE, came.shape)


@pytest.mark.parametrize("clumping", [0.0, 0.01, 0.05])
@pytest.mark.parametrize("visitors", [12, 100, 3000])
def test_slots_vary_as_they_did(clumping, visitors):
    """Variance in a slot is Mosimann's N p (1 - p) (1 + (N - 1) clumping), of few visitors and of many."""
    came = dirichlet_days(visitors, clumping)
    noise = slot_noise(expected(came), came)
    stated = visitors * SHARE * (1 - SHARE) * (1 + (visitors - 1) * clumping)
    found = drawn(noise, visitors)
    assert found.mean(axis=0) == pytest.approx(visitors * SHARE, rel=0.06)
    assert (found.var(axis=0) / stated).mean() == pytest.approx(1, abs=0.25 if clumping else 0.45)
    if clumping and visitors >= 100:
        assert noise.clumping[0].mean() == pytest.approx(clumping, rel=0.4)


def test_a_bus_stays_a_bus():
    """A slot that was either empty or full is so again: hardly anything between."""
    rng = np.random.default_rng(5)
    full = rng.random(400) < 0.5
    chances = np.where(full[:, None], [0.4, 0.2, 0.2, 0.1, 0.1], [0.0, 0.35, 0.35, 0.15, 0.15])
    came = rng.multinomial(np.full(400, 1000), chances)[None].astype(float)
    mean = np.broadcast_to(chances.mean(axis=0), came.shape)
    found = drawn(slot_noise(mean, came), 1000, mean[0, 0])[:, 0]
    assert ((found > 50) & (found < 330)).mean() < 0.15
    assert 0.35 < (found > 330).mean() < 0.6


def test_slots_that_move_together_do_so_again():
    """Early and late halves: correlation inside a half as in the past, about 0.6 here."""
    rng = np.random.default_rng(6)
    tilt = np.exp(0.3 * rng.standard_normal((500, 1)) * [1, 1, 0, -1, -1] + 0.1 * rng.standard_normal((500, 5)))
    chances = SHARE * tilt / (SHARE * tilt).sum(axis=1, keepdims=True)
    came = rng.multinomial(np.full(500, 5000), chances)[None].astype(float)
    found = drawn(slot_noise(expected(came), came), 5000)
    assert np.corrcoef(found[:, 0], found[:, 1])[0, 1] == pytest.approx(
        np.corrcoef(came[0, :, 0], came[0, :, 1])[0, 1], abs=0.12
    )


def test_services_given_the_same_luck_borrow_the_same_days():
    """What made one service's morning full made the other's: the draws keep their correlation."""
    rng = np.random.default_rng(7)
    tilt = np.exp(0.4 * rng.standard_normal((500, 1)) * [1, 0, 0, 0, -1])
    chances = SHARE * tilt / (SHARE * tilt).sum(axis=1, keepdims=True)
    came = np.stack([rng.multinomial(np.full(500, number), chances) for number in (800, 1500)]).astype(float)
    noise = slot_noise(expected(came), came)
    luck = rng.standard_exponential((PATHS, 372))
    one, other = (drawn(noise, 1000, service=s, luck=luck, seed=s)[:, 0] for s in (0, 1))
    assert np.corrcoef(one, other)[0, 1] > 0.5


@settings(deadline=None, max_examples=40)
@given(
    totals=st.lists(st.integers(0, 500), min_size=1, max_size=5),
    closed=st.sets(st.integers(0, 12), max_size=12),
    seed=st.integers(0, 100),
)
def test_every_day_keeps_its_total_and_closed_slots_stay_empty(totals, closed, seed):
    """However the visitors clumped, and with slots that the past never held."""
    profiles, grid = learnt(seed % 3)
    masks = np.ones((1, *grid.shape), dtype=bool) & ~np.isin(np.arange(grid.slots), list(closed))
    shares = profiles.shares(grid, masks)
    days = np.zeros((len(totals), 1, grid.days), dtype=int)
    days[:, 0, 0] = totals if masks[0, 0].any() else 0
    found = over_slots(days, shares, profiles, ("a",), grid, "walk_in", lambda name: stream(seed, name))
    found = found.reshape(len(totals), 1, *grid.shape)
    assert (found.sum(axis=-1) == days).all()
    assert (found[:, ~masks] == 0).all()


def test_a_new_service_changes_no_others_numbers(world):
    """The first service's slots are the same whether a second one is drawn or not."""
    _, calendar, counts = world.drawn([world.law("a", 40), world.law("b", 20)], 140)
    both = fit_profiles(counts, 300, np.full(counts.grid.slots, 1 / counts.grid.slots))
    grid = world.grid(counts.grid.dates[-1], 7)
    masks = ticket_masks(grid, calendar, ("a", "b"))
    totals = np.where(masks.any(axis=-1), 30, 0) * np.ones((50, 1, 1), dtype=int)
    shares = both.shares(grid, masks)
    streams = world.streams()
    together = over_slots(totals, shares, both, ("a", "b"), grid, "walk_in", streams)
    totals[:, 1] = 0
    alone = over_slots(totals, shares, both, ("a", "b"), grid, "walk_in", streams)
    assert (together[:, 0] == alone[:, 0]).all()
    assert alone[:, 1].sum() == 0
