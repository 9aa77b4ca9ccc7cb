"""Seats that are locked: held minute by minute in whatever is solved, or refused for a reason."""

import threading
from dataclasses import replace
from itertools import combinations, permutations, product

import numpy as np
import pytest

from benchmarks.offices import make_cost, make_office, make_week
from office.people import Absence
from office.values import Span
from scheduler.backoffice import minutes_in_blocks
from scheduler.check import check
from scheduler.problem import Limits, RosterProblem
from scheduler.roster import Duty, Roster
from scheduler.rules import DEFAULT_RULES
from scheduler.rules.locked_cells import Cell, LockedCells
from scheduler.seats import seat_duty, seats_of
from scheduler.solver.week import solve_week

WEEK = make_week(make_office([("one", "a"), ("two", "ab")] * 2, ["a", "ab", "ab", "b", "ab"], back_office=360))
DAYS = [day.date for day in WEEK.days]
COUNTERS = [counter.id for counter in WEEK.office.counters]


def seat(officer: str, day: int, start: int, end: int, counter: str) -> Duty:
    found = seat_duty(WEEK, officer, DAYS[day], Span(start=start, end=end), counter)
    assert found is not None
    return found


def solved(*seats: Duty, seed: int = 1):
    problem = RosterProblem(WEEK, DEFAULT_RULES, make_cost(WEEK, 2.0, np.random.default_rng(seed)), seats=seats)
    return solve_week(problem, Limits(8.0), lambda *_: None, threading.Event())


def at(roster, duty: Duty) -> set[str | None]:
    """Where the officer of a seat is, minute by minute."""
    mine = roster.duties_of(duty.officer, duty.day)
    return {d.counter for minute in range(duty.start, duty.end) for d in mine if d.start <= minute < d.end}


@pytest.mark.parametrize("seed", range(2))
def test_a_locked_cell_is_held_to_the_minute(seed):
    """Cells of one day and of several, before and after lunch, hold, and no hard rule breaks for them."""
    rng = np.random.default_rng(seed)
    wanted = [
        seat("p2", 0, 540, 660, COUNTERS[int(rng.integers(4))]),
        seat("p2", 0, 810, 870, COUNTERS[1]),
        seat("p1", 2, 480, 510, COUNTERS[0]),
        seat("p5", 4, 600, 690, COUNTERS[3]),
    ]
    result = solved(*wanted, seed=seed)
    assert [at(result.roster, duty) for duty in wanted] == [{duty.counter} for duty in wanted]
    assert not [violation for violation in check(result.roster, WEEK, DEFAULT_RULES) if violation.hard]


def test_a_lunch_moves_for_a_seat():
    """Whoever must sit through one lunch turn eats in another."""
    turns = {choice.break_start for choice in WEEK.choices(WEEK.office.officers[1], WEEK.days[0])}
    first = min(turns - {None})
    locked = seat("p2", 0, first, first + 60, COUNTERS[1])
    roster = solved(locked).roster
    (worked,) = roster.assignments_of("p2", DAYS[0])
    assert not worked.on_break(first, first + 60)
    assert at(roster, locked) == {COUNTERS[1]}


def test_what_cannot_be_held_is_left_out_and_said():
    """Another's counter, two places at once, a part of a slot, a closed hour and day, leave: the first seat stays."""
    good = seat("p2", 0, 540, 600, COUNTERS[1])
    bad = [
        seat("p3", 0, 570, 630, COUNTERS[1]),
        seat("p2", 0, 570, 630, COUNTERS[3]),
        seat("p2", 1, 545, 600, COUNTERS[1]),
        seat("p2", 1, 0, 60, COUNTERS[1]),
        seat("p2", 6, 540, 600, COUNTERS[1]),
        seat("p4", 0, 540, 600, COUNTERS[3]),
    ]
    away = Absence(officer="p4", start=DAYS[0], end=DAYS[0])
    kept, refused = seats_of(replace(WEEK, absences=(away,)), (), [good, *bad])
    assert kept == (good,)
    assert [(each.why, each.other) for each in refused] == [
        ("counter_twice", good), ("officer_twice", good), ("slots", None), ("hours", None), ("hours", None),
        ("away", None),
    ]  # fmt: skip
    assert [each.cell.counter for each in refused] == [each.counter for each in bad]
    assert seat_duty(WEEK, "p4", DAYS[0], Span(start=540, end=600), COUNTERS[0]) is None
    assert seat_duty(WEEK, "nobody", DAYS[0], Span(start=540, end=600), COUNTERS[0]) is None


