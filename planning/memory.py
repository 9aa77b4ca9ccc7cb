"""Memory: forecasts of the past kept on disk, so that what did not change is not computed again.

Each file is named by the hash of all that it was made from, the code included. The folder can be deleted at any time.
"""

import hashlib
import os
import sys
from collections.abc import Mapping
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import BadZipFile

import numpy as np

import forecast
from forecast.pool.memory import Job, Made
from planning.workers import do_all

LIBRARIES = ("numpy", "scipy", "pandas", "numba", "prophet", "cmdstanpy", "scikit-learn")
"""A new version of these may forecast otherwise."""
MOST_FILES = 100_000
"""Beyond these the oldest are removed: about 300 offices of 6 services in two versions."""


class DiskMemory:
    """Remembers arrays in a folder, and in the running process. What must be made is shared among processes.

    Parameters
    ----------
    folder
        Where; made when first needed. A folder that cannot be written is no error: nothing is kept then.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, Made] = {}

    def recall(self, jobs: Mapping[str, Job]) -> dict[str, Made]:
        """The arrays of these keys, from before or made now.

        Parameters
        ----------
        jobs
            What makes each; the key names all that the array is made from.
        """
        for key in jobs:
            kept = self._known.get(key) or _read(self._path(key))
            if kept is not None:
                self._known[key] = kept
        for key, made in do_all({key: job for key, job in jobs.items() if key not in self._known}):
            self._known[key] = made
            _write(self._path(key), made)
        return {key: self._known[key] for key in jobs}

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}-{self._code}.npz"

    @cached_property
    def _code(self) -> str:
        """A hash of the forecast's own code and of the libraries' versions."""
        digest = hashlib.sha256()
        for path in sorted(Path(forecast.__file__).parent.rglob("*.py")):
            digest.update(path.read_bytes())
        for name in LIBRARIES:
            digest.update(f"{name} {_version(name)}".encode())
        return digest.hexdigest()[:16]


def usual_memory() -> DiskMemory:
    """The memory in the folder that LOKET_CACHE names, else in the user's folder for caches."""
    named = os.environ.get("LOKET_CACHE")
    folder = Path(named) if named else _user_caches() / "loket" / "forecasts"
    forget_oldest(folder)
    return DiskMemory(folder)


def forget_oldest(folder: Path, most: int = MOST_FILES) -> int:
    """Removes the oldest files until `most` are left; returns how many."""
    files = list(folder.glob("*.npz")) if folder.is_dir() else []
    spare = sorted(files, key=lambda path: path.stat().st_mtime)[: len(files) - most] if len(files) > most else []
    for path in spare:
        path.unlink(missing_ok=True)
    return len(spare)


def _user_caches() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _read(path: Path) -> Made | None:
    """What a file holds; None where there is none or it is damaged."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            return Made(np.asarray(kept["array"]), float(kept["seconds"]))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def _write(path: Path, made: Made) -> None:
    """Writes beside and moves into place, so that nobody reads half a file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            np.savez(part, array=made.array, seconds=np.array(made.seconds))
        os.replace(part.name, path)
    except OSError:
        return
