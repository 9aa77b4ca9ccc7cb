"""The people planned: this week's roster, else that of the week before it, without who is away."""

from datetime import timedelta

import pytest

from benchmarks.offices import make_week
from office.people import Absence
from office.problems import RosterError
from planning.levers.people import in_week, roster_for
from tests.planning.tiny import CLOSES, OPENS, tiny_roster, tiny_week

TWO = (("p1", OPENS, CLOSES, "l1"), ("p2", OPENS, CLOSES, "l2"))


def test_a_roster_in_a_later_week():
    """The same people at the same counters on the same weekdays, but nobody who is on leave."""
    before = tiny_week()
    monday = before.days[0].date + timedelta(7)
    later = make_week(before.office, absences=[Absence(officer="p1", start=monday, end=monday)], week="2026-W50")
    roster = tiny_roster(before, *TWO)
    assert roster.at_counters(before.days[0].date)  # what it has looked up must not be taken along
    moved = in_week(roster, later)
    assert moved.week == "2026-W50"
    assert {duty.officer for duty in moved.at_counters(monday)} == {"p2"}
    for day in later.open_days[1:]:
        assert {(duty.officer, duty.counter) for duty in moved.at_counters(day.date)} == {("p1", "l1"), ("p2", "l2")}
    assert in_week(roster, before) is roster


@pytest.mark.parametrize(
    ("known", "source"),
    [(("2026-W47", "2026-W48"), "2026-W48"), (("2026-W48", "2026-W49"), "2026-W49"), (("2026-W51",), "2026-W51")],
)
def test_which_roster_speaks(known, source, tmp_path):
    """The week's own, else the latest before, else the first after."""
    week = tiny_week()
    rosters = {name: tiny_roster(make_week(week.office, week=name), *TWO) for name in known}
    found, said = roster_for(week, rosters, tmp_path)
    assert (found.week, said) == ("2026-W49", source)


def test_no_roster_is_told(tmp_path):
    """Without any planned week it says what is needed."""
    with pytest.raises(RosterError) as refused:
        roster_for(tiny_week(), {}, tmp_path)
    assert refused.value.problems[0].code == "levers.no_roster"
