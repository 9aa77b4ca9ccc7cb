"""Months: bounds below every month, published weeks as they were, history that reaches across weeks."""

import threading
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest

from benchmarks.offices import make_cost, make_office, make_week, seasonal, span
from office.days import CalendarEntry
from office.people import Absence
from office.services import Promise
from office.weeks import monday_of
from scheduler.check import check
from scheduler.month import solve_month
from scheduler.month.alone import alone
from scheduler.month.bounds import month_levels
from scheduler.month.leave import LeaveAnswer, LeavePlan, LeaveRequest, fit_leave
from scheduler.month.strains import FREE, Strains
from scheduler.problem import Limits, RosterProblem
from scheduler.result import Level
from scheduler.rules import DEFAULT_RULES
from scheduler.rules.consecutive_days import ConsecutiveDays
from scheduler.shifts import Shift
from scheduler.solver import solve_week

WEEKS = ("2026-W49", "2026-W50")
NO_ONE = threading.Event()
LIMITS = Limits(seconds=60, gap=0.0, workers=1)
DAILY = (Shift(id="day", name="Dinas", hours=seasonal(mon_fri=span("08.00-14.00"))),)


def small(officers, promises=(), week=WEEKS[0], rules=DEFAULT_RULES, absences=(), closed=(), seed=0):
    """A week of few officers at two counters with hourly slots."""
    office = make_office([("one", "a"), ("two", "ab")], officers, promises, slot_minutes=60, service=("08.00-14.00",))
    breaks = seasonal(mon_fri=office.breaks.on(0, "normal").model_copy(update={"window": span("10.00-13.00")}))
    contract = office.contracts[0].model_copy(update={"day_minutes": 300})
    office = office.model_copy(update={"breaks": breaks, "contracts": (contract,), "assemblies": ()})
    monday = monday_of(week)
    entries = tuple(
        CalendarEntry(start=monday + timedelta(n), end=monday + timedelta(n), kind="closed") for n in closed
    )
    made = make_week(office, DAILY, absences, entries, week=week)
    return RosterProblem(made, tuple(rules), make_cost(made, 1.5, np.random.default_rng(seed), most=3))


def promise(id="a", officers=1):
    return Promise(id=id, name=id, steps=frozenset(id), officers=officers)


def test_the_bound_of_a_month_lies_below_it_and_weeks_alone_reach_it():
    """No rule but turns reaches across these weeks: each week alone is optimal, so the sum of optima is the bound."""
    problems = [small(["a", "ab", "b"], [promise()], week, seed=n) for n, week in enumerate(WEEKS)]
    month = solve_month(problems, LIMITS, lambda *_: None, NO_ONE)
    singles = [solve_week(alone(problem), LIMITS, lambda *_: None, NO_ONE) for problem in problems]
    for level in month.levels:
        best = sum(next(found.value for found in single.levels if found.name == level.name) for single in singles)
        assert level.bound <= level.value + 1e-6
        assert level.name == "turns" or level.bound <= best + 0.02
    assert month.gap <= 0.02


def test_bounds_give_weeks_only_what_the_others_can_spare():
    """Two weeks of one level: the bound is the sum of the weeks' least, by trying all; it is not above the value."""
    problems = [small(["ab"], [promise(officers=2)], week, closed=range(1, 5)) for week in WEEKS]
    found = [solve_week(problem, LIMITS, lambda *_: None, NO_ONE).levels[:-1] for problem in problems]
    levels = month_levels(problems, found, lambda: None, NO_ONE)
    uncovered = next(level for level in levels if level.name == "uncovered")
    at_break = 1  # one officer of two asked for, in five of six hours; nobody in the sixth
    assert uncovered.value == 2 * 60 * (5 * 1 + at_break * 2)
    assert uncovered.bound == pytest.approx(uncovered.value)


def test_a_published_week_stays_and_the_next_one_knows_it():
    """The roster given comes back as it was; nobody works on the day after a run that the rule allows no longer."""
    rules = tuple(ConsecutiveDays(most=5) if rule.rule == "consecutive_days" else rule for rule in DEFAULT_RULES)
    problems = [small(["ab", "ab"], [promise()], week, rules, seed=n) for n, week in enumerate(WEEKS)]
    first = solve_week(problems[0], LIMITS, lambda *_: None, NO_ONE).roster
    month = solve_month(problems, LIMITS, lambda *_: None, NO_ONE, {WEEKS[0]: first})
    assert month.weeks[0].is_published
    assert month.weeks[0].roster == first
    assert set(first.assignments) <= set(month.weeks[1].problem.week.history.past)
    assert {turns.officer: turns.days_in_row for turns in month.weeks[1].problem.week.history.turns} == {
        "p1": 5,
        "p2": 5,
    }


