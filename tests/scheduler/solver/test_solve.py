"""The master of a week against brute force, under locks and events, stopped and watched."""

import threading
import time
from datetime import timedelta
from itertools import product

import numpy as np
import pytest

from benchmarks.offices import lebong_like, make_cost, make_office, make_week, seasonal, span
from office.days import CalendarEntry
from office.services import Promise
from office.weeks import monday_of
from scheduler.check import check
from scheduler.cover import promise_sets, unmet
from scheduler.presence import present_slots
from scheduler.problem import Limits, RosterProblem
from scheduler.roster import Roster
from scheduler.rules import BASIC_RULES, DEFAULT_RULES
from scheduler.rules.promised_cover import PromisedCover
from scheduler.rules.stand_in import StandIn
from scheduler.rules.weekly_norm import WeeklyNorm
from scheduler.rules.work_days import WorkDays
from scheduler.shifts import Shift
from scheduler.solver import solve_master, solve_week

MONDAY = monday_of("2026-W49")
NO_ONE = threading.Event()


def quiet(*_: object) -> None:
    """Watches nothing."""


def one_day(seed: int):
    """Monday alone, two or three officers, hourly slots from 8 to 14, random skills, promises and cost."""
    rng = np.random.default_rng(seed)
    kinds = [("one", "a"), ("two", "ab"), ("two", "ab")][: rng.integers(1, 4)]
    officers = rng.choice(["a", "b", "ab"], size=rng.integers(2, 4)).tolist()
    promises = (Promise(id="a", name="A", steps=frozenset("a")), Promise(id="b", name="B", steps=frozenset("ab")))
    office = make_office(kinds, officers, promises[: rng.integers(0, 3)], slot_minutes=60, service=("08.00-14.00",))
    shifts = (Shift(id="day", name="Dinas", hours=seasonal(mon_fri=span("08.00-14.00"))),)
    breaks = seasonal(mon_fri=office.breaks.on(0, "normal").model_copy(update={"window": span("10.00-13.00")}))
    contracts = tuple(contract.model_copy(update={"day_minutes": 300}) for contract in office.contracts)
    office = office.model_copy(update={"breaks": breaks, "contracts": contracts, "assemblies": ()})
    closed = CalendarEntry(start=MONDAY + timedelta(1), end=MONDAY + timedelta(6), kind="closed")
    week = make_week(office, shifts, entries=(closed,))
    return week, make_cost(week, 1.5, rng, most=4)


def five():
    """A whole week of five officers, three counters, two promises and back office."""
    promises = (Promise(id="a", name="A", steps=frozenset("a")), Promise(id="b", name="B", steps=frozenset("b")))
    counters = [("one", "a"), ("two", "ab"), ("two", "ab")]
    return make_week(make_office(counters, ["a", "ab", "ab", "b", "ab"], promises, back_office=360))


def best_by_hand(week, cost) -> tuple[float, ...]:
    """Uncovered (an earlier promise counts twice the next), no stand-in, below target and waiting, by trying all."""
    day = week.days[0]
    choices = [week.choices(officer, day) for officer in week.office.officers]
    return min(_of_breaks(week, cost, taken) for taken in product(*choices))


def _of_breaks(week, cost, taken) -> tuple[float, ...]:
    """With given breaks the slots are apart: each has its best posts, level by level."""
    present = np.array([present_slots(week, assignment) for assignment in taken])
    missing = sum(
        60 * max([0, *(g.need[0, t] + 1 - _able(week, g.steps, present[:, t]) for g in promise_sets(week))])
        for t in range(week.grid.slots)
        if any(g.need[0, t] for g in promise_sets(week))
    )
    best = [min(_posts(week, cost, t, present[:, t])) for t in range(week.grid.slots)]
    uncovered, below, waiting = (sum(parts) for parts in zip(*best, strict=True))
    return uncovered, missing, below, round(waiting, 2)


def _able(week, steps, present) -> int:
    return sum(
        bool(week.office.able(o.skills) & steps)
        for o, is_there in zip(week.office.officers, present, strict=True)
        if is_there
    )


def _posts(week, cost, t, present):
    """(uncovered, below target, waiting) of every way to seat those present."""
    seats = {kind.id: sum(c.type == kind.id for c in week.office.counters) for kind in week.office.counter_types}
    there = [officer for officer, is_there in zip(week.office.officers, present, strict=True) if is_there]
    for places in product([None, *seats], repeat=len(there)):
        if all(places.count(kind) <= most for kind, most in seats.items()):
            pairs = [(o, kind) for o, kind in zip(there, places, strict=True) if kind]
            served = [week.office.served_at(o.skills, kind) for o, kind in pairs]
            found = [sum(bool(steps & held) for held in served) for steps in cost.step_sets]
            yield _levels(week, cost, t, [held for held in served if held], found)


def _levels(week, cost, t, served, found):
    promises = week.office.promises
    short = unmet(promises, [promise.officers for promise in promises], served)
    weighed = sum(60 * 2**n * missing for n, missing in enumerate(reversed(short)))
    below = 60 * sum(max(0, int(n) - x) for n, x in zip(cost.needed[0, t], found, strict=True))
    return weighed, below, _waiting([cost.waiting[0, t, s, x] for s, x in enumerate(found)], cost.step_sets)


