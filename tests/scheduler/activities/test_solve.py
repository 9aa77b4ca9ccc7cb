"""Whole problems: the cheapest tours of tiny ones, bounds below them, and always an answer that says what it is."""

import threading
from itertools import product

import numpy as np
import pytest

from scheduler.activities.bound import lower_bound
from scheduler.activities.judge import judge
from scheduler.activities.problem import ShiftLaw, TourProblem
from scheduler.activities.solve import Effort, solve
from scheduler.activities.tours import DesignedShift, Piece, tours_of

LAW = ShiftLaw(shortest=2, longest=4, rest=3, days_in_row=2, piece=2)


def problem(rng, people=2, days=2, a_day=5, activities=2, law=LAW):
    """A small office of which nobody knows whether it can be covered."""
    slots = a_day * days
    low = (rng.random((slots, activities)) < 0.3).astype(int)
    high = low + rng.integers(0, 2, low.shape)
    least = rng.integers(0, 5, people)
    return TourProblem(
        people=tuple(f"p{n}" for n in range(people)),
        least=least,
        most=least + rng.integers(0, 5, people),
        day=np.arange(slots) // a_day,
        may_start=rng.random(slots) < 0.6,
        low=low,
        high=high,
        law=law,
    )


def lines(problem, person):
    """Every lawful row of shifts of one person, whatever others do."""
    a_day, shifts = problem.slots // problem.days, []
    for day in range(problem.days):
        starts = [p for p in range(day * a_day, (day + 1) * a_day) if problem.may_start[p]]
        shifts.append([(), *((DesignedShift(person, p, pieces),) for p in starts for pieces in pieces_of())])
    for line in product(*shifts):
        tours = sum(line, ())
        others = tuple(b for b in judge(problem, tours).breaches if b.person == problem.people[person])
        if not others:
            yield tours


def pieces_of():
    """The pieces that a shift of two to four slots may have."""
    whole = [(Piece(a, n),) for a in range(2) for n in (2, 3, 4)]
    return [*whole, (Piece(0, 2), Piece(1, 2)), (Piece(1, 2), Piece(0, 2))]


@pytest.mark.parametrize("seed", range(10))
def test_tiny_problems_are_solved_as_by_trying_all(seed):
    """Fewest heads short, then the least cost; no bound is above it; infeasible is only said where it is true."""
    small = problem(np.random.default_rng(seed))
    every = [list(lines(small, person)) for person in range(2)]
    tried = [judge(small, one + two) for one, two in product(*every)]
    best = min(((j.short, j.cost) for j in tried), default=None)
    solved = solve(small, Effort(seconds=20, steps=800, threads=1))
    bounds = lower_bound(small, 10, with_pieces=False), lower_bound(small, 10)
    assert bounds[0] <= bounds[1] or bounds[0] == pytest.approx(bounds[1])
    if best is None:
        assert solved.judged.breaches
        assert solved.status in ("short", "infeasible")
        return
    assert (solved.judged.short, solved.judged.cost) == best
    assert solved.judged.is_feasible is (best[0] == 0)
    if best[0] == 0:
        assert bounds[1] <= best[1]
        assert solved.bound <= best[1]
        assert (solved.status == "optimal") is (solved.bound == best[1])
    else:
        assert solved.status in ("short", "infeasible")


@pytest.mark.parametrize("seed", range(6))
def test_what_is_found_breaks_no_rule_but_work_that_cannot_be(seed):
    """In larger problems every breach is one of too little work, and the table is what is judged."""
    rng = np.random.default_rng(seed)
    large = problem(rng, people=6, days=5, a_day=8, activities=3, law=ShiftLaw(3, 5, 6, 3, 2))
    solved = solve(large, Effort(seconds=20, steps=100, threads=1, seed=seed))
    assert {b.rule for b in solved.judged.breaches} <= {"least"}
    assert judge(large, solved.tours) == solved.judged
    if solved.judged.is_feasible:
        assert solved.bound <= solved.judged.cost


def test_the_same_seed_and_steps_give_the_same_tours():
    """One thread and counted steps: nothing depends on the clock."""
    small = problem(np.random.default_rng(3), people=4, days=4)
    one, two = (solve(small, Effort(seconds=60, steps=60, threads=1, seed=5)) for _ in range(2))
    assert one.tours == two.tours


def test_a_stop_keeps_what_is_there():
    """Stopped before it begins, the search still answers with what was first filled in."""
    stop = threading.Event()
    stop.set()
    small = problem(np.random.default_rng(0))
    solved = solve(small, Effort(seconds=60, threads=1), stop=stop)
    assert solved.status in ("short", "feasible", "optimal", "infeasible")
    assert judge(small, solved.tours) == solved.judged


@pytest.mark.parametrize(
    ("people", "low", "most", "status"),
    [
        (0, 0, 0, "optimal"),
        (0, 1, 0, "infeasible"),
        (1, 0, 9, "optimal"),
        (1, 2, 9, "infeasible"),
        (1, 1, 1, "infeasible"),
    ],
)
def test_offices_of_nobody_and_of_too_few_are_said(people, low, most, status):
    """Nobody where nobody is needed is fine; more heads than people, or people who may not work, are named."""
    cover = np.zeros((5, 1), dtype=int)
    cover[1:3] = low
    office = TourProblem(
        people=("ani",)[:people],
        least=np.zeros(people, dtype=int),
        most=np.full(people, most),
        day=np.zeros(5, dtype=int),
        may_start=np.ones(5, dtype=bool),
        low=cover,
        high=cover,
        law=LAW,
    )
    solved = solve(office, Effort(seconds=20, steps=20, threads=1))
    assert solved.status == status
    assert solved.judged.short == (0 if status == "optimal" else 2 * low - (2 if people and most > 1 else 0))


def test_progress_is_told_and_never_gets_worse():
    """Each cost that is told is below the one before, and the last one is the answer's."""
    told = []
    small = problem(np.random.default_rng(1), people=5, days=4)
    solve(small, Effort(seconds=20, steps=200, threads=1), watch=lambda seconds, cost, bound: told.append(cost))
    assert told == sorted(told, reverse=True)
    assert told


def test_tables_of_nobody_have_no_tours():
    """An empty table is no tours."""
    assert tours_of(np.zeros((0, 5), dtype=int)) == ()
