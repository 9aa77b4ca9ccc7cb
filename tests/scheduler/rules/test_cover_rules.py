"""Promised cover and stand-in: one officer too few, one who would count twice, one absence."""

from itertools import combinations_with_replacement

import pytest

from office.services import Promise
from scheduler.cover import unmet
from scheduler.rules.promised_cover import PromisedCover
from scheduler.rules.stand_in import StandIn
from tests.scheduler.rules.tables import MON, PROMISES, at, does, given, roster_of, works

BOTH = Promise(id="both", name="AB", steps=frozenset("ab"))


def short(rule, week, *parts) -> dict[str, float]:
    """Minutes short by promise on Monday from 08.00 to 08.30."""
    found = [v for v in rule.violations(roster_of(*parts), week) if v.day == MON and v.start == 480]
    return {violation.subject: violation.limit - violation.amount for violation in found}


def test_each_promise_needs_its_officer():
    """Two promises, one officer: the second is short for the slot."""
    week = given(promises=PROMISES)
    assert short(PromisedCover(), week, at("l1", MON, "08.00-09.00")) == {"b": 30}
    assert short(PromisedCover(), week, at("l1", MON, "08.00-09.00"), at("l2", MON, "08.00-09.00", "p2")) == {}


def test_nobody_keeps_two_promises_at_once():
    """One officer at a counter for a is not both the one for a and the one for a or b."""
    week = given(promises=(PROMISES[0], BOTH))
    assert short(PromisedCover(), week, at("l1", MON, "08.00-09.00")) == {"both": 30}


def test_the_promise_that_stands_first_is_kept_first():
    """The one officer serves whichever promise is listed first."""
    assert short(PromisedCover(), given(promises=(BOTH, PROMISES[0])), at("l1", MON, "08.00-09.00")) == {"a": 30}


@pytest.mark.parametrize(("officers", "missing"), [(1, 30), (2, 0)])
def test_one_more_than_promised_is_on_duty(officers, missing):
    """With two able officers on duty one may stay away; with one the slot is short by his minutes."""
    week = given(promises=(PROMISES[0],))
    parts = [works(MON, f"p{n + 1}") for n in range(officers)]
    assert sum(short(StandIn(), week, *parts).values()) == missing


def test_who_eats_stands_in_for_nobody():
    """Both officers at lunch at 12.00: two are missing of the two asked for."""
    week = given(promises=(PROMISES[0],))
    roster = roster_of(works(MON), works(MON, "p2"))
    at_noon = [v for v in StandIn().violations(roster, week) if v.day == MON and v.start == 720]
    assert [(v.amount, v.limit) for v in at_noon] == [(0, 60)]


def test_a_promise_asks_for_nobody_outside_its_hours():
    """On Sunday, before opening and after closing nothing is short."""
    week = given(promises=PROMISES)
    days = {(v.day, v.start) for v in PromisedCover().violations(roster_of(), week)}
    assert all(week.service[week.index(day), (start - 450) // 30] for day, start in days)
    assert len(days) == week.service.sum()


def test_who_is_out_during_his_shift_stands_in_for_nobody():
    """Of two able officers one is out from 9 to 10: those half hours are short, as the weak half hours say."""
    week = given(promises=(PROMISES[0],))
    roster = roster_of(works(MON), works(MON, "p2"), does("outside_duty", MON, "09.00-10.00", "p2"))
    found = {v.start for v in StandIn().violations(roster, week) if v.day == MON}
    assert found & set(range(480, 690, 30)) == {540, 570}


STAFF = [who for n in (1, 2, 3, 4) for who in combinations_with_replacement(("a", "b", "ab"), n)]


@pytest.mark.parametrize("promises", [PROMISES, (PROMISES[0], BOTH), (*PROMISES, BOTH)])
def test_every_promise_that_one_absence_may_empty_is_named(promises):
    """Against matching: with any one officer away, a promise that is served last of all finds too few."""
    for officers in STAFF:
        week = given(officers, promises=promises)
        roster = roster_of(*(works(MON, f"p{n + 1}") for n in range(len(officers))))
        found = [v.subject for v in StandIn().violations(roster, week) if v.day == MON and v.start == 480]
        named = [p.id for p in promises if any(empties(p, promises, officers, away) for away in range(len(officers)))]
        assert found == ([",".join(named)] if named else []), officers


def empties(promise, promises, officers, away):
    """Whether the promise can be the one that is short when one officer is away."""
    order = [p for p in promises if p is not promise] + [promise]
    there = [frozenset(skills) for n, skills in enumerate(officers) if n != away]
    return unmet(order, [p.officers for p in order], there)[-1] > 0
