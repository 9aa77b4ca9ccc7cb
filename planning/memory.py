"""Memory: forecasts of the past kept on disk, so that what did not change is not computed again.

Each file is named by the hash of all that it was made from, the code included. The folder can be deleted at any time.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

import forecast
from forecast.pool.memory import Job, Made, Said
from planning.diskfiles import code_of, forget_oldest, replace_whole, touch, user_caches
from planning.workers import do_all

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
        return code_of(forecast)


def usual_memory() -> DiskMemory:
    """The memory in the folder that LOKET_CACHE names, else in the user's folder for caches."""
    named = os.environ.get("LOKET_CACHE")
    folder = Path(named) if named else user_caches() / "loket" / "forecasts"
    forget_oldest(folder, MOST_FILES)
    return DiskMemory(folder)


def _read(path: Path) -> Made | None:
    """What a file holds; None where there is none or it is damaged. A file that is read counts as used."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            said = Said(np.asarray(kept["means"]), tuple(kept["reasons"].tolist()))
            found = Made(said, float(kept["seconds"]))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
    touch(path)
    return found


def _write(path: Path, made: Made) -> None:
    reasons = np.array(made.said.reasons, dtype=str)
    with suppress(OSError), replace_whole(path) as file:
        np.savez(file, means=made.said.means, reasons=reasons, seconds=np.array(made.seconds))
