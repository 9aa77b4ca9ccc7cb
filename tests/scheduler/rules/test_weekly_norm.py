"""Weekly norm: 37 h 30 min, holidays and leave taken off, within the tolerance."""

import pytest

from office.days import CalendarEntry
from office.people import Absence
from scheduler.rules.weekly_norm import WeeklyNorm
from tests.scheduler.rules.tables import FRI, MON, SAT, THU, TUE, WED, does, given, keeps, works

WEEKDAYS = [works(day) for day in (MON, TUE, WED, THU, FRI)]
COLLEAGUE = [works(day, "p2") for day in (MON, TUE, WED, THU, FRI)]


def test_five_days_of_seven_and_a_half_hours_are_the_norm():
    """Four days 07.30-16.00 with an hour and Friday until 16.30 with 90 minutes of break are 37 h 30 min."""
    assert keeps(WeeklyNorm(), given(), *WEEKDAYS, *COLLEAGUE)


@pytest.mark.parametrize(("tolerance", "kept"), [(449, False), (450, True)])
@pytest.mark.parametrize("parts", [WEEKDAYS[1:], [*WEEKDAYS, works(SAT)]])
def test_a_day_too_few_or_too_many_needs_its_tolerance(parts, tolerance, kept):
    """One day is 450 minutes; one minute less of tolerance refuses it."""
    assert keeps(WeeklyNorm(), given(tolerance=tolerance), *parts, *COLLEAGUE) is kept


def test_saturday_is_worked_instead_of_a_weekday():
    """With Saturday five of six days are owed."""
    assert keeps(WeeklyNorm(), given(), *WEEKDAYS[1:], works(SAT), *COLLEAGUE)


def test_a_holiday_lowers_the_norm():
    """With a closed Monday four days are enough and Saturday is not owed."""
    week = given(("ab",), entries=(CalendarEntry(start=MON, end=MON, kind="public_holiday"),))
    assert keeps(WeeklyNorm(), week, *WEEKDAYS[1:])
    assert not keeps(WeeklyNorm(), week, *WEEKDAYS[1:], works(SAT))


@pytest.mark.parametrize("kind", ["leave", "outside_duty", "off_duty"])
def test_absence_counts_as_worked(kind):
    """Who is away on Monday owes four days."""
    week = given(("ab",), absences=(Absence(officer="p1", start=MON, end=MON, kind=kind),))
    assert keeps(WeeklyNorm(), week, *WEEKDAYS[1:])
    assert not keeps(WeeklyNorm(), week, *WEEKDAYS[2:])


def test_an_event_counts_as_worked():
    """Who is sent out on Monday owes four days more."""
    assert keeps(WeeklyNorm(), given(("ab",)), does("outside_duty", MON, "07.30-16.00"), *WEEKDAYS[1:])


def test_in_ramadan_six_and_a_half_hours_are_owed():
    """32 h 30 min: the usual shifts are 300 minutes too long."""
    ramadan = (CalendarEntry(start=MON, end=FRI, kind="ramadan"),)
    low, high = WeeklyNorm().limits(given(entries=ramadan), given().office.officers[0])
    assert (low, high) == (5 * 390, 5 * 390)
