"""Findings: rows with the same thing wrong, turned into problems with their places."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from office.problems import Param, Place, Problem, Severity
from office.visits.personal import hidden

LISTED = 20_000
"""Problems of one kind and column that are listed one by one; the rest is counted."""
_SHOWN = 60


@dataclass(frozen=True)
class Finding:
    """Rows with one thing wrong in one column.

    Parameters
    ----------
    code, severity, column, allowed
        As in `Problem`; `column` is the heading in the file.
    at
        Positions of the rows among those read, ascending.
    found
        The text that stands at a position.
    params
        Further facts of a position.
    """

    code: str
    at: np.ndarray
    column: str = ""
    severity: Severity = "error"
    found: Callable[[int], str] = field(default=lambda _: "")
    params: Callable[[int], Mapping[str, Param]] = field(default=lambda _: {})
    allowed: tuple[str, ...] = ()


def problems_of(findings: Iterable[Finding], place: Place, rows: np.ndarray) -> tuple[Problem, ...]:
    """One problem a row, in the order of the file; `rows` holds the spreadsheet's row of each position."""
    found = [problem for finding in findings for problem in _problems(finding, place, rows)]
    return tuple(sorted(found, key=lambda problem: problem.where.row or 0))


def bad_rows(findings: Iterable[Finding], size: int) -> np.ndarray:
    """Which rows hold at least one error, shape (size,), bool."""
    bad = np.zeros(size, dtype=bool)
    for finding in findings:
        if finding.severity == "error":
            bad[finding.at] = True
    return bad


def shown(text: str) -> str:
    """A value as it may be shown: short, on one line, and without what may point to a person."""
    line = hidden(" ".join(text.split()))
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _problems(finding: Finding, place: Place, rows: np.ndarray) -> Iterator[Problem]:
    def at(row: int) -> Place:
        return Place(file=place.file, sheet=place.sheet, row=row, column=finding.column)

    for i in finding.at[:LISTED].tolist():
        yield Problem(
            finding.code,
            at(int(rows[i])),
            shown(finding.found(i)),
            finding.allowed,
            finding.params(i),
            finding.severity,
        )
    rest = finding.at[LISTED:]
    if len(rest):
        params: dict[str, Param] = {"code": finding.code, "rows": len(rest)}
        yield Problem("visits.more", at(int(rows[rest[0]])), params=params, severity=finding.severity)
