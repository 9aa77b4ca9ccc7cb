"""Memory: forecasts of the past kept on disk, so that what did not change is not computed again.

Each file is named by the hash of all that it was made from, the code included. The folder can be deleted at any time.
"""

import hashlib
import os
import sys
from collections.abc import Callable
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np

import forecast

LIBRARIES = ("numpy", "scipy", "pandas", "statsmodels", "prophet", "scikit-learn")
"""A new version of these may forecast otherwise."""
MOST_FILES = 100_000
"""Beyond these the oldest are removed: about 300 offices of 6 services."""


class DiskMemory:
    """Remembers arrays in a folder, and in the running process.

    Parameters
    ----------
    folder
        Where; made when first needed. A folder that cannot be written is no error: nothing is kept then.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, np.ndarray] = {}

    def recall(self, key: str, make: Callable[[], np.ndarray]) -> np.ndarray:
        """The array of this key, from before or made now.

        Parameters
        ----------
        key
            Names all that the array is made from.
        make
            Makes it.
        """
        if key not in self._known:
            path = self.folder / f"{key}-{self._code}.npy"
            kept = _read(path)
            self._known[key] = make() if kept is None else kept
            if kept is None:
                _write(path, self._known[key])
        return self._known[key]

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
    files = list(folder.glob("*.npy")) if folder.is_dir() else []
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


def _read(path: Path) -> np.ndarray | None:
    """What a file holds; None where there is none or it is damaged."""
    try:
        return np.asarray(np.load(path, allow_pickle=False))
    except (OSError, ValueError, EOFError):
        return None


def _write(path: Path, array: np.ndarray) -> None:
    """Writes beside and moves into place, so that nobody reads half a file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            np.save(part, array, allow_pickle=False)
        os.replace(part.name, path)
    except OSError:
        return
