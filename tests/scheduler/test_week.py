"""OfficeWeek: what could be worked, and who is there."""

from datetime import timedelta

import pytest

from benchmarks.offices import SHIFTS, make_office, make_week
from office.days import CalendarEntry
from office.people import Absence
from office.weeks import monday_of
from scheduler.presence import present_slots

MONDAY = monday_of("2026-W49")
OFFICE = make_office([("one", "a")], ["a", "a"], saturday="08.00-12.00")


@pytest.mark.parametrize(
    ("day", "shifts", "breaks"),
    [(0, {"early", "day", "late"}, 3), (4, {"early", "day", "late"}, 1), (5, {"saturday"}, 1), (6, set(), 0)],
)
def test_every_shift_and_break_of_a_day_is_offered(day, shifts, breaks):
    """An hour of break fits three times into 11.30-13.30, 90 minutes once; Saturday has none, Sunday nothing."""
    week = make_week(OFFICE, SHIFTS)
    choices = week.choices(week.office.officers[0], week.days[day])
    assert {choice.shift for choice in choices} == shifts
    assert len(choices) == len(shifts) * breaks


def test_a_holiday_offers_nothing_and_adds_nothing_to_the_norm():
    """Closed days hold no shift; Ramadan's days owe less."""
    entries = (
        CalendarEntry(start=MONDAY, end=MONDAY, kind="public_holiday"),
        CalendarEntry(start=MONDAY + timedelta(1), end=MONDAY + timedelta(1), kind="ramadan"),
    )
    week = make_week(OFFICE, SHIFTS, entries=entries)
    officer = week.office.officers[0]
    assert week.choices(officer, week.days[0]) == ()
    assert [week.norm_minutes(officer, day) for day in week.days] == [0, 390, 450, 450, 450, 450, 0]


def test_the_absent_are_told_by_day():
    """Both ends of an absence are in, days outside the week are not."""
    away = Absence(officer="p2", start=MONDAY - timedelta(3), end=MONDAY + timedelta(1))
    week = make_week(OFFICE, SHIFTS, (away,))
    assert week.absent == (("p2", MONDAY), ("p2", MONDAY + timedelta(1)))


def test_who_works_is_present_but_for_break_and_assembly():
    """Monday's early shift from 07.30 to 15.30: the assembly until 08.00 and the break from 12.00 are left out."""
    week = make_week(OFFICE, SHIFTS)
    early = next(c for c in week.choices(week.office.officers[0], week.days[0]) if c.break_start == 720)
    starts = week.grid.minutes[present_slots(week, early)].tolist()
    assert starts == [*range(480, 720, 30), *range(780, 930, 30)]
