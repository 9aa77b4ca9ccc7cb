"""Rules for the day: kept only where another counter has been tried and helps."""

from dataclasses import replace

import numpy as np
import pytest

from office.people import Standby
from planning.triggers import triggers_for
from tests.planning.tiny import CLOSES, OPENS, PATHS, arrivals, tiny_case, tiny_roster, tiny_week

TWO = (("p1", OPENS, CLOSES, "l1"), ("p2", OPENS, CLOSES, "standby"))


def rules(week, duties, crowded, usual):
    """Rules of a week in which every other path is crowded."""
    come = arrivals(week, *usual)
    come[::2] += arrivals(week, *crowded)[::2]
    case = tiny_case(week, tiny_roster(week, *duties), come)
    return triggers_for(case.week, case.roster, case.futures, case.outcome), case


CROWD, USUAL = [(0, 480, 840, 0, 3)], [(0, 480, 900, 0, 1), (1, 480, 900, 0, 1)]


def test_a_rule_for_the_day_that_may_be_crowded():
    """Monday has a rule, at 10.00, for the number of tickets that tells crowded days from usual ones; Tuesday none."""
    (rule,), case = rules(tiny_week(), TWO, CROWD, USUAL)
    assert (rule.day, rule.minute, rule.counter) == (0, 600, "l2")
    monday = case.futures.forecast.office_slots[:, 0, case.week.grid.minutes < 600].sum(axis=1)
    assert (monday > rule.tickets).tolist() == [path % 2 == 0 for path in range(PATHS)] or rule.tickets == monday.min()


@pytest.mark.parametrize(
    ("duties", "crowd"),
    [
        ((TWO[0], ("p2", OPENS, CLOSES, "back_office")), CROWD),
        ((TWO[0], ("p2", OPENS, 600, "standby")), CROWD),
        ((*TWO, ("p3", 840, CLOSES, "l2")), CROWD),
        (TWO, [(0, 480, 510, 0, 9)]),
    ],
)
def test_no_rule_that_does_not_help(duties, crowd):
    """Nobody on standby, none at 10.00, the counter is held later, or all who wait too long are called before 10.00."""
    found, case = rules(tiny_week((("one", "a"), ("one", "a")), ("a", "a", "a")), duties, crowd, USUAL)
    assert found == ()
    assert case.outcome.late_call[::2, 0].sum() > 0.2 * case.outcome.visitors[::2, 0].sum()


def test_the_counter_that_helps_most():
    """Three of four in the crowd want step a: of two free counters the one for it, though the other has more steps.

    The other helps as well, and is named where the first is not free.
    """
    both = [*CROWD, (0, 480, 840, 1, 1)]
    for many, few in (("l3", "l2"), ("l2", "l3")):
        kinds = {few: ("few", "a"), many: ("many", "bc")}
        week = tiny_week((("own", "ab"), kinds["l2"], kinds["l3"]), ("ab", "abc", "a"))
        never = week.office.model_copy(update={"standby": Standby(officers=1, wait_minutes=600)})
        week = replace(week, office=never)
        (rule,), _ = rules(week, TWO, both, USUAL)
        assert rule.counter == few
        (second,), _ = rules(week, (*TWO, ("p3", 840, CLOSES, few)), both, USUAL)
        assert second.counter == many


def test_the_same_twice():
    """Nothing is random."""
    one, other = (rules(tiny_week(), TWO, CROWD, USUAL)[0] for _ in range(2))
    assert one == other
    assert np.isfinite(one[0].tickets)
