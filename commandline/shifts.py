"""The command `shifts`: whether other shifts would serve visitors better."""

from pathlib import Path

import click

from commandline.params import ExistingFile, Number, Param
from commandline.session import Session, first_interrupt_stops, progress_of
from commandline.shared import gather_inputs, made_from, week_asked

DONE = 0
EXISTING = ExistingFile()
SHIFTS = (
    Param("config", click.Argument, {"type": EXISTING}),
    Param("visits", click.Argument, {"type": EXISTING, "required": False}),
    Param("week"),
    Param("book", settings={"type": EXISTING}),
    Param("bookings", settings={"type": EXISTING}),
    Param("seed", settings={"type": Number(0, 2**31 - 1), "default": 1}),
    Param("seconds", settings={"type": Number(1.0, 86_400.0), "default": 20.0}, told="shifts.seconds"),
)


def shifts(
    session: Session, config: Path, visits: Path | None, week: str | None, book: Path | None, bookings: Path | None,
    seed: int, seconds: float,
) -> int:  # fmt: skip
    """Whether one, two or three other shifts would serve visitors better, with the same people and hours."""
    from planning.plan import Effort
    from planning.shiftdesign import report_shifts
    from report.terminal.shifts import shift_lines

    inputs = gather_inputs(session, config, visits, book, (), None, None, bookings)
    with progress_of(session) as progress, first_interrupt_stops(session):
        found = report_shifts(inputs, week_asked(week), Effort(seed, seconds), progress, session.stop)
    session.say(shift_lines(found, session.words), {**found.summary(), **made_from(inputs)})
    session.remark((*inputs.notes, *found.notes))
    return DONE
