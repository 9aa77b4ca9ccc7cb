"""An edited cell as an officer's day."""

from datetime import date

import pytest

from office.values import Span
from planning.weeksheet.cells import CellEdit
from planning.weeksheet.edits import NoShift, UnknownTurn, with_edit
from planning.weeksheet.halfdays import Place
from tests.planning.weeksheet.test_rows import DATA

MONDAY, WEDNESDAY = DATA.days[0], DATA.days[2]
L2, L6 = Place("counter", "l2"), Place("counter", "l6")


def _duties(edit, officer="p0", day=MONDAY):
    roster = with_edit(DATA, DATA.roster, officer, day, edit)
    return [(d.start, d.end, d.activity, d.counter) for d in roster.duties_of(officer, day.day)]


def test_a_counter_is_held_in_service_hours_only():
    """Assembly first, counter from opening, break kept, back office after closing."""
    assert _duties(CellEdit(L2, L2)) == [
        (450, 480, "assembly", None), (480, 690, "counter", "l2"), (690, 750, "break", None),
        (750, 900, "counter", "l2"), (900, 960, "back_office", None),
    ]  # fmt: skip


def test_the_afternoon_begins_after_the_break():
    """Morning at a counter, standby after the break until closing."""
    assert _duties(CellEdit(L2, Place("standby")))[2:] == [
        (690, 750, "break", None), (750, 900, "standby", None), (900, 960, "back_office", None),
    ]  # fmt: skip


def test_without_the_skill_the_counters_steps_stand():
    """The sheet does not judge: the rule about skills will."""
    roster = with_edit(DATA, DATA.roster, "p0", MONDAY, CellEdit(L6, L6))
    (steps,) = {d.steps for d in roster.duties_of("p0", MONDAY.day) if d.counter == "l6"}
    assert steps == {"izin"}


def test_a_break_that_does_not_fit_other_times_is_dropped():
    """From 07.30 to 11.00 there is no lunch."""
    roster = with_edit(DATA, DATA.roster, "p0", MONDAY, CellEdit(L2, L2, Span(start=450, end=660)))
    (assignment,) = roster.assignments_of("p0", MONDAY.day)
    assert (assignment.break_start, assignment.minutes) == (None, 210)


@pytest.mark.parametrize(("turn", "known"), [(0, False), (1, True), (2, True), (3, False)])
def test_a_turn_must_be_one_of_the_day(turn, known):
    """The day has two lunch turns."""
    edit = CellEdit(L2, L2, turn=turn)
    if known:
        assert with_edit(DATA, DATA.roster, "p0", MONDAY, edit).assignments_of("p0", date(2026, 11, 30))
    else:
        with pytest.raises(UnknownTurn):
            with_edit(DATA, DATA.roster, "p0", MONDAY, edit)


def test_nobody_is_put_to_work_on_a_closed_day():
    """A holiday has no shift."""
    with pytest.raises(NoShift):
        with_edit(DATA, DATA.roster, "p0", WEDNESDAY, CellEdit(L2, L2))
