"""One shift a day, of one's own."""

import pytest

from scheduler.rules.one_shift import OneShift
from tests.scheduler.rules.tables import MON, SAT, SUN, TUE, does, given, keeps, roster_of, works


@pytest.mark.parametrize(("second", "kept"), [(TUE, True), (MON, False)])
def test_two_shifts_need_two_days(second, kept):
    """A second shift on the same day is refused, on the next it is not."""
    assert keeps(OneShift(), given(), works(MON), works(second, lunch=690)) is kept


def test_who_is_sent_out_works_no_shift():
    """Outside duty of an event takes the day."""
    assert not keeps(OneShift(), given(), works(MON), does("outside_duty", MON, "07.30-16.00"))


@pytest.mark.parametrize(
    ("assignment", "kept"),
    [
        (works(SAT), True),
        (works(SUN), False),
        (works(MON, hours="07.30-15.30"), False),
        (works(MON).model_copy(update={"shift": "night"}), False),
        (works(MON, "p9"), False),
    ],
)
def test_only_shifts_that_are_there_to_be_worked(assignment, kept):
    """Closed days, other hours, unknown shifts and unknown officers are refused."""
    assert keeps(OneShift(), given(), assignment) is kept


def test_only_shifts_that_the_officer_may_work():
    """A shift that the officer's entry leaves out is refused."""
    week = given()
    limited = [o.model_copy(update={"shifts": frozenset({"short"})}) for o in week.office.officers]
    office = week.office.model_copy(update={"officers": tuple(limited)})
    assert not keeps(OneShift(), type(week)(office, week.week, week.days, week.grid, week.shifts), works(MON))


@pytest.mark.parametrize(("day", "subject"), [(SUN, ""), (MON, "night")])
def test_a_breach_names_the_shift_where_the_office_is_open(day, subject):
    """On a closed day there is no shift to name."""
    held = works(day).model_copy(update={"shift": "night"})
    assert [breach.subject for breach in OneShift().violations(roster_of(held), given())] == [subject]
