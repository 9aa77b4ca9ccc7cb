"""Session: how a run speaks, writes and stops."""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from threading import Event, active_count
from typing import Any

import click

from office.problems import InputError, Place, Problem
from report.words.catalogue import Words


@dataclass(frozen=True)
class Session:
    """How this run speaks: language, quiet or not, data or sentences; and the way to stop it."""

    words: Words
    quiet: bool = False
    as_json: bool = False
    stop: Event = field(default_factory=Event)

    def say(self, lines: Sequence[str], data: Mapping[str, object]) -> None:
        """The result on stdout: sentences for people, or one JSON object."""
        if self.as_json:
            narrow = not (getattr(sys.stdout, "encoding", None) or "").lower().startswith("utf")
            _print(json.dumps({"schema_version": 1, **data}, ensure_ascii=narrow, indent=2, default=str))
        elif not self.quiet:
            _print("\n".join(lines))

    def complain(self, problems: Sequence[Problem]) -> None:
        """Problems on stderr, grouped, each with what to try."""
        from report.problems import lines

        click.echo("\n".join(lines(problems, self.words)), err=True)

    def remark(self, notes: Sequence[Problem]) -> None:
        """Notes on stderr, unless nobody wants to hear them."""
        from report.problems import remarks

        if notes and not self.quiet:
            click.echo("\n".join(remarks(notes, self.words)), err=True)


def _print(text: str) -> None:
    """To stdout. A reader who has gone (`| head`) is click's to handle; a full disk is told."""
    try:
        click.echo(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # what is left would fail once more at exit
        raise InputError(Problem("files.not_written", Place(file="stdout"), found=error.strerror or "")) from error


def forgive_narrow_streams() -> None:
    """Lets letters that a code page lacks become question marks: Windows redirects stdout in its old code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def write(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Writes each file whole or not at all; one that cannot be written, perhaps open in Excel, keeps back no other.

    Raises
    ------
    InputError
        With every file that could not be written, after the others were.
    """
    problems, written = [], [folder / name for name in files]
    for path, content in zip(written, files.values(), strict=True):
        try:
            _write_whole(path, content)
        except (OSError, ValueError) as error:  # ValueError: a name that holds a NUL
            found = getattr(error, "strerror", None) or ""
            problems.append(Problem("files.not_written", Place(file=str(path)), found=found))
    if problems:
        raise InputError(*problems)
    return written


def _write_whole(path: Path, content: bytes) -> None:
    """To a temporary name first, then renamed."""
    half = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(content)
        os.replace(half, path)
    except OSError:
        if half.parent.is_dir():
            half.unlink(missing_ok=True)
        raise


def require_folder(folder: Path) -> None:
    """Refuses a folder in which nothing can be written, before anything takes long.

    Raises
    ------
    InputError
        If the folder cannot be made or written into.
    """
    probe = folder / ".loket.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink(missing_ok=True)  # another run probes too
    except (OSError, ValueError) as error:  # ValueError: a name that holds a NUL
        found = getattr(error, "strerror", None) or ""
        raise InputError(Problem("files.not_written", Place(file=str(folder)), found=found)) from error


def refuse_to_overwrite(folder: Path, names: Sequence[str]) -> None:
    there = [folder / name for name in names if (folder / name).exists()]
    if there:
        raise InputError(*(Problem("files.exists", Place(file=str(path))) for path in there))


@contextmanager
def progress_of(session: Session) -> Iterator[Callable[[Any], None]]:
    """A line that moves on stderr while something takes long; silent where nobody looks."""
    if session.quiet or not sys.stderr.isatty():
        yield lambda stage: None
        return
    from report.progress import moving_line

    with moving_line(session.words) as show:
        yield show


def leave_solvers(code: int) -> None:
    """Leaves at once where a solver still works in another thread: it would keep or abort the process at its end."""
    if active_count() > 1:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


@contextmanager
def first_interrupt_stops(session: Session) -> Iterator[None]:
    """First Ctrl-C: finish with the best so far, and say so. Second: leave at once."""

    def handle(signum: int, frame: object) -> None:
        if session.stop.is_set():
            raise KeyboardInterrupt
        session.stop.set()
        if not session.quiet:
            told = session.words("cli.finishing")
            os.write(2, f"\n{told}\n".encode())  # a print that is interrupted by another fails

    before = signal.signal(signal.SIGINT, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
