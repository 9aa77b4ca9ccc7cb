"""Hours of a day, counted one by one and compared."""

import numpy as np
import pytest

from planning.hourly import hour_loads, hour_waits
from scheduler.staffplans import staff_plan
from staffing.simulation import simulate, trace
from staffing.visitors import draw_visitors
from staffing.waits import waits_of
from tests.planning.tiny import arrivals, tiny_roster, tiny_week


@pytest.fixture(scope="module")
def case():
    """Twenty-five weeks of one counter from 08.00 to 15.00; too many come at nine."""
    week = tiny_week(officers=("a",), counters=(("one", "a"),))
    plan = staff_plan(week, tiny_roster(week, ("p1", 480, 900, "l1")))
    counts = arrivals(week, *((day, 480, 840, 0, 1) for day in range(5)), *((day, 540, 600, 0, 3) for day in range(5)),
                      paths=25)  # fmt: skip
    counts = np.random.default_rng(2).poisson(counts)
    visitors = draw_visitors(counts, week.grid, week.office, week.days, np.random.default_rng(3))
    happened = trace(visitors, plan, week.office)
    return week, simulate(visitors, plan, week.office), waits_of(happened, visitors, week.office), visitors, happened


def test_waits_by_hour_are_those_of_single_visitors(case):
    """Visitors, mean, band of single days' means and share late of every hour, for one day and for all together."""
    week, outcome, waits, *_ = case
    found = {(hour.day, hour.start): hour for hour in hour_waits(outcome.calls.together(), week.grid, tuple(range(5)))}
    hour = waits.arrival // 60 * 60
    for (day, start), told in found.items():
        mine = (hour == start) & ((waits.day == day) if day is not None else True)
        assert told.end == start + 60
        assert told.visitors == pytest.approx(mine.sum() / waits.paths / (5 if day is None else 1))
        assert told.mean == pytest.approx(waits.wait[mine].mean(), rel=1e-5)
        assert told.late == pytest.approx(waits.late_call[mine].mean())
        days = [waits.wait[mine & (waits.cell == cell)] for cell in np.unique(waits.cell[mine])]
        low, high = np.quantile([day.mean() for day in days], (0.1, 0.9))
        assert (told.low, told.high) == (pytest.approx(low), pytest.approx(high))
        assert told.longest == pytest.approx(np.quantile([day.max() for day in days], 0.9), rel=1e-5)
    assert {start for day, start in found if day == 0} == set(hour[waits.day == 0].astype(int).tolist())


def test_the_crowd_at_nine_waits_longest(case):
    """The picture that the arrivals were made for."""
    week, outcome, *_ = case
    hours = [hour for hour in hour_waits(outcome.calls.together(), week.grid, (0, 1, 2, 3, 4)) if hour.day is None]
    assert max(hours, key=lambda hour: hour.mean).start in (540, 600)


def test_people_waiting_and_counters_in_use_by_brute_force(case):
    """Mean number waiting (looked at every quarter minute) and share of counter time with a visitor, on Monday."""
    _, outcome, waits, visitors, happened = case
    loads = {hour.start: hour for hour in hour_loads(outcome, 0)}
    moments = np.arange(480, 900, 0.25)
    waiting = np.zeros((visitors.paths, len(moments)))
    busy = np.zeros_like(waiting)
    for v in np.flatnonzero(waits.day == 0):
        begin = happened.begin[v, 0]
        waiting[waits.path[v]] += (moments >= waits.arrival[v]) & (moments < (begin if begin >= 0 else np.inf))
        if begin >= 0:
            busy[waits.path[v]] += (moments >= begin) & (moments < begin + visitors.minutes[v, 0])
    for start in range(480, 900, 60):
        mine = (moments >= start) & (moments < start + 60)
        assert loads[start].waiting == pytest.approx(waiting[:, mine].mean(), abs=0.02)
        assert loads[start].waiting_high == pytest.approx(np.quantile(waiting[:, mine].mean(axis=1), 0.9), abs=0.05)
        assert loads[start].occupied == pytest.approx(busy[:, mine].mean(), abs=0.01)
        assert loads[start].counters == 1.0


def test_a_closed_day_has_no_hours(case):
    """Nobody waits on Sunday and no counter is held."""
    assert hour_loads(case[1], 6) == ()
