"""forecast/today.py"""

from dataclasses import replace
from datetime import date
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.distribution import Forecast
from forecast.telling import PastDays
from forecast.today import finished, update_today
from office.grid import SlotGrid

SHARES = np.array([0.3, 0.2, 0.2, 0.2, 0.1])
GRID = SlotGrid(date(2026, 8, 3), 1, 60, 480, 5, "Asia/Jakarta")
ENDS = GRID.minutes + 60
TEN = 600
PATHS = 4000


def busy(size, paths=PATHS, mean=60.0, services=1, seed=0):
    """Gamma-Poisson days with `size` as the gamma's shape, each service by itself; None for plain Poisson."""
    rng = np.random.default_rng(seed)
    factor = np.ones((paths, services, 1)) if size is None else rng.gamma(size, 1 / size, size=(paths, services, 1))
    walk_in = rng.poisson(mean * factor * SHARES)
    none = np.zeros_like(walk_in)
    return Forecast(GRID, tuple("abc"[:services]), none, walk_in, none, ("loket",) * services)


def untold(services=1):
    """No past: the usual trust."""
    none = np.zeros((services, 0, 5))
    return PastDays(ENDS, none, none)


def past_like(forecast):
    """Past days that are as the morning's paths say, the expectation known."""
    came = np.moveaxis(forecast.walk_in[:300], 0, 1).astype(float)
    return PastDays(ENDS, np.broadcast_to(60.0 * SHARES, came.shape), came)


def updated(morning, seen, now=TEN, past=None, seed=1):
    seen = np.atleast_2d(seen)
    return update_today(morning, seen, now, past or past_like(morning), np.random.default_rng(seed))


def rest(forecast, now=TEN):
    return forecast.arrivals[:, :, ~finished(GRID, now)].sum(axis=2)