def test_days_in_a_row_count_over_the_edge_of_a_week():
    """Most 3 days in a row, Wednesday to Friday worked, next week open Saturday to ... Monday to Friday: a day off
    falls where the week alone would need none.
    """
    rules = tuple(ConsecutiveDays(most=3) if rule.rule == "consecutive_days" else rule for rule in DEFAULT_RULES)
    rules = tuple(rule for rule in rules if rule.rule != "weekly_norm")
    problems = [small(["ab"], [promise()], week, rules) for week in WEEKS]
    month = solve_month(problems, LIMITS, lambda *_: None, NO_ONE)
    days = sorted(a.day for week in month.weeks for a in week.roster.assignments)
    runs = [sum(day + timedelta(n) in days for n in range(4)) for day in days]
    assert max(runs) <= 3
    assert not any(violation.hard for week in month.weeks for violation in week.violations)
    for week in month.weeks:
        assert tuple(check(week.roster, week.problem.week, week.problem.rules)) == week.violations


def test_a_bound_that_nobody_had_time_for_is_what_no_decision_moves():
    stopped = threading.Event()
    stopped.set()
    problem = small(["a"], [promise(officers=2)])
    level = Level("uncovered", 100.0, 100.0, 0.0, 0.0, "minutes", 0.0)
    assert month_levels([problem], [[level]], lambda: None, stopped)[0].bound == 0.0


def plan_leave(problems, requests, limits, stop, taken=frozenset()) -> LeavePlan:
    """Both steps with the same time."""
    return fit_leave(problems, requests, limits, stop, taken).told(limits.seconds)


def requests_of(*spans):
    """Requests of officers by (officer, first day, last day, rank), days counted from the first Monday."""
    monday = monday_of(WEEKS[0])
    return [
        LeaveRequest(absence=Absence(officer=o, start=monday + timedelta(a), end=monday + timedelta(b)), rank=rank)
        for o, a, b, rank in spans
    ]


LEAVES = [
    [("p1", 0, 1, 1), ("p2", 1, 2, 1), ("p3", 3, 4, 1)],
    [("p1", 0, 4, 2), ("p2", 2, 2, 1), ("p3", 4, 8, 1), ("p1", 8, 9, 1)],
    [("p1", 0, 0, 1), ("p2", 0, 0, 1), ("p3", 0, 0, 1)],
    [("p2", 7, 8, 3), ("p1", 8, 8, 2), ("p3", 8, 9, 1), ("p1", 1, 1, 1)],
]


@pytest.mark.slow
@pytest.mark.parametrize("spans", LEAVES)
def test_the_leave_that_fits_is_the_best_of_all_sets(spans):
    """Brute force: a set fits if on each day somebody who is there can keep each promise, the break put aside.

    Three officers who can do everything, one promise of one post at a time in each hour but for breaks: two must be
    there, for one of them is at lunch once.
    """
    problems = [small(["ab", "ab", "ab"], [promise()], week) for week in WEEKS]
    requests = requests_of(*spans)
    found = plan_leave(problems, requests, Limits(seconds=120, workers=1), NO_ONE)
    ranks = sorted({request.rank for request in requests})

    def worth(chosen) -> list[int]:
        return [sum(take and r.rank == rank for take, r in zip(chosen, requests, strict=True)) for rank in ranks]

    possible = [c for c in product((False, True), repeat=len(requests)) if fits_by_hand(requests, c, problems)]
    granted = tuple(answer.answer == "fits" for answer in found.answers)
    assert fits_by_hand(requests, granted, problems)
    assert worth(granted) == max(map(worth, possible))
    for n, answer in enumerate(found.answers):
        for other in answer.if_moved:
            assert fits_by_hand(requests, [(g and m != other) or m == n for m, g in enumerate(granted)], problems)


def fits_by_hand(requests, chosen, problems) -> bool:
    """Whether two officers are left on each open day."""
    for problem in problems:
        for day in problem.week.open_days:
            away = {r.officer for r, take in zip(requests, chosen, strict=True) if take and r.absence.covers(day.date)}
            if len(away) > 1:
                return False
    return True


def test_who_is_refused_is_told_against_whom_and_where_it_would_fit():
    """Two on the same Monday: the later request moves to Tuesday."""
    problems = [small(["ab", "ab", "ab"], [promise()], week) for week in WEEKS]
    plan = plan_leave(problems, requests_of(("p1", 0, 0, 1), ("p2", 0, 0, 1)), Limits(seconds=60, workers=1), NO_ONE)
    first, second = plan.answers
    assert (first.answer, second.answer) == ("fits", "clash")
    assert second.against == second.if_moved == (0,)
    assert second.instead == (monday_of(WEEKS[0]) + timedelta(1),)
    assert [day for day, _ in second.with_granted.short] == [monday_of(WEEKS[0])]


