"""Why: who could come where a promise hangs on one officer."""

from datetime import date

import pytest

from benchmarks.offices import make_office, make_week
from office.services import Promise
from scheduler.roster import Duty, Roster, Violation
from scheduler.why import why

TUESDAY = date(2026, 12, 1)
PROMISES = (Promise(id="first", name="1", steps=frozenset("a")), Promise(id="second", name="2", steps=frozenset("b")))


def at(officer, counter=None, steps="", activity="counter"):
    """A duty of Tuesday, 08.00-10.00."""
    return Duty(officer=officer, day=TUESDAY, start=480, end=600, activity=activity, counter=counter,
                steps=frozenset(steps))  # fmt: skip


def breach(subject="first", start=480, day=TUESDAY):
    return Violation(rule="stand_in", hard=False, level="no_stand_in", day=day, start=start, subject=subject,
                     amount=1, limit=2, unit="officers")  # fmt: skip


@pytest.mark.parametrize(
    ("duties", "able", "holding"),
    [
        ([], {"p1": "off", "p2": "off"}, ()),
        ([at("p1", "l1", "a")], {"p2": "off"}, ("p1",)),
        ([at("p1", "l1", "a"), at("p2", "l2", "b")], {"p2": "counter"}, ("p1",)),
        ([at("p1", "l1", "a"), at("p2", activity="break")], {"p2": "break"}, ("p1",)),
    ],
)
def test_who_holds_the_post_is_not_among_those_who_could_come(duties, able, holding):
    """A counter of another promise is no reason to be left out; who lacks the skill is never named."""
    week = make_week(make_office([("one", "a"), ("two", "b")], ["a", "ab", "b"], PROMISES))
    roster = Roster(office="test", week=week.week, slot_minutes=30, assignments=(), duties=tuple(duties))
    found = why(breach(), week, roster)
    assert found is not None
    assert (dict(found.able), found.holding) == (able, holding)
    later = why(breach(start=600), week, roster)
    assert later is not None
    assert later.holding == ()


@pytest.mark.parametrize("told", [breach("p1"), breach(start=None), breach(day=None)])
def test_only_breaches_of_promises_at_a_time_have_somebody_who_could_help(told):
    """No slot or no promise: no answer."""
    week = make_week(make_office([("one", "a"), ("two", "b")], ["a"], PROMISES))
    assert why(told, week, Roster(office="test", week=week.week, slot_minutes=30, assignments=(), duties=())) is None
