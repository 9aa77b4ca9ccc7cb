"""The command `today`: the rest of the day from who has come until now."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from commandline.params import ExistingFile, Number, Param, UsageProblem
from commandline.session import Session, progress_of
from commandline.shared import gather_inputs, made_from
from office.problems import InputError, Problem

if TYPE_CHECKING:
    from planning.arrivalsfile import Seen
    from planning.inputs import Inputs

DONE = 0
STDIN = Path("-")


class FileOrStdin(ExistingFile):
    """A file that is there, or ``-`` for what comes in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path, or a UsageProblem."""
        return STDIN if str(value) == str(STDIN) else super().convert(value, param, ctx)


class Clock(click.ParamType[Any]):
    """A time of day such as 10.30 or 10:30, as minutes from midnight."""

    name = "clock"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The minute, or a UsageProblem."""
        from pydantic import TypeAdapter, ValidationError

        from office.values import Minute

        try:
            return int(TypeAdapter(Minute).validate_python(str(value)))
        except ValidationError:
            raise UsageProblem(Problem("cli.clock", found=str(value))) from None


PARAMS = (
    Param("config", click.Argument, {"type": ExistingFile()}),
    Param("visits", click.Argument, {"type": ExistingFile(), "required": False}),
    Param("arrivals", settings={"type": FileOrStdin()}),
    Param("now", settings={"type": Clock()}),
    Param("book", settings={"type": ExistingFile()}),
    Param("bookings", settings={"type": ExistingFile()}),
    Param("seed", settings={"type": Number(0, 2**31 - 1), "default": 1}),
)


def today(
    session: Session, config: Path, visits: Path | None, arrivals: Path | None, now: int | None, book: Path | None,
    bookings: Path | None, seed: int,
) -> int:  # fmt: skip
    """How the day goes on, from who has come until now."""
    from planning.today import look_at_today
    from planning.todaynotes import usual_now
    from report.named import named
    from report.terminal.today import today_lines

    inputs = gather_inputs(session, config, visits, book, (), None, None, bookings)
    seen = _seen(inputs, arrivals)
    with progress_of(session) as progress:
        until = usual_now(seen, inputs.calendar.day(seen.grid.start), date.today()) if now is None else now
        found = look_at_today(inputs, seen, until, seed, progress)
    session.say(today_lines(found, session.words), {**found.summary(), **made_from(inputs)})
    session.remark(named(found.notes, inputs.office))
    return DONE


def _seen(inputs: "Inputs", arrivals: Path | None) -> "Seen":
    from planning.arrivalsfile import seen_in_file, seen_in_log

    if arrivals is None:
        return seen_in_log(inputs)
    if arrivals != STDIN:
        return seen_in_file(arrivals, inputs)
    with TemporaryDirectory() as folder:
        came_in = Path(folder) / "stdin.csv"
        came_in.write_bytes(sys.stdin.buffer.read())
        try:
            return seen_in_file(came_in, inputs)
        except InputError as error:
            told = [replace(problem, where=replace(problem.where, file="stdin")) for problem in error.problems]
            raise type(error)(*told) from error
