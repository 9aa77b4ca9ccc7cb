"""Answers: a wish is kept by law, nothing gets worse than it must, nobody moves without need."""

import threading
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import product

import numpy as np
import pytest

from benchmarks.offices import make_cost, make_office, make_week, seasonal, span
from office.people import Absence
from office.services import Promise
from office.values import Span
from office.weeks import monday_of
from scheduler.check import check
from scheduler.problem import Limits, RosterProblem
from scheduler.reasons.answer import answer, is_kept
from scheduler.reasons.moved import moves_between
from scheduler.reasons.nearest import PROMISED
from scheduler.reasons.wish import Wish
from scheduler.rules import DEFAULT_RULES
from scheduler.shifts import Shift
from scheduler.solver.week import solve_week

MONDAY = monday_of("2026-W49")
LIMITS = Limits(seconds=3.0)
PROMISES = (Promise(id="a", name="A", steps=frozenset("a")), Promise(id="b", name="B", steps=frozenset("b")))
SHIFTS = (
    Shift(id="early", name="Pagi", hours=seasonal(mon_thu=span("07.30-16.00"), fri=span("07.30-16.30"))),
    Shift(id="late", name="Siang", hours=seasonal(mon_thu=span("08.30-17.00"), fri=span("08.30-17.30"))),
)
COUNTERS = [("one", "a"), ("two", "ab"), ("two", "ab")]


def solved(problem):
    return solve_week(problem, Limits(seconds=8.0), lambda *_: None, threading.Event())


def published(is_shifted=False):
    """A week and its roster, solved once."""
    return _published(is_shifted)


@cache
def _published(is_shifted):
    """Five officers, three counters, two promises and back office, as the solver has them."""
    office = make_office(COUNTERS, ["a", "ab", "ab", "b", "ab"], PROMISES, back_office=360)
    week = make_week(office, SHIFTS) if is_shifted else make_week(office)
    problem = RosterProblem(week, DEFAULT_RULES, make_cost(week, 1.0, np.random.default_rng(1), most=4))
    return problem, solved(problem).roster


def asked(wish, is_shifted=False):
    problem, roster = published(is_shifted)
    return answer(problem, roster, wish, LIMITS, threading.Event())


WISHES = (
    Wish("p2", MONDAY + timedelta(2), "leave"),
    Wish("p2", MONDAY + timedelta(2), "counter", "l1"),
    Wish("p3", MONDAY, "counter", "l2", Span(start=540, end=660)),
    Wish("p4", MONDAY + timedelta(1), "task", "berkas"),
)


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish.kind)
def test_the_roster_keeps_the_wish_and_the_law(wish):
    """Where a wish can be, the answer's roster has it, breaks no hard rule, and differs where it says."""
    problem, roster = published()
    found = asked(wish)
    assert found.roster is not None
    week = replace(problem.week, absences=found.roster.absences)
    assert is_kept(week, found.roster, wish)
    assert [v for v in check(found.roster, week, DEFAULT_RULES) if v.hard] == []
    assert found.moved == moves_between(roster, found.roster)
    assert found.is_kept_already == is_kept(problem.week, roster, wish)


def dearness(week, roster) -> float:
    """Minutes of promises that are not kept; those of the first promise count twice."""
    found = [v for v in check(roster, week, DEFAULT_RULES) if v.rule == "promised_cover"]
    return sum(v.price * (2 if v.subject == "a" else 1) for v in found)


@pytest.mark.slow
@pytest.mark.parametrize("officer", ["p1", "p2", "p4"])
def test_leave_costs_no_more_than_it_must(officer):
    """Promises: as short as in the best roster without him, which is solved apart; or as in the published one."""
    problem, roster = published()
    day = MONDAY + timedelta(3)
    found = asked(Wish(officer, day, "leave"))
    away = replace(problem.week, absences=(Absence(officer=officer, start=day, end=day),))
    before, least = dearness(problem.week, roster), dearness(away, solved(replace(problem, week=away)).roster)
    assert dearness(away, found.roster) <= max(before, least)
    assert set(found.least) <= set(PROMISED)
    assert all(found.before[name] <= least < found.after[name] for name, least in found.least.items())


