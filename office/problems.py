"""Facts about what is wrong with an input. The words for people are made in the faces."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "note"]
Param = str | int | float


@dataclass(frozen=True)
class Place:
    """Where something stands: as much of it as is known.

    `row` counts as a spreadsheet shows it (the heading is row 1), `line` and `char` as an editor does.
    """

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    line: int | None = None
    char: int | None = None
    path: str = ""


@dataclass(frozen=True)
class Problem:
    """One thing wrong: a code with its facts, from which a face makes a sentence.

    Parameters
    ----------
    code
        Key of the sentence, such as ``visits.time_unreadable``; the catalogues hold ``problem.<code>`` and,
        where there is something to try, ``remedy.<code>``.
    where
        The place in the file.
    found
        What stands there, as text.
    allowed
        What may stand there; empty when no list helps.
    params
        Further numbers and names for the sentence.
    severity
        An error is unusable and counts towards the limit; a note is kept and reported; a warning is a note that a
        reader must not miss, told before all others.
    """

    code: str
    where: Place = field(default_factory=Place)
    found: str = ""
    allowed: tuple[str, ...] = ()
    params: Mapping[str, Param] = field(default_factory=dict)
    severity: Severity = "error"


class InputError(Exception):
    """Input that cannot be used. Carries every problem found, never only the first.

    InputError
    ├── ConfigError      the office's YAML, calendar or workbook
    ├── VisitLogError    the visit log
    └── RosterError      a roster file
    """

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{p.code} {p.where.path or p.where.file}: {p.found}" for p in problems[:5]))


class ConfigError(InputError):
    """The office's YAML, calendar or workbook cannot be used."""


class VisitLogError(InputError):
    """The visit log cannot be used."""


class RosterError(InputError):
    """A roster file cannot be used."""
