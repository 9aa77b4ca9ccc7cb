"""The verdict on each row: a visit, a bad row, or a row that is no visit of this office."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from office.days import Calendar
from office.office import Office
from office.problems import Problem
from office.visits.body import Body
from office.visits.checks import (
    Times,
    call_findings,
    hours_findings,
    in_order,
    length_findings,
    order_findings,
    repeats,
)
from office.visits.codes import Codes, name_notes, service_findings
from office.visits.findings import Finding, bad_rows, problems_of, shown
from office.visits.format import VisitFormat
from office.visits.frame import ticket_codes
from office.visits.meanings import IGNORED, OUTCOMES
from office.visits.names import plain
from office.visits.orders import ReadDates
from office.visits.table import Table
from office.visits.times import moments, time_findings


@dataclass(frozen=True)
class Verdict:
    """What became of the rows.

    Parameters
    ----------
    kept
        Positions of the visits, ascending.
    times
        The four moments of each row, clocks set right.
    bad
        Number of rows with an error.
    problems
        Everything that was found in rows.
    """

    kept: np.ndarray
    times: Times
    bad: int
    problems: tuple[Problem, ...]


def judge(
    table: Table, dates: ReadDates, codes: Codes, office: Office, format: VisitFormat, calendar: Calendar
) -> Verdict:
    """Judges all rows of a table whose dates are known."""
    body, columns = table.body, table.columns
    raw = moments(body, dates)
    others = _other_office(body, format)
    visits = ~others & (codes.service != IGNORED)
    errors = tuple(_errors(raw, dates, codes, office, table, visits))
    bad = bad_rows(errors, len(body.rows))
    good = visits & ~bad
    times = in_order(raw)
    notes = list(_among(_notes(times, codes, office, format, calendar, table), good))
    repeated = _repeated(good, times, codes, body)
    if format.visit_key == "ticket" and len(repeated):
        notes.append(Finding("visits.repeated", repeated, columns.heading("ticket"), "note", body.coded["ticket"].text))
    good[repeated] = False
    about_names = (
        *_office_notes(table, format),
        *name_notes(codes, ~bad & ~others, table, office, format),
        *_merged(repeated, format, table),
    )
    problems = (*about_names, *problems_of((*errors, *notes), table.place, body.rows))
    return Verdict(np.flatnonzero(good), times, int(bad.sum()), problems)


def _errors(
    raw: Times, dates: ReadDates, codes: Codes, office: Office, table: Table, visits: np.ndarray
) -> Iterator[Finding]:
    """Errors of the rows that are visits. Of shifted rows nothing else is said: any cell may hold a person's data."""
    body, columns = table.body, table.columns
    straight = visits.copy()
    straight[body.wide] = False
    yield from _among(time_findings(body, dates, columns), straight)
    yield from _among(service_findings(codes, body, office, columns), straight)
    yield from _among(order_findings(raw, body, columns), straight)
    if len(body.wide):
        yield from _among(iter([Finding("visits.cells_many", body.wide)]), visits)


def _notes(
    times: Times, codes: Codes, office: Office, format: VisitFormat, calendar: Calendar, table: Table
) -> Iterator[Finding]:
    body, columns = table.body, table.columns
    excused = np.isin(codes.outcome, [OUTCOMES.index("absent"), OUTCOMES.index("cancelled")])
    yield from length_findings(times, body, columns, format)
    yield from call_findings(times, excused, columns)
    yield from hours_findings(times["arrived"], codes.service, office, calendar, body, columns)


def _among(findings: Iterator[Finding], rows: np.ndarray) -> Iterator[Finding]:
    """The findings, each about the given rows only."""
    for finding in findings:
        at = finding.at[rows[finding.at]]
        if len(at):
            yield replace(finding, at=at)


def _repeated(good: np.ndarray, times: Times, codes: Codes, body: Body) -> np.ndarray:
    """Positions of good rows that repeat a good row above."""
    rows = np.flatnonzero(good)
    days = times["arrived"][rows].astype("datetime64[D]").astype(np.int64)
    keys = (ticket_codes(body)[rows], codes.service[rows], codes.step[rows])
    return rows[repeats(days, keys)]


def _merged(repeated: np.ndarray, format: VisitFormat, table: Table) -> Iterator[Problem]:
    if format.visit_key == "ticket_service" and len(repeated):
        yield Problem("visits.merged", table.place, params={"rows": len(repeated)}, severity="note")


def _other_office(body: Body, format: VisitFormat) -> np.ndarray:
    """Rows of offices other than the one that the YAML names, shape (rows,), bool."""
    if "office" not in body.coded or format.office is None:
        return np.zeros(len(body.rows), dtype=bool)
    column = body.coded["office"]
    others = np.array([plain(text) != plain(format.office) for text in column.texts], dtype=bool)
    return others[column.codes]


def _office_notes(table: Table, format: VisitFormat) -> Iterator[Problem]:
    others = int(_other_office(table.body, format).sum())
    if others:
        where = replace(table.place, column=table.columns.heading("office"))
        yield Problem(
            "visits.other_offices", where, shown(f"{format.office}"), params={"rows": others}, severity="note"
        )
