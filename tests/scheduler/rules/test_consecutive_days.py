"""Consecutive days: the last allowed day and the one after it, the week before included."""

from datetime import timedelta

import pytest

from office.people import Absence
from scheduler.roster import Turns
from scheduler.rules.consecutive_days import ConsecutiveDays
from tests.scheduler.rules.tables import FRI, MON, SAT, THU, TUE, WED, does, given, keeps, works

DAYS = (MON, TUE, WED, THU, FRI, SAT)


@pytest.mark.parametrize(("most", "kept"), [(6, True), (5, False)])
def test_six_days_are_a_stretch_of_six(most, kept):
    """Monday to Saturday is allowed with six days in a row, not with five."""
    assert keeps(ConsecutiveDays(most=most), given(), *map(works, DAYS)) is kept


@pytest.mark.parametrize(("row", "kept"), [(3, True), (4, False)])
def test_days_of_the_week_before_count(row, kept):
    """Three days up to Sunday and Monday to Wednesday are six; with four they are seven."""
    turns = (Turns(officer="p1", last_day=MON - timedelta(1), last_end=960, days_in_row=row),)
    assert keeps(ConsecutiveDays(), given(turns=turns), works(MON), works(TUE), works(WED)) is kept


def test_a_free_sunday_ends_the_row():
    """What was worked up to Saturday does not count when Sunday was free."""
    turns = (Turns(officer="p1", last_day=MON - timedelta(2), last_end=960, days_in_row=6),)
    assert keeps(ConsecutiveDays(), given(turns=turns), works(MON))


@pytest.mark.parametrize(("kind", "kept"), [("outside_duty", False), ("leave", True)])
def test_outside_duty_is_no_day_off(kind, kept):
    """Named outside duty in the middle keeps the row going; leave ends it."""
    week = given(absences=(Absence(officer="p1", start=WED, end=WED, kind=kind),))
    others = (works(day) for day in DAYS if day != WED)
    assert keeps(ConsecutiveDays(most=5), week, *others) is kept


def test_an_event_is_no_day_off():
    """Being sent out counts like a shift."""
    others = (works(day) for day in DAYS if day != WED)
    assert not keeps(ConsecutiveDays(most=5), given(), does("outside_duty", WED, "07.30-16.00"), *others)
