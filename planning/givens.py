"""Givens: one week of an office as the floors below want it."""

from office.grid import SlotGrid
from office.office import Office
from office.people import Absence
from office.problems import Problem, RosterError
from office.values import Span
from office.weeks import dates_of
from planning.inputs import Inputs
from scheduler.roster import History
from scheduler.shifts import Shift
from scheduler.week import OfficeWeek


def office_week(inputs: Inputs, week: str, absences: tuple[Absence, ...] | None = None) -> OfficeWeek:
    """The givens of one ISO week.

    Parameters
    ----------
    inputs
        What the files say.
    week
        ISO week such as ``2026-W49``.
    absences
        Instead of those of the workbook.

    Raises
    ------
    RosterError
        If the latest earlier roster is not of an earlier week.
    """
    if inputs.previous is not None and inputs.previous.week >= week:
        raise RosterError(Problem("roster.not_earlier", found=inputs.previous.week, allowed=(week,)))
    dates = dates_of(week)
    days = inputs.calendar.days(dates[0], dates[-1])
    shifts = inputs.config.roster.shifts
    return OfficeWeek(
        office=inputs.office,
        week=week,
        days=days,
        grid=SlotGrid.spanning(
            dates[0], dates[-1], bounds(inputs.office, shifts), inputs.office.slot_minutes, inputs.office.zone
        ),
        shifts=shifts,
        absences=inputs.absences if absences is None else absences,
        history=inputs.history if inputs.history.known else History(),
    )


def bounds(office: Office, shifts: tuple[Shift, ...]) -> Span:
    """From the earliest to the latest minute at which anything happens at the office in any season."""
    tables = [shift.hours for shift in shifts]
    spans = [span for table in tables for _, span in table.normal]
    spans += [span for table in tables if table.ramadan is not None for _, span in table.ramadan]
    hours = (office.hours.tickets, office.hours.service, *(s.tickets for s in office.services if s.tickets))
    for table in hours:
        for season in (table.normal, table.ramadan):
            spans += [span for _, listed in season or () for span in listed]
    return Span(start=min(span.start for span in spans), end=max(span.end for span in spans))
