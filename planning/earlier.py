"""Earlier results in the folder that a plan is written to: another office's are refused, one's own are kept."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from office.problems import InputError, Place, Problem, RosterError
from planning.rosterfile import read_roster_file
from scheduler.roster import Roster

ROSTER = "roster.json"
_KEPT = re.compile(r"(?P<week>.+)-versi-(?P<number>\d+)(?P<undone>-dibatalkan)?")
_MOVING = re.compile(rf"\.(?P<name>{_KEPT.pattern})\.undo")


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
    try:
        return folder.rename(_aside(folder))
    except OSError as error:
        raise InputError(Problem("files.not_written", Place(file=str(folder)), found=error.strerror or "")) from error


def number_of(aside: Path) -> int:
    """The number of an edition that was moved aside."""
    return int(aside.name.rpartition("-")[2])


def week_folder(folder: Path) -> Path:
    """The folder that is valid, of one that holds an edition that was taken back."""
    found = _KEPT.fullmatch(folder.name)
    return folder.with_name(found["week"]) if found and found["undone"] else folder


def bring_back(folder: Path, undone: Path | None = None) -> tuple[Path, Path]:
    """Makes the edition before valid again; what is valid now is kept, as one that was taken back.

    Each call goes one edition further back; those that were taken back do not come again by themselves.

    Parameters
    ----------
    folder
        Folder of the week.
    undone
        One that was taken back, to be valid again instead; what is valid now is the edition before it then.

    Returns
    -------
    tuple of pathlib.Path
        Where the edition lay that is valid again, and where the one is now that was valid.

    Raises
    ------
    RosterError
        If no earlier edition is there.
    OSError
        If one cannot be moved; all is as before then.
    """
    comes, goes = (undone, _aside(folder)) if undone is not None else (_before(folder), _aside(folder, "-dibatalkan"))
    waiting = comes.with_name(f".{comes.name}.undo")
    with ExitStack() as back:
        for source, target in ((comes, waiting), (folder, goes), (waiting, folder)):
            source.rename(target)
            back.callback(target.rename, source)
        back.pop_all()
    return comes, goes


def recover(folder: Path) -> None:
    """Ends what a run left that died while it brought an edition back: the week's folder is there again."""
    if _left(folder):
        with alone(folder):
            pass


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keeps every other run away from a week's folder meanwhile: moving a plan aside and writing one go together."""
    lock = folder.with_name(f".{folder.name}.lock")
    file = _locked(lock)
    try:
        with suppress(OSError):
            _finish(folder)
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


def _aside(folder: Path, kind: str = "") -> Path:
    """Where the next edition is kept. Its number is above all others, so that paper never bears one twice."""
    number = 1 + max((number for number, *_ in _kept(folder)), default=0)
    return folder.with_name(f"{folder.name}-versi-{number}{kind}")


def _before(folder: Path) -> Path:
    """The latest edition that is kept and was not taken back."""
    found = {number: path for number, undone, path in _kept(folder) if not undone and (path / ROSTER).is_file()}
    if not found:
        raise RosterError(Problem("replan.no_earlier", Place(file=str(folder))))
    return found[max(found)]


def _kept(folder: Path) -> list[tuple[int, bool, Path]]:
    """Editions of a week that are kept: number, whether it was taken back, where."""
    found = [(_KEPT.fullmatch(path.name), path) for path in _beside(folder)]
    return [(int(m["number"]), bool(m["undone"]), path) for m, path in found if m and m["week"] == folder.name]


def _finish(folder: Path) -> None:
    """An edition that was on its way becomes valid if none is, else goes back where it came from."""
    for came_from, path in _left(folder):
        path.rename(came_from if folder.exists() else folder)


def _left(folder: Path) -> list[tuple[Path, Path]]:
    """Editions that were on their way to be valid: where each came from, and where it is."""
    found = [(_MOVING.fullmatch(path.name), path) for path in _beside(folder)]
    return [(path.with_name(m["name"]), path) for m, path in found if m and m["week"] == folder.name]


def _beside(folder: Path) -> list[Path]:
    try:
        return list(folder.parent.iterdir())
    except OSError:
        return []


def _roster_in(folder: Path) -> Roster | None:
    path = folder / ROSTER
    if not path.is_file():
        return None
    try:
        return read_roster_file(path).roster
    except RosterError:
        return None
