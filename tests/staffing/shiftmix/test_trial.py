"""Trial: how a mix fares, cell by cell."""

import numpy as np
import pytest

from staffing.shiftmix.excess import misses, shortfall
from staffing.shiftmix.problem import Group, Target
from staffing.shiftmix.trial import Trial, posts_of
from tests.staffing.shiftmix.days import make_problem, make_visitors, random_visitors

ONE = np.array([[1, 0, 0], [0, 0, 0]])


def test_lateness_by_hand():
    """One officer, visitors at 0, 1, 2 of 10 minutes each: waits 0, 9, 18; one is late after 15 minutes."""
    problem = make_problem(make_visitors([[(0, 0, 10), (1, 0, 10), (2, 0, 10), (70, 0, 10)]]))
    assert Trial(problem).of_mix(ONE).late.tolist() == [1.0, 0.0, 0.0, 0.0]


def test_whoever_is_never_called_is_late():
    """Nobody serves b: all of b are late, none of a."""
    problem = make_problem(make_visitors([[(0, 0, 1), (1, 1, 1), (70, 1, 1)]]))
    assert Trial(problem).of_mix(ONE).late.tolist() == [0.0, 0.0, 1.0, 1.0]


def test_overtime_by_hand():
    """The last visitor comes at 110 and takes 40 minutes: 30 beyond the day of 120; on the other path none."""
    problem = make_problem(make_visitors([[(110, 0, 40)], [(0, 0, 5)]]))
    assert Trial(problem).of_mix(ONE).overtime == pytest.approx(15.0)


@pytest.mark.parametrize("seed", range(3))
def test_cells_agree_with_a_queue_of_its_own(seed):
    """One group, one shift of all day: as Lindley's recursion over free officers says, counted here by hand."""
    visitors = random_visitors(seed, paths=20, a_day=(18.0, 0.0))
    problem = make_problem(visitors, groups=(Group("A", frozenset("a"), 100, 3),))
    late = np.zeros(4)
    for p in range(20):
        free = [480.0, 480.0]
        for v in range(visitors.first[p], visitors.first[p + 1]):
            free.sort()
            begin = max(free[0], visitors.arrival[v])
            free[0] = begin + visitors.minutes[v, 0]
            late[int((visitors.arrival[v] - 480) // 60)] += begin - visitors.arrival[v] > 15
    found = Trial(problem).of_mix(np.array([[2, 0, 0]]))
    assert found.late == pytest.approx(late / 20)


def test_fewer_paths_are_the_first_ones():
    """A trial on two paths is the mean of those on each."""
    visitors = [[(0, 0, 40), (1, 0, 10)], [(0, 0, 1)], [(0, 0, 50), (1, 0, 50), (2, 0, 50)]]
    both = Trial(make_problem(make_visitors(visitors)), paths=2).of_mix(ONE)
    assert both.late.tolist() == [0.5, 0.0, 0.0, 0.0]


def test_officers_of_a_mix_have_the_slots_of_their_shifts():
    """Two A in the first hour and one AB all day."""
    group, on = posts_of(make_problem(), np.array([[0, 2, 0], [1, 0, 0]]))
    assert group.tolist() == [0, 0, 1]
    assert on.sum(axis=1).tolist() == [2, 2, 4]


def test_misses_have_names_the_worst_first():
    """Service b misses in the first hour by more than a does."""
    problem = make_problem(
        make_visitors([[(0, 0, 20), (1, 0, 20), (0, 1, 10), (1, 1, 10), (2, 1, 10)]]), target=Target(slack=0.0)
    )
    fare = Trial(problem).of_mix(ONE)
    assert [(miss.service, miss.minute, miss.late) for miss in misses(problem, fare)] == [("b", 480, 3), ("a", 480, 1)]


def test_the_shortfall_counts_cells_overtime_and_cover():
    """3 - 0.6 and 1 - 0.4 late too many, 4 slots without b, and 22 minutes of 20 at a fifth each."""
    problem = make_problem(
        make_visitors([[(0, 0, 20), (1, 0, 142), (0, 1, 10), (1, 1, 10), (2, 1, 10)]]), target=Target(slack=0.0)
    )
    fare = Trial(problem).of_mix(ONE)
    assert fare.overtime == pytest.approx(42)
    assert shortfall(problem, ONE, fare) == pytest.approx(2.4 + 0.6 + 4 + 22 * 0.2)
