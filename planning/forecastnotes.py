"""Notes on what a forecast rests on. That a service starts from the questionnaire is told by the forecast itself."""

from collections.abc import Iterable, Sequence
from datetime import date

from forecast.distribution import Forecast
from office.days import Calendar
from office.problems import Problem
from planning.inputs import Inputs

OLD_DAYS = 10
"""A log may end this many days before the first day that is forecast."""


def forecast_notes(inputs: Inputs, forecast: Forecast) -> tuple[Problem, ...]:
    """Whether the calendar ends before the forecast does, and whether the visit log ends long before it begins."""
    return (*calendar_notes(inputs.calendar, forecast.grid.dates), *_log_notes(inputs, forecast))


def calendar_notes(calendar: Calendar, days: Sequence[date]) -> tuple[Problem, ...]:
    """A warning where the calendar names no public holiday of a year of some days: they then look like ordinary ones.

    Parameters
    ----------
    calendar
        The office's calendar.
    days
        The days that are forecast, in order.
    """
    unknown = sorted({day.year for day in days if not calendar.covers(day)})
    if not unknown:
        return ()
    years = ", ".join(map(str, unknown))
    last = max((e.end.year for e in calendar.entries if e.end.year < unknown[0] and calendar.covers(e.end)), default=0)
    if not last:
        return (Problem("plan.calendar_year", found=years, severity="warning"),)
    until = {"last": f"{date(last, 12, 31)}"}
    return (Problem("plan.calendar_ends", found=years, params=until, severity="warning"),)


def as_data(notes: Iterable[Problem]) -> list[dict[str, object]]:
    """Notes for other programs: code, severity and facts."""
    return [
        {"code": note.code, "severity": note.severity, "found": note.found, "facts": dict(note.params)}
        for note in notes
    ]


def _log_notes(inputs: Inputs, forecast: Forecast) -> tuple[Problem, ...]:
    if inputs.log is None or inputs.log.frame.empty:
        return ()
    last = inputs.log.frame["day"].max().date()
    days = (forecast.grid.start - last).days
    if days <= OLD_DAYS:
        return ()
    return (Problem("plan.old_log", found=f"{last}", params={"days": days, "last": f"{last}"}, severity="note"),)
