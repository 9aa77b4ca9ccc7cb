"""ShiftMix: what a day asks, and what it refuses."""

from dataclasses import replace

import numpy as np
import pytest

from staffing.shiftmix.problem import Group, Target
from tests.staffing.shiftmix.days import make_problem, make_visitors

ONE_SLOT = np.array([[1, 0, 0, 0]], dtype=bool)


def test_cells_are_services_by_hours_of_arrival():
    """Two services, two hours: a visitor at minute 59 is of the first hour, at 60 of the second."""
    problem = make_problem(make_visitors([[(0, 0, 5), (59, 1, 5), (60, 0, 5)], [(61, 0, 5)]]))
    assert problem.expected.reshape(2, 2).tolist() == [[0.5, 1.0], [0.5, 0.0]]


def test_a_share_and_a_little_of_the_fullest_cell_may_be_late():
    """allowed = share x N + slack x max N."""
    target = Target(share=0.2, slack=0.01, overtime_minutes=5)
    problem = make_problem(make_visitors([[(0, 0, 5)] * 10 + [(70, 1, 5)]]), target=target)
    assert problem.allowed.reshape(2, 2) == pytest.approx(np.array([[2.1, 0.1], [0.1, 0.3]]))


def test_a_mix_is_paid_by_slots_and_group():
    """One A all day and two AB in the first hour: 4 x 100 + 2 x 2 x 105."""
    assert make_problem().cost(np.array([[1, 0, 0], [0, 2, 0]])) == 820


def test_uncovered_are_steps_without_anybody_who_serves_them():
    """One A all day, one AB in the second hour: b is bare in the first."""
    bare = make_problem().uncovered(np.array([[1, 0, 0], [0, 0, 1]]))
    assert bare.tolist() == [[False] * 4, [True, True, False, False]]


def test_a_step_that_nobody_comes_for_needs_no_cover():
    """Only service a comes: nobody for b is no gap."""
    problem = make_problem(make_visitors([[(0, 0, 5)]]))
    assert not problem.uncovered(np.array([[1, 0, 0], [0, 0, 0]])).any()


@pytest.mark.parametrize(
    "wrong",
    [
        {"groups": ()},
        {"groups": (Group("A", frozenset(), 100, 2),)},
        {"groups": (Group("A", frozenset("a"), 0, 2),)},
        {"groups": (Group("A", frozenset("a"), 100, -1),)},
        {"shifts": np.zeros((1, 4), dtype=bool)},
        {"shifts": ONE_SLOT[:, :3]},
    ],
    ids=["no groups", "no skills", "no pay", "negative size", "empty shift", "other slots"],
)
def test_what_cannot_be_staffed_is_refused(wrong):
    """Each mistake is told at once."""
    with pytest.raises(ValueError, match=r".+"):
        replace(make_problem(), **wrong)
