"""Outside duty: as many as the calendar says."""

import pytest
from ortools.sat.python import cp_model

from office.days import CalendarEntry
from office.people import Absence
from scheduler.model import RosterModel
from scheduler.rules.outside_duty import OutsideDuty, officers_to_send
from tests.scheduler.rules.tables import SUN, TUE, does, given, keeps

EVENT = CalendarEntry(start=TUE, end=TUE, kind="mobile_service", officers_away=2)


@pytest.mark.parametrize(("sent", "kept"), [(1, False), (2, True), (3, True)])
def test_an_event_takes_at_least_its_officers(sent, kept):
    """One too few is refused; one more may go, by whom a roster is given."""
    week = given(("ab", "a", "b"), entries=(EVENT,))
    assert (
        keeps(OutsideDuty(), week, *(does("outside_duty", TUE, "07.30-16.00", f"p{n + 1}") for n in range(sent)))
        is kept
    )


@pytest.mark.parametrize(("kind", "left"), [("outside_duty", 1), ("leave", 2)])
def test_who_is_named_already_counts(kind, left):
    """An absence on outside duty is one of those sent; leave is not."""
    week = given(("ab", "a", "b"), absences=(Absence(officer="p1", start=TUE, end=TUE, kind=kind),), entries=(EVENT,))
    assert officers_to_send(week, week.day(TUE)) == left


def test_a_closed_day_sends_nobody():
    """On a closed day nobody holds a shift and nobody is sent."""
    week = given(entries=(EVENT.model_copy(update={"start": SUN, "end": SUN}),))
    assert officers_to_send(week, week.day(SUN)) == 0


def test_a_plan_sends_nobody_more_than_asked():
    """Left to itself the model sends two, even where sending everybody would be best."""
    model = RosterModel(given(("ab", "a", "b"), entries=(EVENT,)))
    OutsideDuty().constrain(model)
    sent = model.total(model.sent(f"p{n}", TUE) for n in (1, 2, 3))
    model.cp.maximize(sent)
    solver = cp_model.CpSolver()
    solver.solve(model.cp)
    assert solver.value(sent) == 2