def test_all_lunches_cannot_be_locked_away():
    """A seat through every lunch turn of a day has no shift that fits."""
    locked = seat("p2", 0, 600, 870, COUNTERS[1])
    kept, (refused,) = seats_of(WEEK, (), [locked])
    assert (kept, refused.why) == ((), "shift")


def cell(officer: str, day: int, hours: str, **what) -> Cell:
    return Cell(officer=officer, day=DAYS[day], hours=hours, **what)


CELLS = (
    cell("p2", 0, "09.00-11.00", counter=COUNTERS[1]),
    cell("p3", 0, "09.00-10.00", steps={"b"}),
    cell("p5", 1, "08.00-10.00", place="back_office"),
    cell("p1", 1, "09.00-11.00", place="standby"),
    cell("p2", 2, "13.00-15.00", counter=COUNTERS[3]),
)


@pytest.mark.parametrize("seed", range(2))
def test_cells_of_a_rule_are_held(seed):
    """At a counter, at some steps, in back office and on standby: the checker finds nothing missing."""
    rules = (*DEFAULT_RULES, LockedCells(cells=CELLS))
    problem = RosterProblem(WEEK, rules, make_cost(WEEK, 2.0, np.random.default_rng(seed)))
    assert not problem.refused_cells
    result = solve_week(problem, Limits(8.0), lambda *_: None, threading.Event())
    assert not [violation for violation in check(result.roster, WEEK, rules) if violation.hard]
    for each in CELLS:
        mine = [d for d in result.roster.duties_of(each.officer, each.day) if each.hours.overlap(d.start, d.end)]
        told = {(d.counter, d.activity) for d in mine}
        assert len(told) == 1
        assert all((d.counter or d.activity) == each.subject or each.steps & d.steps for d in mine)


def test_back_office_in_a_cell_counts():
    """Work that a cell is spent on is not asked for again."""
    rules = (*DEFAULT_RULES, LockedCells(cells=(CELLS[2],)))
    problem = RosterProblem(WEEK, rules, make_cost(WEEK, 0.5, np.random.default_rng(0), most=4))
    roster = solve_week(problem, Limits(8.0), lambda *_: None, threading.Event()).roster
    needed, done = WEEK.office.back_office[0].week_minutes, minutes_in_blocks(WEEK.office, roster)
    assert needed <= sum(done.values()) < needed + 120 + WEEK.office.back_office[0].block_minutes


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ((cell("p4", 0, "09.00-10.00", counter=COUNTERS[0]),), "skills"),
        ((cell("p3", 0, "09.00-10.00", steps={"zz"}),), "unknown"),
        ((cell("nobody", 0, "09.00-10.00", place="standby"),), "unknown"),
        ((cell("p1", 0, "09.00-10.00", counter="l99"),), "unknown"),
        ((CELLS[0], cell("p3", 0, "10.00-12.00", counter=COUNTERS[1])), "counter_twice"),
        ((CELLS[0], cell("p2", 0, "10.00-12.00", place="standby")), "officer_twice"),
        ((cell("p2", 6, "09.00-10.00", place="standby"),), "hours"),
    ],
)
def test_a_cell_that_cannot_be_held_is_refused_for_a_reason(cells, why):
    """And the checker says of every roster that it is not held."""
    rules = (*DEFAULT_RULES, LockedCells(cells=cells))
    problem = RosterProblem(WEEK, rules, make_cost(WEEK, 1.0, np.random.default_rng(0)))
    assert [(each.cell, each.why) for each in problem.refused_cells] == [(cells[-1], why)]
    roster = solve_week(problem, Limits(4.0), lambda *_: None, threading.Event()).roster
    broken = [violation for violation in check(roster, WEEK, rules) if violation.rule == "locked_cells"]
    assert [(v.officer, v.start) for v in broken] == [(cells[-1].officer, cells[-1].hours.start)]


@pytest.mark.parametrize(("end", "missing"), [(660, 0), (659, 1), (540, 120)])
def test_a_cell_is_counted_by_the_minute(end, missing):
    """One minute short is a breach of one minute; work elsewhere does not count."""
    duties = [seat("p2", 0, 540, max(end, 541), COUNTERS[1])] if end > 540 else [seat("p2", 0, 540, 660, COUNTERS[3])]
    roster = Roster(office="o", week=WEEK.week, slot_minutes=30, assignments=(), duties=tuple(duties))
    found = list(LockedCells(cells=(CELLS[0],)).violations(roster, WEEK))
    assert sum(v.limit - v.amount for v in found) == missing


