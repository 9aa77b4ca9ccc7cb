"""Daily rest: the eleventh hour and the minute before it."""

from datetime import timedelta

import pytest

from scheduler.roster import Turns
from scheduler.rules.daily_rest import DailyRest
from tests.scheduler.rules.tables import MON, TUE, WED, given, keeps, roster_of, works


@pytest.mark.parametrize(("ends", "kept"), [("20.30", True), ("20.31", False)])
def test_eleven_hours_lie_between_two_days(ends, kept):
    """From 20.30 to 07.30 are eleven hours."""
    assert keeps(DailyRest(), given(), works(MON, hours=f"12.00-{ends}"), works(TUE)) is kept


def test_a_day_between_is_rest_enough():
    """The rule looks from one day to the next."""
    assert keeps(DailyRest(hours=24), given(), works(MON, hours="12.00-23.00"), works(WED))


def test_rest_is_of_one_officer():
    """A colleague's late evening costs nobody else's morning."""
    assert keeps(DailyRest(), given(), works(MON, "p2", hours="12.00-23.00"), works(TUE))


@pytest.mark.parametrize(("last_end", "kept"), [(1230, True), (1231, False)])
def test_the_week_before_counts(last_end, kept):
    """Sunday's shift until 20.30 leaves eleven hours to Monday 07.30, one minute more does not."""
    turns = (Turns(officer="p1", last_day=MON - timedelta(1), last_end=last_end),)
    assert keeps(DailyRest(), given(turns=turns), works(MON)) is kept


def test_found_and_asked_are_told_in_minutes():
    """The breach names the officer, the day that comes too early, and both numbers."""
    roster = roster_of(works(MON, hours="12.00-21.00"), works(TUE))
    (breach,) = DailyRest().violations(roster, given())
    assert (breach.officer, breach.day, breach.amount, breach.limit) == ("p1", TUE, 630, 660)
