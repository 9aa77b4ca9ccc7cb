"""Standby officers at free counters: who may sit where, and what the plan is then."""

import numpy as np
import pytest

from planning.standby import seatings
from scheduler.staffplans import staff_plan
from tests.planning.tiny import CLOSES, OPENS, tiny_roster, tiny_week

COUNTERS = (("one", "a"), ("one", "a"), ("one", "a"), ("two", "b"))


def ways(*duties, officers=("a", "a", "ab"), start=600, end=720):
    """Seatings on Tuesday from one minute to another, of officers p1, p2, p3 at l1, l2, l3 (a) and l4 (b)."""
    week = tiny_week(COUNTERS, officers)
    roster = tiny_roster(week, *duties)
    minutes = week.grid.minutes
    slots = np.flatnonzero((minutes >= start) & (minutes < end))
    return week, staff_plan(week, roster), list(seatings(week, roster, 1, slots))


P1 = ("p1", OPENS, CLOSES, "l1")


@pytest.mark.parametrize(
    ("duties", "found"),
    [
        ([P1], []),
        ([P1, ("p2", OPENS, CLOSES, "standby")], [("p2", "l2")]),
        ([P1, ("p3", OPENS, CLOSES, "standby")], [("p3", "l2"), ("p3", "l4")]),
        ([P1, ("p2", 630, CLOSES, "standby")], []),
        ([P1, ("p2", OPENS, CLOSES, "standby"), ("p3", 700, 730, "l2")], [("p2", "l3")]),
        ([P1, ("p2", OPENS, CLOSES, "standby"), ("p3", 720, 750, "l2")], [("p2", "l2")]),
    ],
)
def test_who_may_sit_where(duties, found):
    """Who is on standby at once and can serve there, at counters that nobody holds for a minute of the time."""
    assert [(way.officer, way.counter) for way in ways(*duties)[2]] == found


def test_he_sits_as_long_as_he_is_on_standby():
    """On standby until 11.00 of 10.00-12.00: an hour at the counter; nothing else of the plan changes."""
    week, before, (way,) = ways(P1, ("p2", OPENS, 660, "standby"))
    assert week.grid.minutes[way.slots].tolist() == [600, 630]
    seats = np.zeros(before.serves.shape, dtype=bool)
    seats[1, 1, way.slots] = True
    step_a = 1 << week.office.step_ids.index("a")
    np.testing.assert_array_equal(way.plan.serves, np.where(seats, step_a, before.serves))
    np.testing.assert_array_equal(way.plan.on_call, before.on_call & ~seats)
    np.testing.assert_array_equal(way.plan.counter_type != before.counter_type, seats)
