"""Conflicts: sets of inputs that cannot hold together, and of which none can be spared."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.offices import make_cost, make_office, make_week, seasonal, span
from office.people import Absence
from office.services import Promise
from office.weeks import monday_of
from scheduler.problem import Limits, RosterProblem
from scheduler.reasons.conflict import find_conflict, smallest
from scheduler.reasons.statement import Statement
from scheduler.reasons.statements import StatedModel
from scheduler.reasons.wish import Wish
from scheduler.roster import Roster
from scheduler.rules import DEFAULT_RULES
from scheduler.rules.promised_cover import PromisedCover
from scheduler.shifts import Shift
from scheduler.solver.posed import pose
from scheduler.solver.search import Effort, search

MONDAY = monday_of("2026-W49")
LIMITS = Limits(seconds=10.0)
SETS = st.lists(st.frozensets(st.integers(0, 7), min_size=1), min_size=1, max_size=5)


@given(SETS)
def test_the_smallest_set_is_contradictory_and_none_of_it_can_be_spared(contradictions):
    """Whatever subsets contradict each other: what is told does, and without any one of its members it does not."""
    members = {n: Statement(f"s{n}") for n in range(8)}

    def fits(among):
        held = {n for n, statement in members.items() if statement in among}
        return not any(contradiction <= held for contradiction in contradictions)

    found = smallest(tuple(members.values()), fits)
    assert not fits(found)
    assert all(fits([other for other in found if other != one]) for one in found)


def problem_of(week, rules=DEFAULT_RULES, **others) -> RosterProblem:
    return RosterProblem(week, rules, make_cost(week, 1.0, np.random.default_rng(1), most=4), **others)


def office(officers=("ab", "ab"), promises=(), **settings):
    return make_office([("one", "a"), ("two", "ab")], officers, promises, **settings)


def can_hold(problem) -> bool:
    """By the solver's own model, where nothing may break."""
    model = pose(problem).model
    import threading

    return search(model.cp, Effort(10.0, None, 1.0), LIMITS, threading.Event()).values is not None


def locked(week, *held) -> dict:
    """Officers and days that keep what the first shift offers, or nothing."""
    works = [
        week.choices(week.office.officer(officer), week.days[day])[0] for officer, day, is_on in held if is_on
    ]  # fmt: skip
    roster = Roster(
        office=week.office.id, week=week.week, slot_minutes=30, assignments=tuple(works), duties=(),
    )  # fmt: skip
    return {"previous": roster, "locked": frozenset((officer, day) for officer, day, _ in held)}


def test_a_lock_on_a_day_of_leave_is_told_with_the_leave():
    """The lock and the day of leave contradict each other, and nothing else does."""
    week = make_week(office(), absences=[Absence(officer="p1", start=MONDAY, end=MONDAY)])
    problem = problem_of(week, **locked(week, ("p1", 0, True)))
    found = find_conflict(problem, LIMITS)
    assert {(s.code, s.officer, s.day) for s in found} == {("lock", "p1", MONDAY), ("leave", "p1", MONDAY)}
    assert not can_hold(problem)
    assert can_hold(replace(problem, locked=frozenset()))
    assert can_hold(replace(problem, week=make_week(office())))


def test_free_days_that_are_locked_stand_against_the_hours_that_are_owed():
    """One free day of five is enough: the norm and that lock."""
    week = make_week(office())
    problem = problem_of(week, **locked(week, ("p2", 3, False)))
    found = find_conflict(problem, LIMITS)
    assert {(s.code, s.officer) for s in found} == {("lock", "p2"), ("weekly_norm", "p2")}


def test_nothing_is_told_where_all_can_hold_together():
    """A plain week has no conflict."""
    assert find_conflict(problem_of(make_week(office())), LIMITS) == ()


def test_a_promise_as_law_that_nobody_can_keep_is_told_by_itself():
    """A skill nobody has: the promise alone is the conflict."""
    promise = Promise(id="c", name="C", steps=frozenset("c"))
    week = make_week(make_office([("one", "a"), ("three", "c")], ["a"], [promise]))
    rules = (*(r for r in DEFAULT_RULES if r.rule != "promised_cover"), PromisedCover(level="broken"))
    found = find_conflict(problem_of(week, rules), LIMITS)
    assert [s.code for s in found] == ["promised_cover"]


def test_a_shift_that_is_not_his_is_told_of_the_lock_that_asks_for_it():
    """The lock and the officer's own shifts."""
    shifts = tuple(
        Shift(id=id, name=id, hours=seasonal(mon_thu=span("07.30-16.00"), fri=span("07.30-16.30")))
        for id in ("day", "night")
    )
    first = office()
    mine = first.officers[0].model_copy(update={"shifts": frozenset({"night"})})
    other = first.model_copy(update={"officers": (mine, *first.officers[1:])})
    wrong = make_week(first, shifts).choices(first.officers[0], make_week(first, shifts).days[0])[0]
    assert wrong.shift == "day"
    week = make_week(other, shifts)
    roster = Roster(office="test", week=week.week, slot_minutes=30, assignments=(wrong,), duties=())
    found = find_conflict(problem_of(week, previous=roster, locked=frozenset({("p1", 0)})), LIMITS)
    assert {(s.code, s.officer, s.subject) for s in found} == {("lock", "p1", ""), ("own_shifts", "p1", "day")}


def test_a_wish_is_no_member_but_has_to_be_there():
    """A free day stands against the norm; without the wish there is no conflict."""
    problem = problem_of(make_week(office()))
    found = find_conflict(problem, LIMITS, Wish("p1", MONDAY + timedelta(4)))
    assert [(s.code, s.officer) for s in found] == [("weekly_norm", "p1")]


@pytest.mark.parametrize("seed", range(6))
def test_random_locks_and_leave_give_sets_of_which_none_can_be_spared(seed):
    """By brute force over the members: the whole set cannot hold, every subset one smaller can."""
    rng = np.random.default_rng(seed)
    absences = [Absence(officer="p1", start=day, end=day) for day in [MONDAY + timedelta(int(rng.integers(5)))]]
    week = make_week(office(), absences=absences)
    held = [(f"p{o}", d, bool(rng.integers(2))) for o in (1, 2) for d in range(5) if rng.random() < 0.5]
    problem = problem_of(week, **locked(week, *held))
    found = find_conflict(problem, LIMITS)
    assert bool(found) == (not can_hold(problem))
    model = StatedModel(problem)
    statements = model.statements()

    def holds(among) -> bool:
        import threading

        cp = model.cp.clone()
        plain = [s for s in statements if s.code in ("one_shift", "paid_minutes", "counters", "service_hours")]
        for statement in (*plain, *among):
            for is_broken in statements[statement]:
                cp.add(is_broken == 0)
        return search(cp, Effort(10.0, None, 1.0), LIMITS, threading.Event()).values is not None

    if found:
        assert not holds(found)
        assert all(holds(part) for part in combinations(found, len(found) - 1))
