"""Provenance: what every file that leaves says about how it was made."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Literal

from office.values import Value

SCHEMA_VERSION = 1
Status = Literal["optimal", "within_gap", "feasible", "stopped"]


class Provenance(Value):
    """Inputs, seed and versions of a result. `created_at`, `seconds` and `command` stay out of comparisons.

    Hashes are SHA-256 of the files' bytes; an empty text means that there was no such file.
    """

    schema_version: int = SCHEMA_VERSION
    version: str
    created_at: datetime
    seconds: float = 0.0
    seed: int
    repeatable: bool = False
    """Whether the same call gives exactly the same roster again."""
    command: str = ""
    """The call as it was typed."""
    config_hash: str = ""
    calendar_hash: str = ""
    visits_hash: str = ""
    book_hash: str = ""
    previous_hash: str = ""
    overrides_hash: str = ""
    status: Status = "feasible"


def hash_of(*paths: Path) -> str:
    """SHA-256 of some files' bytes, in the order given; empty text without files."""
    if not paths:
        return ""
    digest = hashlib.sha256()
    for chunk in _chunks(paths):
        digest.update(chunk)
    return digest.hexdigest()


def _chunks(paths: Iterable[Path]) -> Iterable[bytes]:
    for path in paths:
        with path.open("rb") as file:
            yield from iter(lambda: file.read(1 << 20), b"")
