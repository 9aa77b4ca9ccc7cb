"""forecast/today.py"""

from dataclasses import replace
from datetime import date

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