@pytest.mark.parametrize("said", [{}, {"counter": "l1", "place": "standby"}, {"counter": "l1", "steps": ["a"]}])
def test_a_cell_says_one_thing(said):
    """Counter, steps or place."""
    with pytest.raises(ValueError, match="of counter, steps and place"):
        cell("p1", 0, "09.00-10.00", **said)


THREE = make_week(make_office([("one", "ab"), ("two", "ac"), ("three", "abc")], ["abc"] * 4 + ["a"]))
HOURS = ("09.00-10.00", "09.30-10.30", "10.00-11.00", "08.30-11.00")


def duties_by_hand(asked: Cell) -> list[Duty]:
    """A duty at each counter where the officer can do what the cell names."""
    found = [seat_duty(THREE, asked.officer, asked.day, asked.hours, counter.id) for counter in THREE.office.counters]
    return [duty for duty in found if duty is not None and asked.steps <= duty.steps]


def clash(one: Duty, other: Duty) -> bool:
    """Whether two duties take the same officer or counter at one time."""
    shares = one.officer == other.officer or one.counter == other.counter
    return shares and one.day == other.day and max(one.start, other.start) < min(one.end, other.end)


def can_hold(asked: list[Cell]) -> bool:
    """Whether any counters for these cells leave no clash, by trying all; no lunch is near their hours."""
    each = product(*map(duties_by_hand, asked))
    return any(not any(clash(*pair) for pair in combinations(duties, 2)) for duties in each)


@pytest.mark.parametrize("seed", range(40))
def test_cells_are_refused_only_where_no_counters_hold_them(seed):
    """What comes first stays, and each next cell is held when any counters for all of them would hold it."""
    rng = np.random.default_rng(seed)
    asked = [
        Cell.model_validate({
            "officer": f"p{rng.integers(1, 6)}", "day": DAYS[rng.integers(2)], "hours": HOURS[rng.integers(4)],
            "steps": {"abc"[rng.integers(3)]},
        })
        for _ in range(7)
    ]  # fmt: skip
    held: list[Cell] = []
    for each in asked:
        held += [each] if can_hold([*held, each]) else []
    kept, refused = seats_of(THREE, asked)
    assert len(kept) == len(held)
    assert all(mine.is_held_by(duty) and mine.officer == duty.officer for mine, duty in zip(held, kept, strict=True))
    assert not any(clash(*pair) for pair in combinations(kept, 2))
    assert len(refused) == len(asked) - len(held)
    assert all(each.other is None or each.other in kept for each in refused)


def test_cells_of_one_hour_are_held_in_any_order():
    """Three officers for a, b and c at counters for ab, ac and abc: whoever comes first leaves room for the others."""
    wanted = [cell("p1", 0, "09.00-10.00", steps={"a"}), cell("p2", 0, "09.00-10.00", steps={"b"}),
              cell("p3", 0, "09.00-10.00", steps={"c"})]  # fmt: skip
    for order in permutations(wanted):
        kept, refused = seats_of(THREE, order)
        assert not refused
        assert {duty.officer for duty in kept} == {"p1", "p2", "p3"}
        assert len({duty.counter for duty in kept}) == 3


def test_a_counter_that_is_named_stays():
    """Cells that name steps alone make room for it, wherever they stand in the list."""
    wanted = [cell("p1", 0, "09.00-11.00", steps={"a"}), cell("p2", 0, "09.30-10.30", steps={"a"})]
    for counter in (desk.id for desk in THREE.office.counters):
        named = cell("p3", 0, "10.00-11.00", counter=counter)
        kept, refused = seats_of(THREE, [*wanted, named])
        assert not refused
        assert [duty.counter for duty in kept if duty.officer == "p3"] == [counter]


def test_moving_to_another_site_needs_a_shift_there():
    """A cell makes room for another only at counters where the officer's shift is worked."""
    far = WEEK.office.model_copy(update={"counter_types": tuple(
        kind.model_copy(update={"site": "far"}) if kind.id == "two" else kind for kind in WEEK.office.counter_types
    )})  # fmt: skip
    wanted = [cell(f"p{n}", 0, "09.00-10.00", steps={"a"}) for n in (2, 3, 5)]
    kept, refused = seats_of(replace(WEEK, office=far), wanted)
    assert {duty.counter for duty in kept} == {COUNTERS[0], COUNTERS[2]}
    assert [each.cell for each in refused] == wanted[2:]
