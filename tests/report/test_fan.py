"""The fan shows what it says: ranges one inside the other, closed days hatched, the past as dots."""

import re
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from forecast.counts import Counts
from office.grid import SlotGrid
from report.plots.fan import FanDays, fan_days, fan_picture, profile_picture


@pytest.fixture
def shown(plan):
    """The plan's week without a past."""
    return fan_days(plan.forecast, plan.week.days, None, None, frozenset())


def _counts(plan, days=60):
    grid = SlotGrid(plan.week.grid.start.fromordinal(plan.week.grid.start.toordinal() - days), days,
                    plan.week.grid.slot_minutes, plan.week.grid.first, plan.week.grid.slots)  # fmt: skip
    shape = (len(plan.forecast.services), grid.size)
    arrivals = np.ones(shape, dtype=np.int64)
    return Counts(grid, plan.forecast.services, arrivals, np.zeros_like(arrivals), np.ones(shape, dtype=bool))


def test_the_past_is_the_last_six_weeks(plan):
    """42 known days at most, the sum of all services or one service's own."""
    whole = fan_days(plan.forecast, plan.week.days, _counts(plan), None, frozenset())
    own = fan_days(plan.forecast, plan.week.days, _counts(plan), 0, frozenset())
    assert len(whole.past) == len(own.past) == 42
    assert whole.past[0][1] == len(plan.forecast.services) * own.past[0][1]


def test_the_same_fan_is_the_same_picture_and_says_its_units(shown, words):
    """Byte by byte; the axis says people a day; the legend names three ranges."""
    first, second = (fan_picture(shown, "Kantor", words) for _ in "ab")
    assert first == second
    assert words("plot.visitors_a_day") in first.svg
    for share in (50, 80, 95):
        assert words("fan.range", share=share) in first.svg


def test_an_overridden_day_is_marked(plan, shown, words):
    """A mark more than without."""
    day = plan.week.open_days[0].date
    marked = FanDays(shown.days, shown.samples, shown.past, frozenset({day}))
    assert words("fan.override") in fan_picture(marked, "x", words).svg
    assert words("fan.override") not in fan_picture(shown, "x", words).svg


def test_a_small_fan_has_no_legend(shown, words):
    """It stands in the large one beside it."""
    assert words("plot.middle") not in fan_picture(shown, "x", words, small=True).svg


def test_the_profile_names_the_busiest_slot(plan, words):
    """The slot with the largest mean over all open days."""
    mean = plan.forecast.office_slots.mean(axis=(0, 1))
    start = int(plan.week.grid.minutes[int(mean.argmax())])
    picture = profile_picture(plan.forecast, words)
    assert words.clock(start) in picture.title
    assert re.search("<use|<path", picture.svg)


def _later(shown, days):
    """The same fan with a past that ends so many days before the first coming day."""
    last = shown.days[0].date - timedelta(days + 1)
    return replace(shown, past=tuple((last - timedelta(n), 20) for n in reversed(range(10))))


def test_days_that_nobody_knows_stand_apart(shown, words):
    """A gap of a month is drawn with its length; a weekend is none."""
    assert words("fan.apart", days=30) in fan_picture(_later(shown, 30), "x", words).svg
    assert words("fan.apart", days=2) not in fan_picture(_later(shown, 2), "x", words).svg


def test_closed_days_have_their_name(shown, words):
    """The calendar's own name stands along the hatching."""
    (closed,) = [day for day in shown.days if not day.is_open and day.date.weekday() < 5]
    assert closed.entries[0].note in fan_picture(shown, "x", words).svg


def test_many_weeks_have_fewer_dates_than_weeks(shown, words):
    """Dates do not print over each other: ten at most, five in a small one."""
    past = tuple((shown.days[0].date - timedelta(7 * n), 20) for n in range(30, 0, -1))
    for small, most in ((False, 10), (True, 5)):
        svg = fan_picture(replace(shown, past=past), "x", words, small).svg
        assert sum(words.short_day(day) in svg for day, _ in past) <= most


def test_a_long_title_goes_on_in_a_second_line(shown, words):
    """Nothing of it is cut."""
    title = "Prioritas (lansia, disabilitas, ibu hamil, balita)"
    svg = fan_picture(shown, title, words, small=True).svg
    assert "balita)" in svg.split("aria-label", 1)[1].split(">", 1)[1]
