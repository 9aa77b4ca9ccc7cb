"""Shortages: which promises are open, for how long, and where those are who could help."""

from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.offices import make_cost, make_master, make_office, make_week, random_week
from office.people import Absence
from office.services import Promise
from scheduler.allocation import allocate
from scheduler.cover import promise_need
from scheduler.roster import Duty, Roster
from scheduler.rules.promised_cover import PromisedCover
from scheduler.shortages import find_shortages

TUESDAY = date(2026, 12, 1)
FIRST = Promise(id="first", name="1", steps=frozenset("a"))
SECOND = Promise(id="second", name="2", steps=frozenset("ab"))


def roster_of(week, duties):
    """A roster of duties alone."""
    return Roster(office="test", week=week.week, slot_minutes=week.grid.slot_minutes, assignments=(),
                  duties=tuple(duties))  # fmt: skip


def at(officer, start, end, counter=None, steps="", activity="counter"):
    """A Tuesday's duty."""
    return Duty(officer=officer, day=TUESDAY, start=start, end=end, activity=activity, counter=counter,
                steps=frozenset(steps))  # fmt: skip


def on_tuesday(week, duties):
    """(promise, start, end, short) of Tuesday."""
    found = find_shortages(week, roster_of(week, duties))
    return [(s.promise, s.start, s.end, s.short) for s in found if s.day == TUESDAY]


@pytest.mark.parametrize(
    ("duties", "open_promises"),
    [
        ([], [("first", 480, 600, 1), ("second", 480, 600, 1)]),
        ([at("p1", 480, 600, "l1", "a")], [("second", 480, 600, 1)]),
        ([at("p1", 480, 600, "l2", "b")], [("first", 480, 600, 1)]),
        ([at("p1", 480, 600, "l1", "a"), at("p2", 480, 600, "l2", "b")], []),
        ([at("p1", 480, 599, "l1", "a"), at("p2", 480, 600, "l2", "b")], [("first", 570, 600, 1)]),
        (
            [at("p1", 510, 540, "l1", "a"), at("p2", 480, 600, "l2", "b")],
            [("first", 480, 510, 1), ("first", 540, 600, 1)],
        ),
    ],
)
def test_one_officer_keeps_one_promise_the_first_first(duties, open_promises):
    """Nobody is counted twice, a slot counts when it is filled whole, equal slots are one stretch."""
    week = make_week(make_office([("one", "a"), ("two", "b")], ["ab", "ab"], [FIRST, SECOND], service=("08.00-10.00",)))
    assert on_tuesday(week, duties) == open_promises


def test_it_says_where_everybody_is_who_could_help():
    """Activity, leave and off, of those with the skill only; a change of place begins a new stretch."""
    monday = date(2026, 11, 30)
    office = make_office([("one", "a")], ["a", "a", "a", "a", "b"], [FIRST], service=("08.00-10.00",))
    week = make_week(office, absences=[Absence(officer="p3", start=monday, end=TUESDAY)])
    duties = [at("p1", 450, 540, activity="standby"), at("p1", 540, 600, activity="break"),
              at("p2", 450, 600, activity="outside_duty")]  # fmt: skip
    found = [s for s in find_shortages(week, roster_of(week, duties)) if s.day == TUESDAY]
    assert [(s.start, s.end) for s in found] == [(480, 540), (540, 600)]
    rest = (("p2", "outside_duty"), ("p3", "leave"), ("p4", "off"))
    assert [s.able for s in found] == [(("p1", "standby"), *rest), (("p1", "break"), *rest)]


def test_hours_of_a_promise_are_kept():
    """Outside service hours nothing is short."""
    week = make_week(make_office([("one", "a")], ["a"], [FIRST], service=("09.00-10.00",)))
    assert on_tuesday(week, []) == [("first", 540, 600, 1)]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_no_other_matching_keeps_earlier_promises_better(seed):
    """Slot by slot the open promises are those of the best of all ways to give officers to promises."""
    rng = np.random.default_rng(seed)
    week = random_week(rng)
    cost = make_cost(week, 2.0, rng)
    roster = roster_of(week, allocate(week, cost, make_master(week, cost, rng), 0.0).duties)
    found = find_shortages(week, roster)
    promises = week.office.promises
    for day, slot in np.argwhere(week.service):
        start = int(week.grid.minutes[slot])
        end = start + week.grid.slot_minutes
        serving = [d.steps for d in roster.at_counters(week.days[day].date) if d.start <= start and end <= d.end]
        need = [int(promise_need(week, promise)[day, slot]) for promise in promises]
        options = [[None, *(p for p, pr in enumerate(promises) if pr.steps & steps)] for steps in serving]
        kept = max(tuple(min(c.count(p), need[p]) for p in range(len(promises))) for c in product(*options))
        short = [
            sum(
                s.short
                for s in found
                if s.promise == p.id and s.day == week.days[day].date and s.start <= start < s.end
            )
            for p in promises
        ]
        assert short == [n - k for n, k in zip(need, kept, strict=True)]


@pytest.mark.parametrize(("skills", "kept"), [("a", True), ("b", False)])
def test_an_officer_without_the_skill_is_no_cover(skills, kept):
    """Whoever is put at a counter for what he cannot do keeps no promise, here and by the rule alike."""
    week = make_week(make_office([("one", "a")], [skills], [FIRST], service=("08.00-10.00",)))
    roster = roster_of(week, [at("p1", 480, 600, "l1", "a")])
    rule = [v for v in PromisedCover().violations(roster, week) if v.day == TUESDAY]
    assert (not rule) is kept
    assert (not [s for s in find_shortages(week, roster) if s.day == TUESDAY]) is kept
