"""Leave: the days of absence and those beside them."""

import pytest

from office.people import Absence
from scheduler.rules.leave import Leave
from tests.scheduler.rules.tables import MON, THU, TUE, WED, does, given, keeps, works

AWAY = given(absences=(Absence(officer="p1", start=TUE, end=WED),))
ON_DUTY = given(absences=(Absence(officer="p1", start=TUE, end=WED, kind="outside_duty"),))


@pytest.mark.parametrize(("day", "kept"), [(MON, True), (TUE, False), (WED, False), (THU, True)])
def test_nobody_works_from_the_first_to_the_last_day_of_leave(day, kept):
    """Both ends are included, the days beside them are not."""
    assert keeps(Leave(), AWAY, works(day)) is kept


def test_leave_is_of_one_officer():
    """A colleague works on."""
    assert keeps(Leave(), AWAY, works(TUE, "p2"))


@pytest.mark.parametrize(("week", "kept"), [(AWAY, False), (ON_DUTY, True)])
def test_who_is_on_leave_is_sent_nowhere(week, kept):
    """Outside duty is broken leave, but not on a day that is named as outside duty."""
    assert keeps(Leave(), week, does("outside_duty", TUE, "07.30-16.00")) is kept
