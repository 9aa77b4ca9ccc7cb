"""Judge of tours: each rule on both sides of its limit, and the cost counted by hand."""

import numpy as np
import pytest

from scheduler.activities.judge import judge
from scheduler.activities.problem import ShiftLaw, TourProblem
from scheduler.activities.tours import DesignedShift, Piece, table_of, tours_of

LAW = ShiftLaw(shortest=4, longest=6, rest=3, days_in_row=2, piece=2)
A_DAY, DAYS = 8, 4


def office(least=0, most=99, low=0, high=0, starts=(0, 1, 2, 5)):
    """One person, two activities, days of eight slots."""
    slots = np.arange(A_DAY * DAYS)
    cover = np.ones((len(slots), 2), dtype=int)
    may = np.isin(slots % A_DAY, starts)
    return TourProblem(
        ("ani",), np.array([least]), np.array([most]), slots // A_DAY, may, low * cover, high * cover, LAW
    )


def shift(start, *pieces):
    return DesignedShift(0, start, tuple(Piece(*piece) for piece in pieces))


def rules(problem, *shifts):
    return [breach.rule for breach in judge(problem, shifts).breaches]


@pytest.mark.parametrize(
    ("shifts", "broken"),
    [
        ([shift(0, (0, 4))], []),
        ([shift(0, (0, 3))], ["shortest"]),
        ([shift(0, (0, 6))], []),
        ([shift(0, (0, 7))], ["longest"]),
        ([shift(3, (0, 4))], ["start"]),
        ([shift(0, (0, 2), (1, 2))], []),
        ([shift(0, (0, 3), (1, 1))], ["piece"]),
        ([shift(0, (0, 3), (1, 1), (1, 1))], []),
        ([shift(5, (0, 4)), shift(16, (0, 4))], []),
        ([shift(5, (0, 4)), shift(13, (0, 4))], []),
        ([shift(5, (0, 4)), shift(10, (0, 4))], ["rest"]),
        ([shift(0, (0, 4)), shift(5, (0, 4))], ["rest", "one_start"]),
        ([shift(0, (0, 4)), shift(8, (0, 4))], []),
        ([shift(0, (0, 4)), shift(8, (0, 4)), shift(16, (0, 4))], ["days_in_row"]),
        ([shift(0, (0, 4)), shift(8, (0, 4)), shift(24, (0, 4))], []),
        ([shift(29, (0, 4))], ["horizon"]),
    ],
)  # fmt: skip
def test_each_rule_holds_up_to_its_limit(shifts, broken):
    """What keeps to the limit passes, one more or less is named."""
    assert rules(office(), *shifts) == broken


@pytest.mark.parametrize(("least", "most", "broken"), [(8, 8, []), (9, 9, ["least"]), (0, 7, ["most"])])
def test_slots_in_all_lie_between_least_and_most(least, most, broken):
    """Eight slots of work are neither nine nor seven."""
    assert rules(office(least, most), shift(0, (0, 4)), shift(8, (1, 4))) == broken


def test_heads_above_cost_their_square_and_heads_below_are_short():
    """Three heads where one is wanted cost four a slot; the other activity lacks one in every slot."""
    problem = office(low=1, high=1)
    tours = tuple(shift(0, (0, 4)) for _ in range(3))
    judged = judge(problem, tours)
    assert judged.cost == 4 * 2**2
    assert judged.short == 2 * A_DAY * DAYS - 4
    assert not judged.is_feasible


def test_tours_and_tables_tell_the_same():
    """Shifts written into a table are read back as they were."""
    tours = (shift(0, (0, 2), (1, 3)), shift(10, (1, 4)))
    assert tours_of(table_of(tours, 1, A_DAY * DAYS)) == tours


@pytest.mark.parametrize("law", [{"shortest": 7}, {"piece": 5}, {"rest": -1}, {"days_in_row": 0}, {"piece": 0}])
def test_a_law_that_contradicts_itself_is_refused(law):
    """Longest below shortest, a piece longer than a shift, and the like."""
    with pytest.raises(ValueError, match=r"fit|negative"):
        ShiftLaw(**{"shortest": 4, "longest": 6, "rest": 3, "days_in_row": 2, "piece": 2, **law})
