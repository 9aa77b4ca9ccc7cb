"""The command `times`: minutes at the counter, from the visit log."""

from pathlib import Path

import click

from commandline.params import ExistingFile, Param
from commandline.session import Session, progress_of
from commandline.shared import gather_inputs, made_from

DONE = 0
PARAMS = (
    Param("config", click.Argument, {"type": ExistingFile()}),
    Param("visits", click.Argument, {"type": ExistingFile()}),
    Param("officers", settings={"is_flag": True}),
    Param("book", settings={"type": ExistingFile()}),
    Param("max_bad"),
)


def times(session: Session, config: Path, visits: Path, officers: bool, book: Path | None, max_bad: str | None) -> int:
    """How long services take at each step, and whether that has changed."""
    from planning.servicetimes import look_at_times
    from report.terminal.times import times_lines

    inputs = gather_inputs(session, config, visits, book, (), None, max_bad)
    with progress_of(session):
        found = look_at_times(inputs)
    session.say(times_lines(found, session.words, officers), {**found.summary(officers), **made_from(inputs)})
    session.remark((*inputs.notes, *found.notes))
    return DONE