def test_leave_that_nobody_can_make_up_for_is_refused_by_itself():
    problems = [small(["ab"], [promise()], week) for week in WEEKS]
    plan = plan_leave(problems, requests_of(("p1", 0, 0, 1)), Limits(seconds=60, workers=1), NO_ONE)
    assert plan.answers[0].answer == "alone"
    assert plan.granted == ()
    assert plan.is_proven


def test_nobody_is_granted_leave_on_a_day_that_is_published():
    """The same request fits where the day is not taken; moved, it fits on the next day."""
    problems, requests = [small(["ab", "ab", "ab"], [promise()])], requests_of(("p1", 0, 0, 1))
    monday = monday_of(WEEKS[0])
    limits = Limits(seconds=60, workers=1)
    free = plan_leave(problems, requests, limits, NO_ONE)
    taken = plan_leave(problems, requests, limits, NO_ONE, taken=frozenset({("p1", monday)}))
    assert free.answers[0].answer == "fits"
    assert taken.answers[0].answer == "published"
    assert taken.answers[0].instead == (monday + timedelta(1),)
    assert taken.granted == ()


def test_a_search_that_was_stopped_refuses_nobody():
    """What no roster was found for in time is told as unknown, not as impossible."""
    stopped = threading.Event()
    stopped.set()
    problems = [small(["ab", "ab"], [promise()])]
    plan = plan_leave(problems, requests_of(("p1", 0, 0, 1), ("p2", 0, 0, 1)), Limits(seconds=60, workers=1), stopped)
    assert {answer.answer for answer in plan.answers} <= {"fits", "unknown"}


def test_leave_outside_the_weeks_is_neither_granted_nor_in_anybodys_way():
    """Nobody can be spared, so what lies outside is answered at once; leave may be as long as dates allow."""
    monday, sunday = monday_of(WEEKS[0]), monday_of(WEEKS[0]) + timedelta(6)
    requests = requests_of(("p1", -7, -1, 1), ("p1", 7, 9, 1), ("p1", -1, 0, 1))
    endless = LeaveRequest(absence=Absence(officer="p1", start=monday - timedelta(400), end=date.max))
    fitted = fit_leave([small(["ab"], [promise()])], [*requests, endless], LIMITS, NO_ONE, span=(monday, sunday))
    assert [answer.answer for answer in fitted.told(60).answers] == ["outside", "outside", "alone", "alone"]


def test_leave_in_a_month_that_is_published_whole_has_no_other_days():
    monday = monday_of(WEEKS[0])
    plan = plan_leave([], requests_of(("p1", 0, 0, 1)), LIMITS, NO_ONE, frozenset({("p1", monday)}))
    assert [(answer.answer, answer.instead) for answer in plan.answers] == [("published", ())]


def test_a_request_comes_first_when_its_rank_is_earlier_its_days_are_shared_and_it_has_no_answer():
    asked = requests_of(("p1", 0, 1, 2), ("p2", 1, 2, 1), ("p3", 2, 3, 1), ("p4", 1, 1, 1), ("p5", 0, 4, 2))
    told = ("fits", "unknown", "unknown", "clash", "unknown")
    answers = tuple(LeaveAnswer(r, answer, FREE, FREE) for r, answer in zip(asked, told, strict=True))
    assert LeavePlan(answers).ahead_of(0) == (1,)


@pytest.mark.parametrize(("proven", "named"), [({0, 2}, (0,)), ({0, 1, 2}, ())])
def test_only_who_is_proven_to_be_in_the_way_is_named(monkeypatch, proven, named):
    """Three do not fit together; without the first the others do; whether they do without the second is not known
    unless the first and the last are refused for themselves.
    """

    class Told(Strains):
        def all_fit(self, absences):
            return {"p1", "p3"} - {a.officer for a in absences} != set()

        def are_refused(self, absences):
            return {f"p{n + 1}" for n in proven} <= {a.officer for a in absences}

        def beyond(self, *_):
            return FREE

    monkeypatch.setattr("scheduler.month.leave.Strains", Told)
    answers = plan_leave([], requests_of(("p1", 0, 0, 1), ("p2", 0, 0, 1), ("p3", 0, 0, 1)), LIMITS, NO_ONE).answers
    assert [answer.answer for answer in answers] == ["fits", "fits", "clash"]
    assert answers[2].against == named
