"""Periods: which days are counted together, and which number holds for them."""

from datetime import date, timedelta

import numpy as np
import pytest

from office.people import Officer
from scheduler.horizon import Horizon
from scheduler.rules.period import BySeason, Period


def horizon(start: date, days: int, past: int = 0, ramadan: int = 0) -> Horizon:
    """Days in a row of which the first are past; the last ones lie in Ramadan."""
    dates = tuple(start + timedelta(n) for n in range(days))
    officer = Officer(id="p1", name="P1", skills=frozenset("a"), contract="c")
    seasons = ("normal",) * (days - ramadan) + ("ramadan",) * ramadan
    return Horizon((officer,), dates, seasons, (), np.zeros(0, dtype=bool), past)


def told(period: Period, of: Horizon) -> list[str]:
    """First and last day of each window, in brackets where it is led on."""
    return [
        f"({w.first:%d.%m}-{w.last:%d.%m})" if w.is_led else f"{w.first:%d.%m}-{w.last:%d.%m}"
        for w in period.windows(of)
    ]


@pytest.mark.parametrize(
    ("period", "windows"),
    [
        ("week", ["23.11-29.11", "30.11-06.12"]),
        ("month", ["01.11-30.11", "01.12-31.12"]),
        ("horizon", ["27.11-03.12"]),
        ({"days": 6}, ["22.11-27.11", "23.11-28.11", "24.11-29.11", "25.11-30.11", "26.11-01.12", "27.11-02.12",
                       "28.11-03.12", "(29.11-04.12)", "(30.11-05.12)", "(01.12-06.12)", "(02.12-07.12)",
                       "(03.12-08.12)"]),
        ({"weeks": 1}, ["23.11-29.11", "30.11-06.12"]),
        ({"weeks": 2}, ["16.11-29.11", "23.11-06.12", "(30.11-13.12)"]),
    ],
)  # fmt: skip
def test_windows_are_those_that_touch_a_day_to_be_decided(period, windows):
    """From Friday 27 November 2026 to Thursday 3 December, with four known days before."""
    assert told(Period.model_validate(period), horizon(date(2026, 11, 23), 11, past=4)) == windows


def test_every_day_is_a_period_of_its_own():
    """Also where only one day is to be decided."""
    assert told(Period(every="day"), horizon(date(2026, 11, 23), 3, past=2)) == ["25.11-25.11"]


def test_days_outside_the_horizon_are_unknown():
    """Of the week from 23 November the horizon holds Wednesday to Sunday."""
    (window, *_) = Period(every="week").windows(horizon(date(2026, 11, 25), 7))
    assert (list(window.days), window.length, window.unknown) == ([0, 1, 2, 3, 4], 7, 2)


@pytest.mark.parametrize(("ramadan", "number"), [(0, 2250), (7, 1950), (2, 2164), (5, 2036)])
def test_numbers_are_mixed_by_days(ramadan, number):
    """2,250 minutes a week and 1,950 in Ramadan: 7 of 7 days, or 2 or 5 of them in Ramadan."""
    of = horizon(date(2026, 2, 16), 7, ramadan=ramadan)
    assert BySeason(normal=2250, ramadan=1950).over(of, range(7)) == number
