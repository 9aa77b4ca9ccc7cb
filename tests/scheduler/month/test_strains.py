"""Strains: what bounds prove of a week with and without people away, and grants that lean on nothing less."""

import threading
from itertools import product

import pytest

from office.people import Absence
from scheduler.month.strains import UNSEEN, Strain, Strains
from scheduler.problem import Limits
from tests.scheduler.month.test_month import promise, small

COSTS = [(laws, minutes) for laws in (0, 1) for minutes in (0, 60, 120)]
"""What a week may truly cost: laws broken, then minutes uncovered."""


def ends_at(found: tuple[int, int], least: tuple[int, int]) -> Strain:
    """A solve that found this roster and proved these bounds."""
    return Strain(broken=found[0], uncovered=found[1], least=least)


def truths(strain: Strain) -> list[tuple[int, int]]:
    """What the best roster can truly cost, for all that the solve tells: laws come before minutes, and the bound of
    minutes holds for rosters that break no more laws than the one that was found.
    """
    found = (strain.broken, strain.uncovered)
    return [true for true in COSTS if true <= found and true[0] >= strain.least[0] and true[1] >= strain.least[1]]


SOLVES = [
    ends_at(found, least) for found, least in product(COSTS, repeat=2) if least[0] <= found[0] and least[1] <= found[1]
]


@pytest.mark.parametrize("usual", SOLVES, ids=str)
def test_what_is_said_holds_whatever_the_best_rosters_are(usual):
    """Fits: no true cost with people away lies beyond any true usual one. Beyond: each does.

    A week is never better with people away: who is there may stay at home.
    """
    for strain in SOLVES:
        pairs = [(away, home) for away, home in product(truths(strain), truths(usual)) if home <= away]
        fit = [away[0] <= home[0] and away[1] <= home[1] for away, home in pairs]
        assert all(fit) or not strain.fits(usual)
        assert not any(fit) or not strain.is_beyond(usual)


def test_proven_solves_leave_no_question():
    """Where both weeks are solved to their best, the answer is yes or no."""
    for away, home in product(COSTS, repeat=2):
        strain, usual = ends_at(away, away), ends_at(home, home)
        assert strain.fits(usual) != strain.is_beyond(usual)


class Told(Strains):
    """Weeks whose solves end as they are told to, without and with somebody away."""

    def tell(self, usual: Strain, with_leave: Strain) -> None:
        self._told = (usual, with_leave)

    def _solved(self, n, away, until):
        return self._told[bool(away)]


PROVEN, UNPROVEN = ends_at((0, 60), (0, 60)), ends_at((0, 60), (0, 0))


@pytest.mark.parametrize(
    ("usual", "with_leave", "is_granted", "is_refused"),
    [
        (PROVEN, PROVEN, True, False),
        (PROVEN, UNPROVEN, True, False),
        (UNPROVEN, PROVEN, False, False),
        (UNPROVEN, ends_at((0, 120), (0, 120)), False, True),
        (UNPROVEN, ends_at((0, 0), (0, 0)), True, False),
        (PROVEN, ends_at((0, 120), (0, 0)), False, False),
        (UNSEEN, PROVEN, False, False),
        (PROVEN, UNSEEN, False, False),
    ],
)
def test_nothing_is_granted_beside_a_usual_week_that_may_be_better(usual, with_leave, is_granted, is_refused):
    """An hour uncovered fits only where the week is proven to leave an hour anyway; what is open is told as open."""
    problem = small(["ab", "ab"], [promise()])
    leave = first_day_off(problem)
    strains = Told([problem], Limits(seconds=60), threading.Event())
    strains.tell(usual, with_leave)
    assert strains.all_fit(leave) is is_granted
    assert strains.are_refused(leave) is is_refused
    assert strains.is_proven is (is_granted or is_refused)


def first_day_off(problem) -> list[Absence]:
    """The Monday of the first officer."""
    day = problem.week.days[0].date
    return [Absence(officer="p1", start=day, end=day)]


def test_a_coarse_gap_leaves_no_minute_open():
    """A promise of three where two are there: much of it is uncovered, and the day of leave is refused all the same."""
    problem = small(["ab", "ab"], [promise(officers=3)])
    leave = first_day_off(problem)
    strains = Strains([problem], Limits(seconds=60, gap=0.5, workers=1), threading.Event())
    assert not strains.all_fit(leave)
    assert strains.are_refused(leave)
    assert strains.is_proven
