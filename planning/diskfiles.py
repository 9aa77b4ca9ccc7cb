"""Files of the user's cache: whole or not at all, the oldest forgotten, named by the code that made them."""

import hashlib
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import mkstemp
from types import ModuleType
from typing import IO

LIBRARIES = (
    *("numpy", "scipy", "pandas", "numba", "statsmodels", "scikit-learn", "prophet", "cmdstanpy"),
    *("holidays", "pydantic", "tzdata"),
)
"""A new version of these may forecast otherwise, or write otherwise what a forecast rests on."""


def user_folder(name: str) -> Path:
    """A folder in the one that LOKET_CACHE names, else in the user's folder for caches."""
    named = os.environ.get("LOKET_CACHE")
    return Path(named) / name if named else user_caches() / "loket" / name


def user_caches() -> Path:
    """The user's folder for caches on this system."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))


def code_of(*packages: ModuleType) -> str:
    """A hash of packages' own code, the interpreter and the libraries' versions."""
    digest = hashlib.sha256(f"{sys.version} {platform.machine()} {sys.platform}".encode())
    for package in packages:
        for path in sorted(Path(str(package.__file__)).parent.rglob("*.py")):
            digest.update(path.read_bytes())
    for name in LIBRARIES:
        digest.update(f"{name} {_version(name)}".encode())
    return digest.hexdigest()[:16]


def forget_oldest(folder: Path, most: int) -> int:
    """Removes the files that were used longest ago until `most` are left; returns how many were too many."""
    used = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):  # another run may remove it at the same moment
                if entry.is_file():
                    used.append((entry.stat().st_mtime, entry.path))
    spare = sorted(used)[: max(0, len(used) - most)]
    for _, path in spare:
        with suppress(OSError):
            os.unlink(path)
    return len(spare)


def touch(path: Path) -> None:
    """Marks a file as used now, where that can be."""
    with suppress(OSError):
        os.utime(path)


@contextmanager
def replace_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write beside, moved into place at the end: nobody reads half of it, and none stays if writing fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number, part = mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(number, "wb") as file:
            yield file
        os.replace(part, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(part)
        raise


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
