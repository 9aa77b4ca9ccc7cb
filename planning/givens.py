"""Givens: one week of an office as the floors below want it."""

from collections.abc import Iterable, Iterator
from datetime import date

from office.grid import SlotGrid
from office.office import Office
from office.people import Absence
from office.problems import Problem, RosterError
from office.values import Span
from office.weeks import dates_of
from planning.inputs import Inputs
from scheduler.roster import History, Roster
from scheduler.rules.fair_turns import burdens_of
from scheduler.shifts import Shift
from scheduler.stand_ins import name_stand_ins
from scheduler.turns import with_newcomers
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
        Instead of those of the workbook. Only what lies in the week is kept: a roster says nothing of other weeks.

    Raises
    ------
    RosterError
        If the latest earlier roster is not of an earlier week.
    """
    if inputs.previous is not None and inputs.previous.week >= week:
        raise RosterError(Problem("roster.not_earlier", found=inputs.previous.week, allowed=(week,)))
    dates = dates_of(week)
    days = inputs.calendar.days(dates[0], dates[-1])
    shifts, rules = inputs.config.roster.shifts, inputs.config.roster.rules
    given = inputs.absences if absences is None else absences
    past = inputs.history if inputs.history.known else History()
    return OfficeWeek(
        office=inputs.office,
        week=week,
        days=days,
        grid=SlotGrid.spanning(
            dates[0], dates[-1], bounds(inputs.office, shifts), inputs.office.slot_minutes, inputs.office.zone
        ),
        shifts=shifts,
        absences=tuple(dict.fromkeys(_within(given, dates[0], dates[-1]))),
        history=with_newcomers(past, inputs.office, burdens_of(rules, inputs.office)),
    )


def judged(inputs: Inputs, roster: Roster, is_edited: bool) -> tuple[OfficeWeek, Roster]:
    """The week that a roster from a file is judged in, and the roster as the week has it.

    Away is who is away by the roster, which holds what was changed by hand, or by the workbook. Stand-ins of an
    edited roster are named anew.

    Raises
    ------
    RosterError
        If the latest earlier roster is not of an earlier week.
    """
    week = office_week(inputs, roster.week, (*roster.absences, *inputs.absences))
    if not is_edited:
        return week, roster
    return week, roster.model_copy(update={"stand_ins": name_stand_ins(week, roster.duties)})


def _within(absences: Iterable[Absence], first: date, last: date) -> Iterator[Absence]:
    """What of absences lies between two days."""
    for absence in absences:
        start, end = max(absence.start, first), min(absence.end, last)
        if start <= end:
            yield absence.model_copy(update={"start": start, "end": end})


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
