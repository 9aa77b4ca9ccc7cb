"""forecast/backtest/run.py and past.py: what a forecaster sees, and what it is judged by."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from forecast.backtest.past import LogPast, OutsidePast
from forecast.backtest.result import NAIVE, SHARES
from forecast.backtest.run import Candidate, backtest, predicted
from forecast.outside import OutsideCounts
from forecast.settings import ForecastSettings
from office.bookings import Booking
from office.days import CalendarEntry
from office.grid import SlotGrid
from office.streams import stream

START, DAYS = date(2026, 1, 5), 120
ORIGINS = (START + timedelta(84), START + timedelta(91))
SETTINGS = ForecastSettings(model="count_regression", paths=60)
MODELS = (Candidate("count_regression", SETTINGS), Candidate(NAIVE, SETTINGS))


@pytest.fixture(scope="module")
def outside():
    """Two services of four open hours from Monday to Saturday; the tenth day is missing."""
    generator = np.random.default_rng(2)
    grid = SlotGrid(START, DAYS, 60, 0, 24)
    arrivals = np.zeros((2, DAYS, 24), dtype=np.int64)
    weekday = np.array([day.weekday() for day in grid.dates])
    arrivals[:, :, 8:12] = generator.poisson([[[6.0]], [[2.0]]], size=(2, DAYS, 4)) * (weekday < 6)[:, None]
    present = weekday < 6
    present[9] = False
    arrivals[:, 9] = 0
    return OutsideCounts(grid, ("a", "b"), ("A", "B"), arrivals, present)


def run(past, horizon=28, origins=ORIGINS, models=MODELS):
    return backtest(
        past, origins, horizon, models, lambda origin: lambda name: stream(1, "test", f"{origin}", name),
        lambda place, model: None,
    )  # fmt: skip


@pytest.fixture(scope="module")
def result(outside):
    return run(OutsidePast(outside))


def test_nothing_after_an_origin_is_seen(outside, result):
    """Other arrivals from the origin on change no forecast, also of opening hours; only what it is judged by."""
    after = (ORIGINS[0] - START).days
    changed = outside.arrivals.copy()
    changed[:, after:] = 3 * changed[:, after:, ::-1] + 1
    other = run(OutsidePast(replace(outside, arrivals=changed)), origins=ORIGINS[:1])
    for level, same in zip(other.levels, result.levels, strict=True):
        for model in other.models:
            assert (level.predicted[model].quantiles[:, 0] == same.predicted[model].quantiles[:, 0]).all()
            assert (level.predicted[model].mean[0] == same.predicted[model].mean[0]).all()


def test_the_same_call_gives_the_same_result(outside, result):
    """Seconds apart."""
    again = run(OutsidePast(outside))
    for level, same in zip(again.levels, result.levels, strict=True):
        assert all((level.predicted[m].quantiles == same.predicted[m].quantiles).all() for m in again.models)


def test_only_open_hours_of_known_days_are_scored(outside, result):
    """Four hours a day of Monday to Saturday; the days after the file's end are not."""
    known = np.array([(ORIGINS[1] + timedelta(n) - START).days < DAYS for n in range(28)])
    weekday = np.array([(ORIGINS[1] + timedelta(n)).weekday() for n in range(28)])
    expected = known & (weekday < 6)
    assert (result.day.scored[1] == expected).all()
    slots = result.slot.scored[1].reshape(2, 28, 24)
    assert (slots.sum(axis=-1) == 4 * expected).all()
    assert slots[:, expected, 8:12].all()


def test_forecasts_are_coherent_closed_when_closed_and_in_order(result):
    """Means of hours sum to days; nobody on Sundays and at night; quantiles rise; chances of what came are in order."""
    for model in result.models:
        day, slot = result.day.predicted[model], result.slot.predicted[model]
        hours = slot.mean.reshape(2, 2, 28, 24)
        assert hours.sum(axis=-1) == pytest.approx(day.mean)
        assert hours[..., :8].sum() == hours[..., 12:].sum() == 0
        sunday = [n for n in range(28) if (ORIGINS[0] + timedelta(n)).weekday() == 6]
        assert day.quantiles[:, 0, :, sunday].sum() == 0
        for found in (day, slot):
            assert (np.diff(found.quantiles, axis=0) >= 0).all()
            assert (found.below <= found.upto).all()
            assert found.quantiles.min() >= 0


