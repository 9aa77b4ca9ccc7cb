"""Bad input of the solver: always a roster with words or named shortages, never a traceback, never silence."""

import threading
from datetime import timedelta

import numpy as np
import pytest

from benchmarks.offices import make_cost, make_office, make_week
from office.days import CalendarEntry
from office.people import Absence
from office.services import Promise
from office.weeks import monday_of
from scheduler.check import check
from scheduler.problem import Limits, RosterProblem
from scheduler.reasons.conflict import find_conflict
from scheduler.roster import Roster
from scheduler.rules import DEFAULT_RULES
from scheduler.rules.wishes import Wish, Wishes
from scheduler.score import score
from scheduler.solver.week import solve_week

MONDAY = monday_of("2026-W49")
PROMISE = Promise(id="a", name="A", steps=frozenset("a"))


def problem_of(week, rules=DEFAULT_RULES, **others):
    return RosterProblem(week, rules, make_cost(week, 1.0, np.random.default_rng(1), most=4), **others)


def solved(problem, seconds=4.0):
    return solve_week(problem, Limits(seconds=seconds), lambda *_: None, threading.Event())


def office(officers=("a", "a"), promises=(PROMISE,)):
    return make_office([("one", "a"), ("one", "a")], officers, promises)


def test_contradictory_locks_give_a_roster_and_name_themselves():
    """A lock on a day of leave: the roster keeps the lock, the level says that law broke, the conflict says which."""
    week = make_week(office(), absences=[Absence(officer="p1", start=MONDAY, end=MONDAY)])
    work = week.choices(week.office.officer("p1"), week.days[0])[0]
    held = Roster(office="test", week=week.week, slot_minutes=30, assignments=(work,), duties=())
    problem = problem_of(week, previous=held, locked=frozenset({("p1", 0)}))
    result = solved(problem)
    assert next(level.value for level in result.levels if level.name == "broken") >= 1
    assert {statement.code for statement in find_conflict(problem, Limits())} == {"lock", "leave"}
    assert any(v.rule == "leave" for v in check(result.roster, week, DEFAULT_RULES))


def test_an_officer_without_a_possible_shift_is_named_with_the_hours_he_owes():
    """None of his shifts exists: he owes hours that nothing can fill."""
    first = office()
    lost = first.officers[0].model_copy(update={"shifts": frozenset()})
    week = make_week(first.model_copy(update={"officers": (lost, *first.officers[1:])}))
    result = solved(problem_of(week))
    assert next(level.value for level in result.levels if level.name == "broken") >= 1
    assert [(s.code, s.officer) for s in find_conflict(problem_of(week), Limits())] == [("weekly_norm", "p1")]
    assert [(v.rule, v.officer) for v in check(result.roster, week, DEFAULT_RULES) if v.hard] == [("weekly_norm", "p1")]


def test_a_skill_that_nobody_has_is_a_shortage_with_nobody_able():
    """The promise is short in all service hours, and nobody is named as able."""
    promise = Promise(id="z", name="Z", steps=frozenset("z"))
    week = make_week(make_office([("one", "a"), ("other", "z")], ["a", "a"], [PROMISE, promise]))
    result = solved(problem_of(week))
    short = [shortage for shortage in result.shortages if shortage.promise == "z"]
    assert sum(shortage.end - shortage.start for shortage in short) == 5 * 7 * 60
    assert all(shortage.able == () for shortage in short)
    assert find_conflict(problem_of(week), Limits()) == ()


@pytest.mark.parametrize("is_closed", [True, False])
def test_a_week_without_open_days_or_people_is_empty_and_says_what_is_short(is_closed):
    """Closed: nothing is short. All on leave: each promise is, in all service hours."""
    if is_closed:
        entries = [CalendarEntry(start=MONDAY, end=MONDAY + timedelta(6), kind="closed")]
        week = make_week(office(), entries=entries)
    else:
        away = [Absence(officer=id, start=MONDAY, end=MONDAY + timedelta(6)) for id in ("p1", "p2")]
        week = make_week(office(), absences=away)
    result = solved(problem_of(week))
    assert result.roster.assignments == ()
    minutes = sum(shortage.end - shortage.start for shortage in result.shortages)
    assert minutes == (0 if is_closed else 5 * 7 * 60)
    assert find_conflict(problem_of(week), Limits()) == ()


def test_a_period_of_one_day_is_planned():
    """Only Monday is open: everybody works it, nothing breaks."""
    entries = [CalendarEntry(start=MONDAY + timedelta(1), end=MONDAY + timedelta(6), kind="closed")]
    week = make_week(office(), entries=entries)
    result = solved(problem_of(week))
    assert {a.day for a in result.roster.assignments} == {MONDAY}
    assert not any(v.hard for v in check(result.roster, week, DEFAULT_RULES))


def test_ten_thousand_wishes_are_weighed():
    """Every one that is not met is counted: as many as ask for work that the norm does not let anybody leave."""
    week = make_week(office())
    wishes = tuple(Wish(officer=f"p{n % 2 + 1}", day=MONDAY + timedelta(n % 5), wants="off") for n in range(10_000))
    rules = (*DEFAULT_RULES, Wishes(wishes=wishes))
    result = solved(problem_of(week, rules))
    assert score(check(result.roster, week, rules), rules).levels["wishes"] == 10_000
    assert next(level.value for level in result.levels if level.name == "wishes") == 10_000
