"""A known fault of others is none of ours: one flexible officer does not cover two counters at once."""

import pytest

from office.services import Promise
from scheduler.check import check
from scheduler.cover import unmet
from scheduler.roster import Roster
from scheduler.rules.paid_minutes import PaidMinutes
from scheduler.rules.promised_cover import PromisedCover
from tests.scheduler.rules.cases import decide
from tests.scheduler.rules.tables import MON, PROMISES, at, given, roster_of, works

BOTH = (
    Promise(id="a", name="A", steps=frozenset("a"), officers=5),
    Promise(id="b", name="B", steps=frozenset("b"), officers=3),
)


@pytest.mark.parametrize(("officers", "short"), [(5, 3), (7, 1), (8, 0)])
def test_five_and_three_need_eight(officers, short):
    """Officers who can do either keep one promise each: five keep five of eight."""
    assert sum(unmet(BOTH, (5, 3), [frozenset("ab")] * officers)) == short


def short_minutes(*parts) -> float:
    """Minutes by which both promises stay short on Monday from 9 to 10."""
    week = given(("ab", "ab"), PROMISES)
    roster = roster_of(*parts)
    found = PromisedCover().violations(roster, week)
    return sum(v.price for v in found if v.day == MON and v.start in (540, 570))


def test_one_flexible_officer_keeps_one_promise():
    """With one at a counter an hour of the other promise is open; with two none is."""
    one, other = at("l1", MON, "09.00-10.00"), at("l2", MON, "09.00-10.00", "p2")
    assert short_minutes(works(MON), one) == 60
    assert short_minutes(works(MON), works(MON, "p2"), one, other) == 0


def test_at_two_counters_at_once_he_breaks_the_law():
    """Checker and model refuse it: one shift holds one seat at a time."""
    week = given(("ab", "a"), PROMISES)
    twice: Roster = roster_of(works(MON), at("l1", MON, "09.00-10.00"), at("l2", MON, "09.00-10.00"))
    assert any(v.rule == "paid_minutes" and v.hard for v in check(twice, week, ()))
    assert not decide([PaidMinutes()], week, twice).accepted
