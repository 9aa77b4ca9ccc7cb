"""A counter is given back only on days and at times at which nobody waits too long for it."""

import pytest

from office.services import Promise
from planning.triggers import triggers_for
from scheduler.staffplans import staff_plan
from staffing.simulation import simulate
from tests.planning.tiny import CLOSES, OPENS, arrivals, tiny_case, tiny_roster, tiny_week

PATHS = 600
TWO = (("p1", OPENS, CLOSES, "l1"), ("p2", OPENS, CLOSES, "l2"))
QUIET, BUSY = (0, 480, 870, 0, 1), (0, 480, 870, 0, 5)


def released(duties=TWO, promises=(), quiet=QUIET, busy=BUSY):
    """Monday's rules for closing a counter in a week in which two of three paths are quiet."""
    week = tiny_week((("one", "a"), ("one", "a")), ("a", "a"), promises)
    come = arrivals(week, quiet, paths=PATHS)
    come[::3] += arrivals(week, busy, paths=PATHS)[::3] - arrivals(week, quiet, paths=PATHS)[::3]
    case = tiny_case(week, tiny_roster(week, *duties), come)
    found = triggers_for(week, case.roster, case.futures, case.outcome)
    return [rule for rule in found if rule.kind == "release" and rule.day == 0], case


def test_a_counter_is_given_back_on_quiet_days():
    """Two visitors an hour need one officer, ten an hour two: the rule holds on quiet mornings alone."""
    (rule,), case = released()
    early = case.futures.forecast.office_slots[:, 0, case.week.grid.minutes < rule.minute].sum(axis=1)
    assert ((early < rule.tickets) == (early == early.min())).all()
    assert rule.share == pytest.approx(2 / 3, abs=0.01)
    assert rule.minutes == CLOSES - rule.minute
    other = {"l1": "l2", "l2": "l1"}[rule.counter]
    holder, gone = {"l1": ("p1", "p2"), "l2": ("p2", "p1")}[other]
    duties = ((holder, OPENS, CLOSES, other), (gone, OPENS, rule.minute, rule.counter))
    then = simulate(case.futures.visitors, staff_plan(case.week, tiny_roster(case.week, *duties)), case.week.office)
    harm = (then.late_call - case.outcome.late_call)[:, 0].sum(axis=-1)
    assert harm[early < rule.tickets].mean() <= 0.25 < harm[early >= rule.tickets].mean()


@pytest.mark.parametrize(
    "case",
    [
        {"promises": [Promise(id="a", name="A", steps=frozenset("a"), officers=2)]},
        {"quiet": BUSY},
        {"duties": (TWO[0], ("p2", OPENS, 600, "l2"))},
    ],
)
def test_no_counter_that_is_needed(case):
    """Both are promised; all days are busy; the second closes at 10.00, too early for a block of back office."""
    found, _ = released(**case)
    assert found == []
