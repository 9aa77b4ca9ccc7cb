"""Fair turns: how far apart officers may be, earlier weeks included."""

import pytest

from scheduler.roster import Turns
from scheduler.rules.fair_turns import FairTurns
from tests.scheduler.rules.tables import MON, SAT, THU, TUE, WED, at, given, keeps, roster_of, works

LATE = 750
DAYS = (MON, TUE, WED, THU)


@pytest.mark.parametrize(("late", "kept"), [(1, True), (2, False)])
def test_late_lunches_are_shared(late, kept):
    """With a spread of one a second late lunch must be another's."""
    mine = (works(day, lunch=LATE if n < late else 690) for n, day in enumerate(DAYS))
    assert keeps(FairTurns(burdens=frozenset({"lunch"})), given(), *mine) is kept


@pytest.mark.parametrize(("before", "kept"), [(0, True), (1, False)])
def test_earlier_weeks_count(before, kept):
    """One Saturday more than the colleague is fair, two are not."""
    week = given(turns=(Turns(officer="p1", burdens={"saturday": before}),))
    assert keeps(FairTurns(burdens=frozenset({"saturday"})), week, works(SAT)) is kept


@pytest.mark.parametrize(("spread", "kept"), [(3, False), (4, True)])
def test_days_at_the_priority_counter_are_shared(spread, kept):
    """Four days at the counter that the rule names, none for the colleague."""
    rule = FairTurns(burdens=frozenset({"priority"}), spread=spread, counters=frozenset({"l1"}))
    parts = [part for day in DAYS for part in (works(day), at("l1", day, "08.00-09.00"))]
    assert (not list(rule.violations(roster_of(*parts), given()))) is kept


def test_who_could_not_have_taken_it_is_not_compared():
    """An officer who cannot serve at the priority counter owes no turn there."""
    rule = FairTurns(burdens=frozenset({"priority"}), spread=0, counters=frozenset({"l1"}))
    parts = [works(MON), at("l1", MON, "08.00-09.00")]
    assert not list(rule.violations(roster_of(*parts), given(("a", "b"))))
    assert list(rule.violations(roster_of(*parts), given(("a", "ab"))))
