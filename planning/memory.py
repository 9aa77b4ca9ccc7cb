"""Memory: forecasts of the past kept on disk, so that what did not change is not computed again.

Each file is named by the hash of all that it was made from, the code included. The folder can be deleted at any time.
"""

import hashlib
import os
import platform
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import BadZipFile

import numpy as np

import forecast
from forecast.pool.memory import Job, Made, Said
from planning.workers import do_all

LIBRARIES = ("numpy", "scipy", "pandas", "numba", "prophet", "cmdstanpy", "scikit-learn")
"""A new version of these may forecast otherwise."""
LASTING_REASONS = frozenset(
    {"", "follows_nobody", "no_convergence", "no_form_fits", "no_visitors", "not_finite", "short_history", "singular"}
)
"""Reasons for leaving a service out that are the same tomorrow; others, such as a full disk, may pass."""
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
            if LASTING_REASONS.issuperset(made.said.reasons):
                _write(self._path(key), made)
        return {key: self._known[key] for key in jobs}

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}-{self._code}.npz"

    @cached_property
    def _code(self) -> str:
        """A hash of the forecast's own code and of the libraries' versions."""
        digest = hashlib.sha256(f"{sys.version} {platform.machine()} {sys.platform}".encode())
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
    """Removes the files that were used longest ago until `most` are left; returns how many were too many."""
    used = []
    for path in folder.glob("*") if folder.is_dir() else ():
        with suppress(OSError):  # another run may remove it at the same moment
            used.append((path.stat().st_mtime, path))
    spare = sorted(used)[: max(0, len(used) - most)]
    for _, path in spare:
        with suppress(OSError):
            path.unlink()
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
    """What a file holds; None where there is none or it is damaged. A file that is read counts as used."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            said = Said(np.asarray(kept["means"]), tuple(kept["reasons"].tolist()))
            found = Made(said, float(kept["seconds"]))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
    with suppress(OSError):
        os.utime(path)
    return found


def _write(path: Path, made: Made) -> None:
    """Writes beside and moves into place, so that nobody reads half a file."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            reasons = np.array(made.said.reasons, dtype=str)
            np.savez(part, means=made.said.means, reasons=reasons, seconds=np.array(made.seconds))
        os.replace(part.name, path)
