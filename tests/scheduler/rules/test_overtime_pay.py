"""Overtime pay as the law counts it: day by day, each day's first hour cheaper than those after it."""

from datetime import timedelta

import numpy as np
import pytest

from office.people import Officer
from office.values import Span
from scheduler.horizon import Horizon
from scheduler.roster import Assignment
from scheduler.rules.overtime_pay import OvertimePay
from tests.scheduler.rules.horizons import MONDAY

RATES = [{"rupiah": 30_000}]
"""500 rupiah a minute: 750 in the first hour of overtime, 1000 after it."""


def worked(*minutes: int) -> Horizon:
    """One officer and a day from 08.00 for each number of minutes, all of them paid; the days are given."""
    days = tuple(MONDAY + timedelta(n) for n in range(len(minutes)))
    return Horizon(
        officers=(Officer(id="p1", name="P1", skills=frozenset("a"), contract="c"),),
        dates=days,
        seasons=("normal",) * len(days),
        candidates=tuple(
            Assignment(officer="p1", day=day, shift="day", span=Span(start=480, end=480 + n))
            for day, n in zip(days, minutes, strict=True)
        ),
        is_given=np.zeros(len(days), dtype=bool),
        first=0,
        away=frozenset(),
    )


def price(rule: OvertimePay, horizon: Horizon) -> float:
    """Rupiah of the whole horizon, all of it worked."""
    return sum(breach.price for breach in rule.breaches(horizon, np.ones(len(horizon.candidates), dtype=bool)))


@pytest.mark.parametrize(
    ("minutes", "rupiah"),
    [
        ([480] * 5, 0),
        ([540], 60 * 750),
        ([600], 60 * 750 + 60 * 1000),
        ([600, 570, 420], (60 * 750 + 60 * 1000) + (60 * 750 + 30 * 1000)),
        ([540] * 5, 5 * 60 * 750),
    ],
)
def test_each_day_has_a_first_hour_of_its_own(minutes, rupiah):
    """By hand: a short day gives nothing back, and five days of one hour are five first hours."""
    assert price(OvertimePay(rates=RATES), worked(*minutes)) == rupiah


def test_a_week_as_a_period_is_another_sum():
    """The same five hours counted by the week: one first hour, four dear ones."""
    rule = OvertimePay(rates=RATES, period="week", above=2400)
    assert price(rule, worked(*[540] * 5)) == 60 * 750 + 4 * 60 * 1000
