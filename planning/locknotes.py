"""Lock notes: locked cells that no roster of the week can hold, each with its reason."""

from collections.abc import Iterable

from office.problems import Param, Problem
from office.values import Span
from scheduler.roster import Duty
from scheduler.rules.base import Rule
from scheduler.rules.locked_cells import Cell, cells_of
from scheduler.seats import Refused, seats_of
from scheduler.week import OfficeWeek


def lock_notes(week: OfficeWeek, rules: Iterable[Rule]) -> tuple[Problem, ...]:
    """A warning for each locked cell of this week that cannot be held, with the cell that is in its way."""
    dates = {day.date for day in week.days}
    _, refused = seats_of(week, (cell for cell in cells_of(rules) if cell.day in dates))
    return tuple(map(_told, refused))


def cell_text(cell: Cell | Duty) -> str:
    """Officer, day, hours and place, in ids."""
    if isinstance(cell, Duty):
        hours, place = Span(start=cell.start, end=cell.end), cell.counter or cell.activity
    else:
        hours, place = cell.hours, cell.subject.replace(",", ", ")
    return f"{cell.officer}, {cell.day}, {hours}, {place}"


def _told(refused: Refused) -> Problem:
    params: dict[str, Param] = {"other": cell_text(refused.other) if refused.other is not None else ""}
    params |= {"officer": refused.cell.officer}
    return Problem(f"lock.{refused.why}", found=cell_text(refused.cell), params=params, severity="warning")
