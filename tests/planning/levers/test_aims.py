"""Aims: stretches with enough visitors, and shares with their errors."""

import numpy as np
import pytest

from planning.levers.aims import Aim, aims_of, judge_aim
from scheduler.staffplans import staff_plan
from staffing.certify import certify
from staffing.simulation import trace
from staffing.waits import waits_of
from tests.planning.tiny import CLOSES, OPENS, arrivals, tiny_case, tiny_roster, tiny_week

ONE = (("p1", OPENS, CLOSES, "l1"),)


@pytest.mark.parametrize(
    ("a_slot", "own_day", "own_week", "day", "week_"),
    [
        (0.2, ["thin"], [], [], [(8, 15)]),
        (1.0, [], [(8, 10), (10, 12), (12, 15)], [], [(8, 10), (10, 12), (12, 15)]),
        (8.0, [(8, 10), (10, 12), (12, 15)], [], [(8, 10), (10, 12), (12, 15)], []),
        (12.0, [(h, h + 1) for h in range(8, 15)], [], [(h, h + 1) for h in range(8, 15)], []),
    ],
)
def test_hours_are_put_together_until_twenty_come(a_slot, own_day, own_week, day, week_):
    """14 half hours a day, five days: 0.2 a slot are 14 a week, one 10 an hour of the week, 8 are 16 an hour, 12 24."""
    week = tiny_week()
    expected = np.zeros((1, *week.grid.shape))
    expected[0, :5, (week.grid.minutes >= OPENS) & (week.grid.minutes < CLOSES)] = a_slot
    for at, own, together in ((0, own_day, day), (None, own_week, week_)):
        aims = aims_of(expected, week.grid.minutes, at, week.office)
        assert all(aim.whole_week == (at is None) for aim in aims)
        assert [_hours(aim) for aim in aims if aim.service == 0] == own
        assert [_hours(aim) for aim in aims if aim.service is None and aim.kind == "call"] == together


def _hours(aim):
    """Hours of an aim in which somebody comes."""
    return "thin" if aim.kind == "thin" else (max(aim.start, OPENS) // 60, min(aim.end, CLOSES) // 60)


def test_what_is_judged_is_what_the_certificate_judges():
    """Service, day and times: a busy service, one with a busy Monday, one with few a day, a thin one."""
    week = tiny_week((("one", "abcd"), ("one", "abcd")), ("abcd", "abcd"))
    days, slots = range(5), (OPENS, CLOSES)
    crowds = [
        *((day, *slots, 0, 2) for day in days),
        (0, *slots, 1, 2),
        *((day, *slots, 1, 1) for day in days[1:]),
        *((day, 480, 600, 2, 1) for day in days),
        (2, 480, 540, 3, 1),
    ]
    case = tiny_case(week, tiny_roster(week, *ONE), arrivals(week, *crowds, paths=20))
    expected = case.futures.forecast.arrivals.mean(axis=0).reshape(4, *week.grid.shape)
    minutes = week.grid.minutes
    aims = [(at, aim) for at in (None, *days) for aim in aims_of(expected, minutes, at, week.office)]
    ends = {2: 600}
    found = {
        (aim.service, at, max(aim.start, OPENS), min(aim.end, ends.get(aim.service, CLOSES)))
        for at, aim in aims if aim.kind == "call"
    }  # fmt: skip
    names = week.office.service_ids
    cells = certify(case.outcome, week.office).cells
    judged = {(None if cell.service is None else names.index(cell.service), cell.day, cell.start, cell.end)
              for cell in cells if not cell.by_day}  # fmt: skip
    assert {key for key in found if key[1] in (None, *days)} == judged
    thin = {(aim.service, at) for at, aim in aims if aim.kind == "thin"}
    assert {(names.index(cell.service), cell.day) for cell in cells if cell.by_day} <= thin
    assert {service for service, _ in thin} == {3}


def test_who_is_never_called_has_waited_in_vain():
    """The officer leaves at 14.00, two come after 16.00: nobody waits an hour, yet the day counts as in `certify`."""
    week = tiny_week()
    roster = tiny_roster(week, ("p1", OPENS, 840, "l1"))
    case = tiny_case(week, roster, arrivals(week, (0, 960, 990, 0, 2), paths=20))
    visitors = case.futures.visitors
    waits = waits_of(trace(visitors, staff_plan(week, roster), week.office), visitors, week.office)
    assert not waits.called.any()
    assert waits.wait.max() <= 60
    cell = next(cell for cell in certify(case.outcome, week.office).cells if cell.by_day)
    assert judge_aim(Aim(0, 0, 1440, "thin", 0.05), waits).share == cell.late == 1


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