@pytest.mark.parametrize("size", [4.0, 16.0])
@pytest.mark.parametrize("came", [10, 30, 45])
def test_the_rest_is_the_gamma_poisson_posterior(size, came):
    """Mean (size + came) / (size + expected) of the morning's, variance that of the posterior's negative binomial."""
    morning = busy(size)
    found = rest(updated(morning, [came // 2, came - came // 2, 0, 0, 0]))[:, 0]
    posterior = (size + came) / (size + 30)
    mean = 30 * posterior
    assert found.mean() == pytest.approx(mean, rel=0.08)
    assert found.var() == pytest.approx(mean + mean**2 / (size + came), rel=0.35)


def test_poisson_visitors_tell_nothing():
    """Where no day is busier than another, a full morning is chance: the rest stays as it was."""
    morning = busy(None)
    found = rest(updated(morning, [25, 20, 0, 0, 0]))
    assert found.mean() == pytest.approx(rest(morning).mean(), rel=0.03)


def test_past_days_overrule_the_paths():
    """Paths that believe in busy days, days that never were: the past's word takes at least half of it away."""
    morning = busy(4.0)
    believed = rest(updated(morning, [25, 20, 0, 0, 0], past=untold())).mean()
    found = rest(updated(morning, [25, 20, 0, 0, 0], past=past_like(busy(None, seed=3)))).mean()
    usual = rest(morning).mean()
    assert believed > 1.2 * usual
    assert found - usual < 0.5 * (believed - usual)


def test_the_other_services_morning_tells_too():
    """Busy days that services share: a service without visitors so far gets more when the others are full."""
    rng = np.random.default_rng(2)
    factor = rng.gamma(8, 1 / 8, size=(PATHS, 1, 1))
    walk_in = rng.poisson(factor * np.array([6.0, 200.0])[:, None] * SHARES)
    none = np.zeros_like(walk_in)
    morning = Forecast(GRID, ("a", "b"), none, walk_in, none, ("loket",) * 2)
    seen = np.array([[2, 1, 0, 0, 0], [90, 60, 0, 0, 0]])
    found = rest(updated(morning, seen, past=untold(2)))[:, 0].mean()
    assert found > 1.2 * rest(morning)[:, 0].mean()


def test_what_was_seen_stands_and_the_begun_slot_loses_nobody():
    """Slots that are over hold what was seen, on every path; 12 in a begun slot are the least it will have."""
    found = updated(busy(9.0), [20, 15, 12, 99, 99], now=TEN + 30)
    assert (found.arrivals[:, 0, :2] == [20, 15]).all()
    assert found.arrivals[:, 0, 2].min() >= 12
    assert found.paths == PATHS


@pytest.mark.parametrize(("minutes", "seen"), [(15, 3), (30, 6), (45, 9), (59, 12)])
def test_the_begun_slot_goes_on_for_the_time_that_is_left(minutes, seen):
    """Poisson visitors, 12 an hour, evenly over it: what was seen, and 12 times the part that is left, as Poisson."""
    found = updated(busy(None), [18, 12, seen, 0, 0], now=TEN + minutes).arrivals[:, 0, 2] - seen
    expected = 12 * (60 - minutes) / 60
    assert found.min() >= 0
    assert found.mean() == pytest.approx(expected, rel=0.05, abs=0.05)
    assert found.var() == pytest.approx(expected, rel=0.12, abs=0.05)


def test_the_whole_day_is_unbiased_at_every_minute_of_a_slot():
    """Days drawn like the paths, cut at a minute: on average what comes after it is what was expected."""
    rng = np.random.default_rng(5)
    morning, after = busy(None, paths=300), []
    for _ in range(200):
        minute = np.sort(rng.uniform(0, 60, rng.poisson(12)))
        cut = int(rng.integers(1, 60))
        seen = [18, 12, int((minute < cut).sum()), 0, 0]
        after.append(updated(morning, seen, now=TEN + cut).arrivals[:, 0, 2].mean() - len(minute))
    assert np.mean(after) == pytest.approx(0, abs=3 * np.std(after) / np.sqrt(200) + 0.02)


def test_those_seen_are_booked_and_announced_as_far_as_these_were_due():
    """7 booked and 2 announced were due: of 4 seen all are booked, of 8 seven, of 20 eleven walked in."""
    morning = busy(9.0)
    booked, events = np.zeros_like(morning.walk_in), np.zeros_like(morning.walk_in)
    booked[:, :, :3], events[:, :, :3] = 7, 2
    found = updated(replace(morning, booked=booked, events=events), [4, 8, 20, 0, 0], now=TEN + 60)
    assert [part[:, 0, :3].T[:, 0].tolist() for part in (found.booked, found.events, found.walk_in)] == [
        [4, 7, 7], [0, 1, 2], [0, 0, 11]]  # fmt: skip


def test_of_a_begun_slot_the_parts_add_up():
    """Each of ten appointments is still to come with a half; those seen are the others first, so at most ten in all."""
    morning = busy(9.0)
    booked = np.zeros_like(morning.walk_in)
    booked[:, :, 2] = 10
    found = updated(replace(morning, booked=booked), [20, 15, 5, 0, 0], now=TEN + 30)
    mean = sum(comb(10, k) / 2**10 * min(10, k + 5) for k in range(11))
    assert found.booked[:, 0, 2].mean() == pytest.approx(mean, abs=0.1)
    assert (found.booked[:, 0, 2] <= 10).all()
    assert (found.arrivals[:, 0, 2] >= 5).all()


def test_before_the_first_slot_is_over_nothing_changes():
    """At opening the update is the morning's forecast."""
    morning = busy(9.0)
    assert (updated(morning, [0, 0, 0, 0, 0], now=480).arrivals == morning.arrivals).all()


def test_appointments_of_the_rest_stay():
    """A full morning of walk-ins moves no appointment."""
    morning = busy(4.0)
    booked = np.zeros_like(morning.walk_in)
    booked[:, :, 3] = 7
    found = updated(replace(morning, booked=booked), [30, 25, 0, 0, 0])
    assert (found.booked[:, :, 3] == 7).all()


def test_silence_is_noted_and_moves_nothing():
    """Nobody since 09.00 while twelve and more were expected: the rest follows from the first hour alone."""
    morning = busy(9.0)
    found = updated(morning, [18, 0, 0, 0, 0], now=TEN + 60)
    note = next(note for note in found.notes if note.code == "forecast.silent")
    assert (note.found, note.params["since"], note.params["expected"]) == ("a", "09.00", 24)
    assert rest(found, TEN + 60).mean() == pytest.approx(rest(morning, TEN + 60).mean(), rel=0.1)


def test_a_quiet_hour_of_a_small_service_is_no_outage():
    """Three expected and nobody there happens: no note, and a quieter rest."""
    morning = busy(4.0, mean=6.0)
    found = updated(morning, [0, 0, 0, 0, 0], past=untold())
    assert not found.notes
    assert rest(found).mean() < rest(morning).mean()


@settings(deadline=None, max_examples=60)
@given(
    seen=st.lists(st.integers(0, 300), min_size=10, max_size=10),
    now=st.integers(0, 1440),
    paths=st.integers(1, 30),
    size=st.sampled_from([None, 0.5, 9.0]),
)
def test_whatever_comes_the_update_is_a_forecast(seen, now, paths, size):
    """Few paths, odd counts, any minute: not negative, nobody in closed slots, what was seen stands."""
    morning = busy(size, paths=paths, services=2)
    closed = morning.walk_in.copy()
    closed[:, 1, 3:] = 0
    morning = replace(morning, walk_in=closed)
    arrivals = np.array(seen).reshape(2, 5) * (closed.max(axis=0) > 0)
    found = update_today(morning, arrivals, now, untold(2), np.random.default_rng(0))
    over = finished(GRID, now)
    assert (found.arrivals >= 0).all()
    assert (found.arrivals[:, :, over] == arrivals[:, over]).all()
    assert (found.arrivals[:, 1, 3:] == arrivals[1, 3:] * over[3:]).all()


def test_the_same_seed_gives_the_same_rest():
    """Chance comes from the generator alone."""
    morning = busy(9.0)
    one, other = (updated(morning, [20, 15, 0, 0, 0]).arrivals for _ in range(2))
    assert (one == other).all()


def test_a_week_is_refused():
    """The update is of one day."""
    morning = busy(9.0)
    with pytest.raises(ValueError, match="seen"):
        update_today(morning, np.zeros((2, 5), dtype=int), TEN, untold(), np.random.default_rng(0))