def test_officers_who_are_alike_change_places_and_nobody_else_moves():
    """At the other counter of the same type: only those who are alike are told, and it costs nothing."""
    _, roster = published()
    alike = {"p2", "p3", "p5"}
    at, other = next(
        (at, other)
        for at, other in product(roster.duties, roster.duties)
        if at.day == other.day
        and (at.counter, other.counter) == ("l2", "l3")
        and {at.officer, other.officer} < alike
        and max(at.start, other.start) < min(at.end, other.end)
    )
    both = Span(start=max(at.start, other.start), end=min(at.end, other.end))
    found = asked(Wish(at.officer, at.day, "counter", "l3", both))
    assert {moved.officer for moved in found.moved} <= alike
    assert all(found.after[name] <= found.before[name] for name in PROMISED)


def test_a_free_day_that_cannot_be_is_told_with_what_stands_against_it_and_as_leave():
    """Five days owe five days' hours: a free one only as leave."""
    found = asked(Wish("p1", MONDAY))
    assert found.roster is None
    assert [(s.code, s.officer) for s in found.against] == [("weekly_norm", "p1")]
    assert found.instead is not None
    assert found.instead.wish.kind == "leave"
    assert found.instead.roster is not None
    assert found.instead.roster.assignments_of("p1", MONDAY) == ()


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Wish("p1", MONDAY, "counter", "l9"), "closed_counter"),
        (Wish("p4", MONDAY, "counter", "l1"), "unskilled"),
        (Wish("p1", MONDAY + timedelta(6), "shift", "day"), "closed_day"),
        (Wish("p1", MONDAY, "shift", "night"), "other_shifts"),
    ],
)
def test_a_wish_that_means_nothing_is_told_at_once(wish, code):
    """A counter that is closed, skills he lacks, a closed day, a shift there is not."""
    problem, roster = published()
    office = problem.week.office
    shut = office.counters[0].model_copy(update={"id": "l9", "available": False})
    other = replace(problem.week, office=office.model_copy(update={"counters": (*office.counters, shut)}))
    found = answer(replace(problem, week=other), roster, wish, LIMITS, threading.Event())
    assert found.roster is None
    assert [statement.code for statement in found.against] == [code]


@pytest.mark.slow
def test_another_shift_is_given_where_there_are_several():
    """Early and late: the other one is taken and his other days stay."""
    problem, roster = published(is_shifted=True)
    has = roster.assignments_of("p2", MONDAY)[0].shift
    other = next(shift for shift in ("early", "late") if shift != has)
    found = asked(Wish("p2", MONDAY, "shift", other), is_shifted=True)
    assert found.roster is not None
    assert [a.shift for a in found.roster.assignments_of("p2", MONDAY)] == [other]
    assert [v for v in check(found.roster, problem.week, DEFAULT_RULES) if v.hard] == []


def test_what_is_kept_already_costs_nothing():
    """The published roster is its own answer."""
    _, roster = published()
    duty = next(d for d in roster.duties if d.counter is not None)
    found = asked(Wish(duty.officer, duty.day, "counter", duty.counter, Span(start=duty.start, end=duty.end)))
    assert found.is_kept_already
    assert (found.before, found.roster) == (found.after, roster)


def test_moves_are_all_minutes_that_differ():
    """Minute by minute: whoever is elsewhere than before is told, and nobody else."""
    _, roster = published()
    found = asked(WISHES[1])

    def places(of):
        return {
            (d.officer, d.day, minute): (d.activity, d.counter, d.task)
            for d in of.duties
            for minute in range(d.start, d.end)
        }

    old, new = places(roster), places(found.roster)
    differ = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    assert differ == {(m.officer, m.day, minute) for m in found.moved for minute in range(m.start, m.end)}