def _waiting(least, step_sets) -> float:
    """Smallest total of two queues of which each alone and both together have a least length."""
    known = dict(zip(step_sets, least, strict=True))
    apart = known.get(frozenset("a"), 0.0) + known.get(frozenset("b"), 0.0)
    return float(max(apart, known.get(frozenset("ab"), 0.0)))


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_better_than_what_is_found(seed):
    """On one day with few officers all breaks and all seats are tried; the levels come out the same, in their order."""
    week, cost = one_day(seed)
    rules = (*BASIC_RULES, WeeklyNorm(), PromisedCover(), StandIn())
    solved = solve_master(RosterProblem(week, rules, cost), Limits(20.0, gap=1e-6), quiet, NO_ONE)
    level = {found.name: found for found in solved.levels}
    weighed, missing, below, waiting = best_by_hand(week, cost)
    assert solved.status == "optimal"
    assert (level["uncovered"].value == 0) is (weighed == 0)
    assert (level["no_stand_in"].value, level["below_target"].value) == (missing, below)
    assert level["waiting"].value == pytest.approx(waiting, abs=0.1)


def test_an_event_takes_its_officers():
    """Two are sent out on Tuesday, they work no shift then, and the week's hours are kept."""
    tuesday = MONDAY + timedelta(1)
    event = CalendarEntry(start=tuesday, end=tuesday, kind="mobile_service", officers_away=2)
    week = make_week(five().office, entries=(event,))
    cost = make_cost(week, 2.0, np.random.default_rng(1))
    result = solve_week(RosterProblem(week, DEFAULT_RULES, cost), Limits(8.0), quiet, NO_ONE)
    out = [duty for duty in result.roster.duties if duty.activity == "outside_duty"]
    assert [duty.day for duty in out] == [tuesday, tuesday]
    assert not {duty.officer for duty in out} & {a.officer for a in result.roster.assignments if a.day == tuesday}
    assert not [violation for violation in check(result.roster, week, DEFAULT_RULES) if violation.hard]


def test_a_locked_day_stays_as_it_is():
    """Of two locked officers every duty of the day is kept, though other waiting would seat them elsewhere."""
    week, locked = five(), frozenset({("p1", 0), ("p2", 3)})
    costs = [make_cost(week, 2.0, np.random.default_rng(seed)) for seed in (1, 2)]
    before = solve_week(RosterProblem(week, DEFAULT_RULES, costs[0]), Limits(8.0), quiet, NO_ONE).roster
    again = RosterProblem(week, DEFAULT_RULES, costs[1], before, locked)
    after = solve_week(again, Limits(8.0), quiet, NO_ONE).roster
    for officer, day in locked:
        assert _minutes(after, officer, week.days[day].date) == _minutes(before, officer, week.days[day].date)
    assert not [violation for violation in check(after, week, DEFAULT_RULES) if violation.hard]


def _minutes(roster: Roster, officer: str, day) -> list[tuple]:
    """What is done minute by minute; where a stretch ends and the same goes on does not matter."""
    return [
        (minute, duty.activity, duty.counter, duty.task)
        for duty in roster.duties_of(officer, day)
        for minute in range(duty.start, duty.end)
    ]


def test_a_stop_is_heard_while_the_solver_works():
    """Set after a second, the stop ends a long solve within a few, with a roster that breaks no hard rule."""
    week = lebong_like()
    problem = RosterProblem(week, DEFAULT_RULES, make_cost(week, 4.0, np.random.default_rng(2)))
    stop, began = threading.Event(), time.monotonic()
    threading.Timer(1.0, stop.set).start()
    result = solve_week(problem, Limits(60.0, gap=0.0), quiet, stop)
    assert result.status == "stopped"
    assert time.monotonic() - began < 20
    assert not [violation for violation in check(result.roster, week, DEFAULT_RULES) if violation.hard]


def test_progress_is_told_in_order_and_not_too_often():
    """Seconds never go back, values are never below their bounds, and there are a few calls a second at most."""
    week = five()
    cost = make_cost(week, 3.0, np.random.default_rng(3))
    told: list[tuple[str, float, float, float]] = []
    began = time.monotonic()
    solve_master(
        RosterProblem(week, DEFAULT_RULES, cost), Limits(4.0, gap=0.0), lambda *facts: told.append(facts), NO_ONE
    )
    seconds = [facts[3] for facts in told]
    assert seconds == sorted(seconds)
    assert all(bound <= value + 1e-6 for _, value, bound, _ in told)
    assert len(told) <= 5 * (time.monotonic() - began) + 5


def test_contradicting_rules_leave_nobody_at_home():
    """Six days are asked for where five are open: with hardly any time all work their hours and counters are held."""
    week = five()
    cost = make_cost(week, 1.5, np.random.default_rng(1), most=4)
    problem = RosterProblem(week, (*DEFAULT_RULES, WorkDays(least=6)), cost)
    solved = solve_master(problem, Limits(seconds=0.5), quiet, NO_ONE)
    hours = [sum(a.minutes for a in solved.master.assignments if a.officer == o) for o in week.office.officer_ids]
    assert hours == [5 * 450] * 5
    assert solved.master.posts.sum() >= 2 * week.service.sum() * 0.9
