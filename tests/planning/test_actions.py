"""Actions: each kind is offered where it helps and not where it does not."""

from dataclasses import replace

import numpy as np
import pytest

from office.services import Promise
from office.values import Span
from planning.actions import FEWEST_SAVED, _helps, actions_for, moved_visitors
from scheduler.staffplans import staff_plan
from staffing.simulation import simulate
from tests.planning.tiny import CLOSES, OPENS, arrivals, tiny_case, tiny_roster, tiny_week, with_tickets

BUSY, CALM = (0, 480, 600, 0, 4), (0, 600, 900, 0, 1)
"""Monday: 16 visitors of 10 minutes until 10.00, for one officer 40 minutes too many; then a third of his time."""
TWO = (("p1", OPENS, CLOSES, "l1"), ("p2", OPENS, CLOSES, "standby"))
ALONE = (("p1", OPENS, CLOSES, "l1"), ("p2", OPENS, CLOSES, "back_office"))


def offered(case):
    """Actions by kind."""
    return {a.kind: a for a in actions_for(None, case.week, case.roster, case.futures, case.outcome)}


def case_of(duties, *crowds, booked=(), week=None):
    week = week or tiny_week()
    come, known = arrivals(week, *crowds), arrivals(week, *booked)
    return tiny_case(week, tiny_roster(week, *duties), come, known)


def test_bookings_are_moved_to_where_they_wait_less():
    """A busy morning with bookings, a calm rest of the day: some go there, and fewer wait too long."""
    action = offered(case_of(ALONE, CALM, booked=[BUSY]))["shift_bookings"]
    assert (action.params["count"], action.params["day"]) == (6, 0)
    assert (action.params["start"], action.params["end"]) == (480, 600)
    assert action.params["to_start"] >= 600
    assert action.params["to_end"] <= CLOSES
    assert action.late_before - action.late_after >= FEWEST_SAVED


@pytest.mark.parametrize(
    ("walk_in", "booked"),
    [
        ([BUSY, CALM], []),
        ([CALM], [CALM]),
        ([(0, 480, 900, 0, 4)], [(0, 480, 600, 0, 1)]),
    ],
)
def test_bookings_are_not_moved_for_nothing(walk_in, booked):
    """Without a booking; where nobody waits too long; where it is as bad all day."""
    assert "shift_bookings" not in offered(case_of(ALONE, *walk_in, booked=booked))


@pytest.mark.parametrize(("until", "moved"), [(900, True), (690, False)])
def test_bookings_go_only_where_their_tickets_are_issued(until, moved):
    """A service whose tickets end at 11.30 has no two hours but the busy ones."""
    week = with_tickets(
        tiny_week((("one", "ab"), ("one", "ab")), ("ab", "ab")), "service_a", Span(start=480, end=until)
    )
    case = case_of(ALONE, (0, 600, 900, 1, 1), booked=[BUSY], week=week)
    assert ("shift_bookings" in offered(case)) is moved


def test_only_booked_visitors_of_the_window_are_moved():
    """Per path at most 3 of the service; everybody else comes when he came, and each day's visitors stay the same."""
    week = tiny_week((("one", "ab"), ("one", "ab")), ("ab", "ab"))
    booked = arrivals(week, (0, 480, 600, 0, 2), (0, 480, 600, 1, 1), (1, 480, 600, 0, 1))
    case = case_of(ALONE, (0, 480, 900, 0, 1), booked=[], week=week)
    case = tiny_case(week, case.roster, case.futures.forecast.walk_in, booked)
    before = case.futures.visitors
    after, count = moved_visitors(before, 0, 480, 720, np.array([0]), 3)
    assert count == 3
    assert (np.diff(after.arrival)[np.diff(after.cell) == 0] >= 0).all()

    def told(visitors, rows):
        return sorted(zip(visitors.cell[rows], visitors.service[rows], visitors.due[rows], strict=True))

    may = before.booked & (before.service == 0) & (before.cell < before.paths)
    assert told(before, ~may) == told(after, ~(after.booked & (after.service == 0) & (after.cell < after.paths)))
    np.testing.assert_array_equal(before.first, after.first)
    late = after.booked & (after.due >= 720)
    assert np.bincount(after.cell[late], minlength=before.paths)[: before.paths].tolist() == [3] * before.paths
    outcome = simulate(after, staff_plan(week, case.roster), week.office)
    np.testing.assert_array_equal(outcome.visitors, case.outcome.visitors)


def test_a_counter_is_opened_where_that_helps():
    """The officer on standby sits at the free counter through the two busy hours."""
    action = offered(case_of(TWO, BUSY, CALM))["open_counter"]
    assert action.params == {"counter": "l2", "officer": "p2", "day": 0, "start": 480, "end": 600}
    assert action.late_before - action.late_after >= FEWEST_SAVED


THREE = (("one", "a"), ("one", "a")), ("a", "a", "a")


@pytest.mark.parametrize(
    ("duties", "crowds"),
    [
        ((*TWO, ("p3", 570, 600, "l2")), [BUSY, CALM]),
        (TWO, [CALM]),
        (ALONE, [BUSY, CALM]),
        ((TWO[0], ("p2", OPENS, 570, "standby")), [BUSY, CALM]),
    ],
)
def test_a_counter_is_not_opened_for_nothing(duties, crowds):
    """It is held in the last half hour; nobody waits; nobody is on standby; or not throughout."""
    assert "open_counter" not in offered(case_of(duties, *crowds, week=tiny_week(*THREE)))


@pytest.mark.parametrize(("officers", "trained"), [(("ab", "a"), True), (("ab", "ab"), False)])
def test_training_is_offered_where_one_absence_leaves_a_promise_open(officers, trained):
    """One of two can do the promised step: when the other can as well, no slot is left without a stand-in."""
    promise = Promise(id="b", name="B", steps=frozenset("b"))
    week = tiny_week((("one", "ab"), ("one", "ab")), officers, [promise])
    case = case_of(ALONE, CALM, week=week)
    found = offered(case)
    assert ("train" in found) is trained
    if trained:
        assert found["train"].params == {"officer": "p2", "skill": "b"}
        minutes = 5 * (CLOSES - OPENS)
        assert (found["train"].minutes_before, found["train"].minutes_after) == (minutes, 0)


@pytest.mark.parametrize(
    ("saved", "helps"),
    [
        ([1, 0], True),
        ([1, 0, 0], False),
        ([13, -12], False),
        ([3, -2], False),
        ([2, -1], True),
        ([0, 0], False),
    ],
)
def test_what_helps(saved, helps):
    """Over 60 weeks half a visitor a week is enough and a third is not, if chance cannot explain it.

    k and 1 - k by turns are a half with a deviation of k - 0.5: 1.96 x 1.5 / sqrt(60) = 0.38, but 0.63 with 2.5.
    """
    case = case_of(ALONE, CALM)
    late = np.full_like(case.outcome.late_call, 20)
    fewer = late.copy()
    fewer[:, 0, 0] -= np.resize(saved, len(late))
    assert _helps(replace(case.outcome, late_call=fewer), replace(case.outcome, late_call=late)) is helps
