"""Break window: 11.30 to 13.30, on Friday 90 minutes until 13.00."""

import pytest

from scheduler.rules.break_window import BreakWindow
from tests.scheduler.rules.tables import FRI, MON, SAT, given, keeps, works


@pytest.mark.parametrize(("starts", "kept"), [(660, False), (690, True), (750, True), (780, False)])
def test_the_break_lies_inside_its_window(starts, kept):
    """An hour may start at 11.30 and at 12.30, half an hour outside at neither end."""
    assert keeps(BreakWindow(), given(), works(MON, lunch=starts)) is kept


@pytest.mark.parametrize(("starts", "kept"), [(690, True), (720, False)])
def test_friday_has_ninety_minutes(starts, kept):
    """They fill the window from 11.30 to 13.00."""
    assert keeps(BreakWindow(), given(), works(FRI, lunch=starts)) is kept


@pytest.mark.parametrize(("minutes", "kept"), [(59, False), (60, True), (61, False)])
def test_the_break_has_its_length(minutes, kept):
    """A minute less is no whole break, a minute more is unpaid time."""
    assert keeps(BreakWindow(), given(), works(MON).model_copy(update={"break_minutes": minutes})) is kept


def test_a_break_is_taken_where_there_is_one():
    """A shift over noon without a break is refused; a Saturday without one is not."""
    assert not keeps(BreakWindow(), given(), works(MON, lunch=None))
    assert keeps(BreakWindow(), given(), works(SAT))


def test_a_shift_that_ends_before_the_window_has_none():
    """Nobody who leaves at 11.30 is given a break."""
    assert keeps(BreakWindow(), given(), works(MON, lunch=None, hours="07.30-11.30"))
    assert not keeps(BreakWindow(), given(), works(MON, lunch=600, hours="07.30-11.30"))
