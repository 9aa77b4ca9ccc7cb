"""What a solved week tells of its posts on call: breaches in the levels, what is proven of them, and stops heard."""

import threading
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import numpy as np
import pytest

from benchmarks.offices import make_cost, make_office, make_week, seasonal, span
from office.oncall import OnCall
from scheduler.allocation.breaks import Eased
from scheduler.check import check
from scheduler.problem import Limits, RosterProblem
from scheduler.roster import Assignment, Roster
from scheduler.rules import with_usual
from scheduler.rules.break_window import BreakWindow
from scheduler.rules.fair_turns import FairTurns
from scheduler.rules.wishes import Wishes
from scheduler.solver import week as solving
from scheduler.solver.on_call import least_broken, solve_on_call
from scheduler.solver.week import solve_week

EVENING = OnCall(id="evening", name="Evening", hours=seasonal(mon_sun=span("16.00-22.00")))
DRIVERS = EVENING.model_copy(update={"any_tag": frozenset({"driver"})})


def week_with(*posts: OnCall, officers: int = 2):
    """A week of one counter with posts on call; nobody has a tag."""
    week = make_week(make_office([("one", "a")], ["a"] * officers))
    return replace(week, office=week.office.model_copy(update={"on_call": posts}))


def solved(week, *rules, stop=None, seconds=6.0):
    cost = make_cost(week, 0.5, np.random.default_rng(0))
    problem = RosterProblem(week, with_usual(rules), cost)
    result = solve_week(problem, Limits(seconds, gap=0.0), lambda *_: None, stop or threading.Event())
    return problem, result, {level.name: level for level in result.levels}


def working(week, *who: tuple[str, int]) -> Roster:
    """These officers at work until 21.00 on these days, nobody on call yet."""
    held = tuple(
        Assignment(officer=officer, day=week.days[0].date + timedelta(day), shift="long", span=span("12.00-21.00"))
        for officer, day in who
    )
    return Roster(office="test", week=week.week, slot_minutes=30, assignments=held, duties=())


def test_a_post_that_nobody_suits_is_a_level_and_proven():
    """Seven evenings stay empty, whoever works when: the level says so, and its bound too."""
    problem, result, levels = solved(week_with(DRIVERS))
    hard = [violation for violation in check(result.roster, problem.week, problem.rules) if violation.hard]
    assert [violation.rule for violation in hard] == ["on_call"] * 7
    assert (levels["broken"].value, levels["broken"].bound) == (7, 7)
    assert result.levels[0].name == "broken"


def test_posts_that_are_held_make_no_level():
    """After the hours of work two who suit hold all evenings: nothing breaks and nothing is told."""
    late = EVENING.model_copy(update={"hours": seasonal(mon_sun=span("20.00-22.00"))})
    problem, result, levels = solved(week_with(late))
    assert not [violation for violation in check(result.roster, problem.week, problem.rules) if violation.hard]
    assert "broken" not in levels
    assert len(result.roster.on_call) == 7


def test_wishes_on_call_that_are_not_kept_are_a_level():
    """Neither wants the Monday evening and one must have it: no bound is claimed, so the week is not called optimal."""
    wishes = [{"officer": officer, "weekday": "mon", "wants": "off", "weight": 3} for officer in ("p1", "p2")]
    _, result, levels = solved(week_with(EVENING), Wishes(line="on_call", level="wishes", wishes=wishes))
    assert (levels["wishes"].value, levels["wishes"].bound) == (3, 0)
    assert result.status == "feasible"
    assert [level.name for level in result.levels][-2:] == ["wishes", "moves"]


@pytest.mark.parametrize(("post", "busy", "breaches", "least"), [
    (EVENING, ("p1", "p2"), 1, 0),
    (EVENING, ("p1",), 0, 0),
    (DRIVERS, ("p1", "p2"), 7, 7),
])  # fmt: skip
def test_only_what_breaks_beside_any_work_is_a_bound(post, busy, breaches, least):
    """Both at work on Monday evening: other shifts would have left one free, but no shift makes anybody a driver."""
    week = week_with(post)
    found = solve_on_call(week, (), working(week, *((officer, 0) for officer in busy)))
    assert (found.breaches, found.is_proven) == (breaches, True)
    assert least_broken(week, (), found) == least


def test_posts_are_held_lawfully_even_when_stopped():
    """Whoever stops at once still has somebody on call each evening; turns are no longer looked at."""
    week, stop = week_with(EVENING, officers=3), threading.Event()
    stop.set()
    found = solve_on_call(week, (FairTurns(),), working(week, ("p1", 0), ("p2", 0)), stop=stop)
    assert not [v for v in check(found.roster, week, ()) if v.rule in ("on_call", "free_on_call")]
    assert len(found.roster.on_call) == 7


def test_moving_breaks_has_only_the_time_that_is_left(monkeypatch):
    """On a clock that only seating moves, and by all that it is given, both together stay within the limit."""
    clock, given, allocate = [0.0], [], solving.allocate

    def seating(*args, **options):
        clock[0] += args[3]
        given.append(args[3])
        return allocate(*args, **options)

    def moving(week, cost, master, seconds, kept, burdens, asked):
        given.append(seconds)
        return Eased(master, allocate(week, cost, master, 5.0, burdens=burdens, asked=asked), ())

    monkeypatch.setattr(solving, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    monkeypatch.setattr(solving, "allocate", seating)
    monkeypatch.setattr(solving, "ease_breaks", moving)
    solved(week_with(), BreakWindow(movable=True), seconds=8.0)
    assert len(given) == 2
    assert sum(given) <= 8.0
