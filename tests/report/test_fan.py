"""The fan shows what it says: ranges one inside the other, closed days hatched, the past as dots."""

import re

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
