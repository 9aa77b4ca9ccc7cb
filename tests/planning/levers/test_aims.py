"""Aims: stretches with enough visitors, and shares with their errors."""

from itertools import pairwise

import numpy as np
import pytest

from planning.levers.aims import Aim, aims_of, judge_aim
from scheduler.staffplans import staff_plan
from staffing.simulation import trace
from staffing.waits import waits_of
from tests.planning.tiny import CLOSES, OPENS, arrivals, tiny_case, tiny_roster, tiny_week

ONE = (("p1", OPENS, CLOSES, "l1"),)


@pytest.mark.parametrize(
    ("a_slot", "kinds", "stretches"),
    [(0.2, {"thin"}, 1), (1.0, {"call"}, 1), (8.0, {"call"}, 4), (12.0, {"call"}, 7)],
)
def test_hours_are_put_together_until_twenty_come(a_slot, kinds, stretches):
    """14 half hours a day, five days: 0.2 a slot are 14 a week; 8 are 16 an hour, two hours and a rest; 12 are 24."""
    week = tiny_week()
    expected = np.zeros((1, *week.grid.shape))
    expected[0, :5, (week.grid.minutes >= OPENS) & (week.grid.minutes < CLOSES)] = a_slot
    aims = aims_of(expected, week.grid.minutes, 0, week.office)
    own = [aim for aim in aims if aim.service == 0]
    together = [aim for aim in aims if aim.service is None and aim.kind == "call"]
    assert {aim.kind for aim in own} == kinds
    assert len(together) == (1 if a_slot < 2 else stretches - (a_slot == 8.0))
    for before, after in pairwise(together):
        assert before.end == after.start


def test_shares_are_the_simulations():
    """All day and all services together the share is the outcome's; a thin service counts days with a wait over 60."""
    week = tiny_week()
    case = tiny_case(week, tiny_roster(week, *ONE), arrivals(week, (0, 480, 660, 0, 4), paths=80))
    visitors = case.futures.visitors
    waits = waits_of(trace(visitors, staff_plan(week, case.roster), week.office), visitors, week.office)
    whole = judge_aim(Aim(None, 0, 1440, "call", 0.2), waits)
    assert whole.share == pytest.approx(1 - case.outcome.share_in_time)
    assert judge_aim(Aim(0, 0, 1440, "visit", 0.2), waits).share == pytest.approx(1 - case.outcome.share_out_in_time)
    days = (case.outcome.longest[:, 0] > 60).mean()
    assert judge_aim(Aim(0, 0, 1440, "thin", 0.05), waits).share == pytest.approx(days)
    assert whole.surely > whole.share
