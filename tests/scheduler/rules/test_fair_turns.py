"""Fair turns: how far apart officers may be, earlier weeks included."""

from pathlib import Path

import pytest

from office.grid import SlotGrid
from office.values import Span
from planning.config import load_config
from scheduler.roster import History, Turns
from scheduler.rules.fair_turns import FairTurns, turn_counters
from scheduler.week import OfficeWeek
from tests.scheduler.rules.tables import MON, SAT, SUN, THU, TUE, WED, at, given, keeps, roster_of, works

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


LOADED = load_config(Path(__file__).parents[3] / "configs" / "lebong.yaml")


@pytest.mark.parametrize(("turns", "told"), [((3, 3, 4), []), ((2, 3, 4), [("petugas_c", 2)])])
def test_the_priority_counter_is_shared_by_those_who_can_hold_it(turns, told):
    """In the sample office A, B and C: that D to L, who can help out there at most, never had a turn says nothing."""
    history = History(
        known=True,
        turns=tuple(
            Turns(officer=officer, burdens={"priority": count})
            for officer, count in zip(LOADED.config.office.officer_ids, (*turns, *[0] * 9), strict=True)
        ),
    )
    days = LOADED.calendar.days(MON, SUN)
    grid = SlotGrid.spanning(MON, SUN, Span(start=450, end=990), 30, "Asia/Jakarta")
    week = OfficeWeek(LOADED.config.office, "2026-W49", days, grid, LOADED.config.roster.shifts, (), history)
    rule = FairTurns(burdens=frozenset({"priority"}))
    found = rule.violations(roster_of(), week)
    assert [(violation.officer, violation.amount) for violation in found] == told


@pytest.mark.parametrize(
    ("rules", "counters"),
    [
        ([], None),
        ([FairTurns()], None),
        ([FairTurns(counters=frozenset({"l1"}))], {"l1"}),
        ([FairTurns(burdens=frozenset({"lunch"})), FairTurns(counters=frozenset({"l2"}))], {"l2"}),
        ([FairTurns(burdens=frozenset({"lunch"}), counters=frozenset({"l1"}))], None),
    ],
)
def test_counters_are_those_of_the_rule_about_them(rules, counters):
    """A rule that shares lunches alone says nothing of counters."""
    assert turn_counters(rules) == counters
