"""Origin: the office's file and the visit log that a roster was made from, found again beside it."""

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from office.problems import InputError, Param, Place, Problem
from office.provenance import Provenance, hash_of

YAMLS = (".yaml", ".yml")
_ID = re.compile(r"^office:\s*\n(?:[ \t]+.*\n|\s*\n|#.*\n)*?[ \t]+id:[ \t]*[\"']?([a-z0-9_]+)", re.MULTILINE)


@dataclass(frozen=True)
class Origin:
    """The files of a roster: the office's YAML, and the visit log where it is still there; `is_same` as they were."""

    config: Path
    visits: Path | None
    is_same: bool

    @property
    def notes(self) -> tuple[Problem, ...]:
        """That the office's file has been changed since the roster was made."""
        changed = Problem("origin.changed", Place(file=str(self.config)), severity="note")
        return () if self.is_same else (changed,)


def origin_of(
    roster: Path, office: str, made: Provenance | None, config: Path | None, visits: Path | None, sample: Path
) -> Origin:
    """The files that a roster was made from.

    Looked for are the files of the call that made it, then those beside the roster and where one works. A file with
    the very content of then comes first.

    Parameters
    ----------
    roster, office, made
        The roster's file, its office's id and how it was made, as far as that is known.
    config, visits
        Files that are named: nothing is looked for then.
    sample
        Folder of the sample office.

    Raises
    ------
    InputError
        If there is no file of this office.
    """
    words = shlex.split(made.command) if made is not None and made.command else []
    listed = [config] if config is not None else [*_configs(roster, words, sample)]
    mine = [path for path in dict.fromkeys(listed) if path == config or _office_in(path) == office]
    if not mine:
        params: dict[str, Param] = {"office": office}
        raise InputError(Problem("origin.no_config", Place(file=str(roster)), params=params))
    same = [path for path in mine if made is not None and hash_of(path) == made.config_hash]
    log = visits if visits is not None else _log(words, made, sample)
    return Origin((same or mine)[0], log, bool(same) or made is None)


def _configs(roster: Path, words: Sequence[str], sample: Path) -> Iterator[Path]:
    yield from (Path(word) for word in words if word.endswith(YAMLS))
    here = roster.resolve().parent
    folders = [Path(), Path("configs"), here, here.parent, here.parent.parent, here.parent.parent / "configs", sample]
    for folder in folders:
        yield from sorted(path for path in folder.glob("*.y*ml") if path.suffix in YAMLS)


def _office_in(path: Path) -> str:
    """The id of the office in a YAML; empty where there is none."""
    try:
        found = _ID.search(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return found[1] if found else ""


def _log(words: Sequence[str], made: Provenance | None, sample: Path) -> Path | None:
    """The visit log of the call that made the roster, if it holds what it held."""
    if made is None or not made.visits_hash:
        return None
    named = [Path(word) for word in words[1:] if not word.startswith("-") and not word.endswith(YAMLS)]
    beside = sorted((sample.parent / "sample_data").glob("kunjungan.csv*"))
    files = (path for path in (*named, *beside) if path.is_file())
    return next((path for path in files if hash_of(path) == made.visits_hash), None)
