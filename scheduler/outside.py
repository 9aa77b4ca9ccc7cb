"""Outside duty: who is sent out by events of the calendar, and how many they still take."""

from datetime import date

from office.days import Day
from scheduler.roster import Roster
from scheduler.week import OfficeWeek


def sent_out(roster: Roster, week: OfficeWeek) -> frozenset[tuple[str, date]]:
    """Officers whom an event takes, by day: outside duty that no absence has already named."""
    out = {(duty.officer, duty.day) for duty in roster.duties if duty.activity == "outside_duty"}
    return frozenset((officer, day) for officer, day in out if not is_named_outside(week, officer, day))


def officers_to_send(week: OfficeWeek, day: Day) -> int:
    """Officers whom the events of an open day still take, beyond those already absent on outside duty."""
    if not day.is_open:
        return 0
    named = sum(is_named_outside(week, officer, day.date) for officer in week.office.officer_ids)
    return max(0, day.officers_away - named)


def is_named_outside(week: OfficeWeek, officer: str, day: date) -> bool:
    """Whether an absence already names an officer's outside duty on a day."""
    absence = week.absence_of(officer, day)
    return absence is not None and absence.kind == "outside_duty"
