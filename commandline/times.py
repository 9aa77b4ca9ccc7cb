"""The command `times`: minutes at the counter, from the visit log."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commandline.params import ExistingFile, NewPath, Param
from commandline.session import Session, progress_of, write
from commandline.shared import gather_inputs, made_from, wrote

if TYPE_CHECKING:
    from planning.servicetimes import LookedTimes

DONE = 0
PARAMS = (
    Param("config", click.Argument, {"type": ExistingFile()}),
    Param("visits", click.Argument, {"type": ExistingFile()}),
    Param("picture", settings={"type": NewPath()}),
    Param("officers", settings={"is_flag": True}),
    Param("book", settings={"type": ExistingFile()}),
    Param("max_bad"),
)


def times(
    session: Session, config: Path, visits: Path, picture: Path | None, officers: bool, book: Path | None,
    max_bad: str | None,
) -> int:  # fmt: skip
    """How long services take at each step, and whether that has changed."""
    from planning.servicetimes import look_at_times
    from report.terminal.times import times_lines

    inputs = gather_inputs(session, config, visits, book, (), None, max_bad)
    with progress_of(session):
        found = look_at_times(inputs)
    written = [] if picture is None else write(picture.parent, {picture.name: _drawn(found, picture, session)})
    lines = [*times_lines(found, session.words, officers), *(wrote(session, written) if written else [])]
    session.say(lines, {**found.summary(officers), **made_from(inputs)})
    session.remark((*inputs.notes, *found.notes))
    return DONE


def _drawn(found: "LookedTimes", path: Path, session: Session) -> bytes:
    """PNG, or SVG where the name ends so."""
    from report.plots.times import times_picture

    drawn = times_picture(found, session.words)
    return drawn.svg.encode() if path.suffix.lower() == ".svg" else drawn.png
