"""Earlier results in the folder that a plan is written to: another office's are refused, one's own are kept."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from office.problems import InputError, Place, Problem, RosterError
from planning.rosterfile import read_roster_file
from scheduler.roster import Roster

ROSTER = "roster.json"


def refuse_other_office(folder: Path, office: str) -> None:
    """Refuses a folder that holds the week of another office.

    Raises
    ------
    RosterError
        Naming both offices. A roster.json that cannot be read is nobody's.
    """
    there = _roster_in(folder)
    if there is not None and there.office != office:
        place = Place(file=str(folder / ROSTER))
        raise RosterError(Problem("plan.other_office", place, found=there.office, allowed=(office,)))


def keep_earlier(folder: Path, roster: Roster) -> Path | None:
    """Moves an earlier plan of the week aside, unless it is the same; where it went, None if it stays.

    Parameters
    ----------
    folder
        Folder of the week, which may not be there yet.
    roster
        The roster that is going to be written.

    Raises
    ------
    InputError
        If it cannot be moved; nothing is changed then.
    """
    there = _roster_in(folder)
    if there is None or there == roster:
        return None
    number = next(n for n in range(1, 10_000) if not _aside(folder, n).exists())
    try:
        return folder.rename(_aside(folder, number))
    except OSError as error:
        raise InputError(Problem("files.not_written", Place(file=str(folder)), found=error.strerror or "")) from error


def number_of(aside: Path) -> int:
    """The number of an edition that was moved aside."""
    return int(aside.name.rpartition("-")[2])


def bring_back(folder: Path) -> tuple[Path, Path]:
    """Makes the latest edition that was kept the valid one again; the one that is valid now is kept beside.

    Returns
    -------
    tuple of pathlib.Path
        Where the edition lies that is valid again, and where the one is that was valid.

    Raises
    ------
    RosterError
        If no earlier edition is there.
    """
    number = next(n for n in range(1, 10_000) if not _aside(folder, n).exists())
    earlier = _aside(folder, number - 1)
    if not (earlier / ROSTER).is_file():
        raise RosterError(Problem("replan.no_earlier", Place(file=str(folder))))
    half = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(earlier, half)
    taken = folder.rename(_aside(folder, number))
    half.rename(folder)
    return earlier, taken


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keeps every other run away from a week's folder meanwhile: moving a plan aside and writing one go together."""
    lock = folder.with_name(f".{folder.name}.lock")
    file = _locked(lock)
    try:
        yield
    finally:
        if file is not None:
            with suppress(OSError):  # Windows keeps a file that is open, here or by one who waits
                lock.unlink()
            file.close()


def _locked(path: Path) -> BinaryIO | None:
    """A file with the system's lock on it, which a run that dies gives back; None where nothing can be locked."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        while True:
            file = path.open("ab")
            _lock(file)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(file.fileno()), path.stat()):  # not one that was deleted meanwhile
                    return file
            file.close()
    except OSError:
        return None


def _lock(file: BinaryIO) -> None:
    """Waits until nobody else holds the file; some shares know no locks."""
    if sys.platform == "win32":
        import msvcrt

        for _ in range(6):
            with suppress(OSError):  # it gives up after ten seconds
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                return
    else:
        import fcntl

        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)


def _aside(folder: Path, number: int) -> Path:
    return folder.with_name(f"{folder.name}-versi-{number}")


def _roster_in(folder: Path) -> Roster | None:
    path = folder / ROSTER
    if not path.is_file():
        return None
    try:
        return read_roster_file(path).roster
    except RosterError:
        return None