def test_mase_is_scaled_by_the_error_of_last_week(outside, result):
    """Mean |y(t) - y(t - 7)| over known days of the history."""
    days = (ORIGINS[0] - START).days
    daily, present = outside.arrivals[0, :days].sum(axis=-1), outside.present[:days]
    pairs = [abs(int(daily[t] - daily[t - 7])) for t in range(7, days) if present[t] and present[t - 7]]
    assert result.day.scale[0, 0] == pytest.approx(np.mean(pairs))


def test_a_day_that_the_calendar_closes_is_not_scored_and_has_nobody(outside):
    """A holiday in the horizon."""
    day = ORIGINS[0] + timedelta(1)
    entry = CalendarEntry(start=day, end=day, kind="public_holiday")
    found = run(OutsidePast(outside, (entry,)), horizon=3, origins=ORIGINS[:1])
    assert found.day.scored[0, 0].tolist() == [True, False, True]
    assert all(found.day.predicted[model].quantiles[:, 0, :, 1].max() == 0 for model in found.models)


def test_a_service_that_begins_late_is_learnt_from_its_own_days(outside):
    """Zeros before it began are neither closed hours nor quiet days."""
    late = outside.arrivals.copy()
    late[1, :49] = 0
    past = OutsidePast(replace(outside, arrivals=late))
    known = past.known(ORIGINS[0])
    assert not known.counts.observed_days[1, :48].any()
    assert known.counts.observed_days[1, 49:].sum() == 30
    found = run(past, horizon=7, origins=ORIGINS[:1])
    usual = outside.arrivals[1, 49:84].sum() / 30
    assert found.day.predicted["count_regression"].mean[0, 1, :6].mean() == pytest.approx(usual, rel=0.25)


def test_an_offices_own_log_is_walked_through_alike(world):
    """Scored are exactly the known days of the log."""
    outage = world.entry(start=START + timedelta(85), end=START + timedelta(85), kind="outage")
    office, calendar, counts = world.drawn([world.law("a", 12)], DAYS, entries=[outage])
    found = run(LogPast(counts, calendar, office), horizon=7, origins=ORIGINS[:1])
    assert found.day.scored[0, 0].tolist() == counts.observed_days[0, 84:91].tolist()
    assert not found.day.scored[0, 0, 1]
    assert (found.day.visitors[0, 0] == counts.daily[0, 84:91]).all()


def test_what_was_booked_before_an_origin_is_known_there(world):
    """Ninety are booked for one day, before the first origin or after it: only then it is more than usual."""
    office, calendar, counts = world.drawn([world.law("a", 12)], DAYS)
    day = ORIGINS[0] + timedelta(2)
    for booked_on, more in ((ORIGINS[0] - timedelta(3), True), (ORIGINS[0], False), (None, False)):
        group = Booking(day=day, minute=540, service="a", count=90, booked_on=booked_on, status="cancelled")
        found = run(LogPast(counts, calendar, office, (group,)), horizon=7, origins=ORIGINS[:1])
        assert bool(found.day.predicted["count_regression"].mean[0, 0, 2] > 60) == more


def test_quantiles_are_the_inverted_cdf_of_the_paths():
    """The smallest value that so many paths do not exceed; and the share of paths below and up to what came."""
    paths = np.arange(1, 1001).reshape(-1, 1, 1)
    found = predicted(paths, np.array([[250]]))
    assert found.quantiles[:, 0, 0].tolist() == [round(1000 * share) for share in SHARES]
    assert (found.below[0, 0], found.upto[0, 0]) == (0.249, 0.25)


def test_a_model_that_never_spoke_is_not_shown(outside):
    """Nothing can be fitted to a service without visitors: the baseline stands in, and it is told."""
    nobody = outside.arrivals.copy()
    nobody[1] = 0
    found = run(OutsidePast(replace(outside, arrivals=nobody)), horizon=7)
    assert found.speakers["count_regression"] == (("count_regression", NAIVE),) * 2
    assert "count_regression" in found.models
    alone = OutsideCounts(outside.grid, ("b",), ("B",), nobody[1:], outside.present)
    silent = run(OutsidePast(alone), horizon=7)
    assert silent.models == (NAIVE,)
    assert silent.speakers["count_regression"] == ((NAIVE,),) * 2
